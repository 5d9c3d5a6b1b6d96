import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { exampleNetwork, newSigner, three, tongzhou, wuqing } from "./example-agreement.ts";
import {
  checkOwnNode,
  foundingBundle,
  foundingFile,
  readFounding,
  signFounding,
  type FoundingFile,
} from "./found.ts";

const { founding, signers } = exampleNetwork();
const file: FoundingFile = foundingFile(
  founding.bundle,
  three.map((party) =>
    signFounding(founding.bundle, signers.get(party)!, party, "示例", "2026-01-01T02:00:00.000Z"),
  ),
);
const codeOf = (json: unknown) => {
  const read = readFounding(json);
  return read.ok ? "OK" : read.refusal.code;
};
const changed = (change: (file: FoundingFile) => void): unknown => {
  const copy = structuredClone(file);
  change(copy);
  return copy;
};

describe("the founding agreement", () => {
  it("is believed when every party has signed it with the key it names", () => {
    const read = readFounding(JSON.parse(JSON.stringify(file)));
    assert.ok(read.ok);
    assert.deepEqual(
      read.value.nodes.map(({ party }) => party),
      three,
    );
    assert.equal(read.value.digest, founding.digest);
  });

  it("is refused if what everybody signed cannot be an address or cannot be written twice alike", () => {
    const signedBy = (bundle: FoundingFile["bundle"]) =>
      foundingFile(
        bundle,
        three.map((party) =>
          signFounding(bundle, signers.get(party)!, party, "示例", "2026-01-01T02:00:00.000Z"),
        ),
      );
    const at = (url: string) => {
      const nodes = founding.nodes.map((node, n) => (n === 0 ? { ...node, url } : node));
      return codeOf(signedBy(foundingBundle(nodes, "2026-01-01")));
    };
    assert.equal(at("http://127.0.0.1:9"), "OK");
    for (const url of ["gopher://127.0.0.1", "http://name:word@127.0.0.1", "https://node.example"])
      assert.equal(at(url), "FOUNDING_ADDRESS");
    const lone = changed(({ bundle }) => void (bundle.agreement.title.zh = "\ud800"));
    assert.equal(codeOf(lone), "FOUNDING_DIGEST");
  });

  it("is refused with the reason when anything is missing, altered or signed by somebody else", () => {
    assert.equal(codeOf("{}"), "FOUNDING_UNREADABLE");
    assert.equal(
      codeOf(changed(({ bundle }) => void (bundle.agreement.nodes![0]!.url = "http://elsewhere.test"))),
      "FOUNDING_DIGEST",
    );
    assert.equal(codeOf(changed(({ signatures }) => void signatures.pop())), "FOUNDING_UNSIGNED");
    assert.equal(
      codeOf(changed(({ signatures }) => void signatures.push(signatures[0]!))),
      "FOUNDING_UNSIGNED",
    );
    assert.equal(
      codeOf(changed(({ signatures }) => void (signatures[0]!.signature = signatures[1]!.signature))),
      "FOUNDING_SIGNATURE",
    );
    const twoKeys = foundingBundle(
      founding.nodes.map((node) => ({ ...node, publicKey: signers.get(tongzhou)!.publicKey })),
      "2026-01-01",
    );
    const byOne = three.map((party) =>
      signFounding(twoKeys, signers.get(tongzhou)!, party, "示例", "2026-01-01T02:00:00.000Z"),
    );
    assert.equal(codeOf(foundingFile(twoKeys, byOne)), "FOUNDING_NODES");
    const fewer = foundingBundle(founding.nodes, "2026-01-01");
    fewer.agreement.nodes!.pop();
    assert.equal(codeOf(foundingFile(fewer, file.signatures)), "FOUNDING_NODES");
  });

  it("is refused whichever character of it is changed, except the day written beside a signature", () => {
    const text = JSON.stringify(file);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom("a", "0", "Z", "9"), (at, character) => {
        if (text[at] === character) return;
        const altered = text.slice(0, at) + character + text.slice(at + 1);
        let json: unknown;
        try {
          json = JSON.parse(altered);
        } catch {
          return;
        }
        const isBeside = /"(signedAt|signatory)":"[^"]*$/.test(text.slice(0, at));
        if (!isBeside) assert.notEqual(codeOf(json), "OK");
      }),
      { numRuns: 300 },
    );
  });

  it("lets a node start only with a key that is its own", () => {
    const own = signers.get(wuqing)!.publicKey;
    const later = newSigner().publicKey;
    assert.ok(checkOwnNode(founding, wuqing, founding.keys, [own]).ok);
    for (const key of [signers.get(tongzhou)!.publicKey, later]) {
      const other = checkOwnNode(founding, wuqing, founding.keys, [key]);
      assert.equal(other.ok || other.refusal.code, "FOUNDING_NOT_OURS");
    }
    assert.ok(!checkOwnNode(founding, "330100", founding.keys, [own]).ok);
    assert.ok(checkOwnNode(founding, wuqing, new Map([[wuqing, [own, later]]]), [later]).ok);
  });
});
