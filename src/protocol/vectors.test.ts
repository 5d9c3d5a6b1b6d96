import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { done } from "#base/outcome.ts";
import { canonical } from "#base/canonical.ts";
import type { PublicKey } from "#base/signature.ts";
import { digestOf, type Event } from "./event.ts";
import { leafOf } from "./leaf.ts";
import { inclusionProof, rootOf } from "./merkle.ts";
import type { Page } from "./page.ts";
import type { ChainEnd } from "./seal-page.ts";
import { verifyRequest } from "./signed-request.ts";
import { verifyPage } from "./verify-page.ts";

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../vectors/chain/${name}.json`, import.meta.url), "utf8")) as T;

const answerOf = (outcome: { ok: boolean; refusal?: { code: string } }) =>
  outcome.ok ? "ok" : outcome.refusal!.code;

test("events have the bytes, digests and leaves that are published", () => {
  const { events } = read<{
    events: { event: Event; body: string; digest: string; salt: string; leaf: string }[];
  }>("events");
  for (const { event, body, digest, salt, leaf } of events) {
    assert.equal(canonical(event), body);
    assert.equal(digestOf(event), digest);
    assert.equal(leafOf("sha256", salt, body).toString("hex"), leaf);
  }
});

test("trees have the roots and paths that are published", () => {
  const { trees } = read<{ trees: { leaves: string[]; root: string; proofs: string[][] }[] }>("tree");
  for (const { leaves, root, proofs } of trees) {
    const bytes = leaves.map((leaf) => Buffer.from(leaf, "hex"));
    assert.equal(rootOf("sha256", bytes).toString("hex"), root);
    for (const [i, proof] of proofs.entries())
      assert.deepEqual(
        inclusionProof("sha256", bytes, i).map((hash) => hash.toString("hex")),
        proof,
      );
  }
});

type PageCase = { name: string; page: Page; before: ChainEnd; now: string; expect: string };
type Pages = { node: string; key: { publicKey: PublicKey }; cases: PageCase[]; ends: ChainEnd[] };

for (const file of ["pages", "pages-sm2"]) {
  const { node, key, cases, ends } = read<Pages>(file);
  for (const { name, page, before, now, expect } of cases)
    test(`${file}, ${name}: ${expect}`, () => {
      const verified = verifyPage(page, node, before, () => done(key.publicKey), now);
      assert.equal(answerOf(verified), expect);
      if (verified.ok) assert.deepEqual(verified.value.end, ends[verified.value.header.number - 1]);
    });
}

for (const file of ["requests", "requests-sm2"])
  test(`${file} are answered as published`, () => {
    type RequestCase = {
      method: string;
      path: string;
      query: string;
      body?: string;
      headers: Record<string, string>;
      expect: string;
    };
    const { key, now, requests } = read<{
      key: { publicKey: PublicKey };
      now: string;
      requests: RequestCase[];
    }>(file);
    for (const { body, headers, expect, ...request } of requests) {
      const whole = { ...request, ...(body !== undefined && { body: Buffer.from(body) }) };
      assert.equal(answerOf(verifyRequest(whole, headers, "110112", () => key.publicKey, now)), expect);
    }
  });
