import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { canonical } from "#base/canonical.ts";
import { done } from "#base/outcome.ts";
import { newPrivateKey, signerFromPem, suiteNames, suites } from "#base/signature.ts";
import { leafOf } from "./leaf.ts";
import type { Page } from "./page.ts";
import { sealPage, signedBytes, startOfChain, type ChainEnd } from "./seal-page.ts";
import { verifyHeader, verifyPage } from "./verify-page.ts";

const now = "2026-11-22T08:00:00.000Z";
const salt = "00112233445566778899aabbccddeeff";

/** Replaces one character of a text by another. */
const flipped = (text: string, at: number, by: number): string => {
  const i = at % text.length;
  const code = text.charCodeAt(i);
  return text.slice(0, i) + String.fromCharCode(code === by ? by + 1 : by) + text.slice(i + 1);
};

for (const suite of suiteNames)
  describe(`a page under ${suite}`, () => {
    const newKey = () => signerFromPem(newPrivateKey(suite));
    const signer = newKey();
    const pageOf = (bodies: readonly string[], end: ChainEnd = startOfChain, sealedAt = now) => {
      const leaves = bodies.map((body) => leafOf(suites[suite].hash, salt, body));
      const sealed = sealPage(
        "120114",
        end,
        leaves,
        { "110112": { number: 3, digest: "a".repeat(64) } },
        sealedAt,
        signer,
      );
      const page: Page = {
        header: sealed.headerText,
        signature: sealed.signature,
        leaves: bodies.map((body, i) => (i % 2 ? { leaf: leaves[i]!.toString("hex") } : { salt, body })),
      };
      return { page, end: sealed.end };
    };

    const codeOf = (
      page: Page,
      before: ChainEnd = startOfChain,
      node = "120114",
      key = signer.publicKey,
      at = now,
    ) => {
      const verified = verifyPage(page, node, before, () => done(key), at);
      return verified.ok ? "ok" : verified.refusal.code;
    };

    const first = pageOf(["one", "two", "three"]);
    const second = pageOf(["four"], first.end);
    const third = pageOf([], second.end);

    test("pages hold one after another, a receipt without events too", () => {
      assert.equal(codeOf(first.page), "ok");
      assert.equal(codeOf(second.page, first.end), "ok");
      assert.equal(codeOf(third.page, second.end), "ok");
    });

    test("a page out of its place is refused for what it is", () => {
      assert.equal(codeOf(first.page, first.end), "PAGE_SEEN");
      assert.equal(codeOf(third.page, first.end), "PAGE_GAP");
      assert.equal(codeOf(second.page, { ...first.end, digest: "b".repeat(64) }), "PAGE_FORK");
      assert.equal(codeOf(second.page, { ...first.end, next: 9 }), "POSITION_GAP");
    });

    test("f-23 a page of another node, key, format or time is refused", () => {
      assert.equal(codeOf(first.page, startOfChain, "131000"), "WRONG_NODE");
      assert.equal(codeOf(first.page, startOfChain, "120114", newKey().publicKey), "UNKNOWN_KEY");
      const resigned = (header: string) => ({
        ...first.page,
        header,
        signature: signer.sign(Buffer.from(`tongwulang-page-v1\n${header}`)),
      });
      const { header } = first.page;
      assert.equal(
        codeOf(resigned(header.replace("tongwulang-page/1", "tongwulang-page/9"))),
        "UNKNOWN_FORMAT",
      );
      assert.equal(codeOf(resigned(header.replace(suite, "rot13"))), "UNKNOWN_SUITE");
      assert.equal(codeOf(resigned(header.replace('"count":3', '"count":"3"'))), "BAD_HEADER");
      assert.equal(codeOf(resigned(` ${header}`)), "NOT_CANONICAL");
      assert.equal(codeOf(resigned(header.replace('"count":3', '"count":2'))), "BAD_COUNT");
      assert.equal(codeOf(pageOf([], startOfChain, "2026-11-22T08:05:01.000Z").page), "FROM_THE_FUTURE");
      assert.equal(codeOf(pageOf([], startOfChain, "2026-11-22T08:04:59.000Z").page), "ok");
    });

    test("members that this version does not know are kept at any depth; heads are of parties only", () => {
      const head = { number: 3, digest: "a".repeat(64), newer: 1 };
      const known = JSON.parse(first.page.header) as object;
      const read = (heads: object) => {
        const text = canonical({ ...known, newer: [{ newer: 1 }], heads });
        return {
          text,
          header: verifyHeader(text, signer.sign(signedBytes(text)), "120114", () => done(signer.publicKey)),
        };
      };
      const { text, header } = read({ "110112": head });
      assert.equal(header.ok && canonical(header.value), text);
      const odd = read({ everybody: head }).header;
      assert.equal(odd.ok ? "ok" : odd.refusal.code, "BAD_HEADER");
    });

    test("truncated, reordered, swapped and doubled entries are refused", () => {
      const { page } = first;
      const [a, b, c] = page.leaves as [Page["leaves"][0], Page["leaves"][0], Page["leaves"][0]];
      assert.equal(codeOf({ ...page, leaves: [a, b] }), "BAD_COUNT");
      assert.equal(codeOf({ ...page, leaves: [b, a, c] }), "BAD_ROOT");
      assert.equal(codeOf({ ...page, leaves: [a, b, a] }), "BAD_ROOT");
      assert.equal(codeOf({ ...page, leaves: second.page.leaves.concat([b, c]) }), "BAD_ROOT");
      assert.equal(codeOf({ ...page, leaves: [{ leaf: "00" } as never, b, c] }), "BAD_LEAF");
      assert.equal(codeOf({ ...page, signature: second.page.signature }), "BAD_SIGNATURE");
    });

    test("f-14 a page larger than the limits is refused", () => {
      assert.equal(codeOf(pageOf(["x".repeat(1024 * 1024 + 1)]).page), "TOO_LARGE");
      assert.equal(codeOf({ ...first.page, header: "x".repeat(64 * 1024 + 1) }), "TOO_LARGE");
    });

    test("no character of header, signature, salt, body or hash can be changed", () =>
      fc.assert(
        fc.property(
          fc.constantFrom("header", "signature", "salt", "body", "leaf"),
          fc.nat(),
          fc.integer({ min: 0x20, max: 0x7d }),
          (part, at, by) => {
            const { page } = first;
            const [a, b, c] = page.leaves as [
              { salt: string; body: string },
              { leaf: string },
              { salt: string; body: string },
            ];
            const changed: Page = {
              header: { ...page, header: flipped(page.header, at, by) },
              signature: { ...page, signature: flipped(page.signature, at, by) },
              salt: { ...page, leaves: [{ ...a, salt: flipped(a.salt, at, by) }, b, c] },
              body: { ...page, leaves: [{ ...a, body: flipped(a.body, at, by) }, b, c] },
              leaf: { ...page, leaves: [a, { leaf: flipped(b.leaf, at, by) }, c] },
            }[part];
            assert.notEqual(codeOf(changed), "ok");
          },
        ),
        { numRuns: 500 },
      ));

    test("the other suite does not come in under the name of this one", () => {
      for (const other of suiteNames.filter((name) => name !== suite)) {
        const { header } = first.page;
        const renamed = { ...first.page, header: header.replace(suite, other) };
        assert.equal(codeOf(renamed), "UNKNOWN_KEY");
        const stranger = signerFromPem(newPrivateKey(other)).publicKey;
        assert.equal(codeOf(first.page, startOfChain, "120114", stranger), "UNKNOWN_KEY");
        assert.equal(
          codeOf(first.page, startOfChain, "120114", { ...signer.publicKey, suite: other }),
          "UNKNOWN_KEY",
        );
      }
    });
  });
