import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { keyIdOf } from "#base/signature.ts";
import type { Head } from "#protocol/page.ts";
import { findDue, keyFor, keyOfNext, quorumOf, withStarts, type KeyLog, type Revocation } from "./key-log.ts";
import { newSigner } from "./test-parties.ts";

const keys = Array.from({ length: 6 }, () => newSigner().publicKey);
const idOf = (n: number) => keyIdOf(keys[n]!);
const headAt = (number: number): Head => ({ number, digest: number.toString(16).padStart(64, "0") });
const others = ["110112", "131000", "120114", "120115"];

const log = (parties: number, revocations: Revocation[] = []): KeyLog => ({
  starts: [{ from: 1, publicKey: keys[0]! }],
  revocations,
  parties,
});
const says = (by: string, upTo: number, to = 1, from = 0, page?: number): Revocation => ({
  by,
  from: idOf(from),
  publicKey: keys[to]!,
  upTo: headAt(upTo),
  ...(page !== undefined && { page }),
});
const asked = (
  known: KeyLog,
  number: number,
  key: number,
  heads: Record<string, Head> = {},
  here?: string,
) => {
  const found = keyFor(known, { number, key: idOf(key), heads }, here);
  return found.ok ? keyIdOf(found.value) : found.refusal.code;
};

test("a quorum is more than half of all parties, and at most all the others", () => {
  assert.deepEqual([2, 3, 4, 5, 6, 9].map(quorumOf), [1, 2, 3, 3, 4, 5]);
});

test("whatever keys follow each other, every page has one key, and it is the one that held there", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 5 }), (lengths) => {
      let known = log(3);
      const held: number[] = [];
      for (const [n, length] of lengths.entries()) {
        for (let i = 0; i < length; i++) held.push(n);
        known = withStarts(known, [{ from: held.length + 1, publicKey: keys[n + 1]! }]);
      }
      held.push(lengths.length, lengths.length);
      for (const [at, key] of held.entries())
        for (const [tried] of keys.entries())
          assert.equal(asked(known, at + 1, tried), tried === key ? idOf(key) : "UNKNOWN_KEY");
    }),
  );
});

test("one word against a key stops nobody but who said it, and puts no other key in its place", () => {
  const known = log(3, [says("110112", 10, 1, 0, 4)]);
  assert.equal(asked(known, 11, 0, {}, "131000"), idOf(0));
  assert.equal(asked(known, 11, 0, {}, "110112"), "KEY_REVOKED");
  assert.equal(asked(known, 10, 0, {}, "110112"), idOf(0));
  assert.equal(asked(known, 11, 1, { "110112": headAt(4) }), "UNKNOWN_KEY");
  assert.equal(findDue(known), undefined);
});

test("a quorum that means different keys is none", () => {
  const known = log(3, [says("110112", 10, 1, 0, 4), says("131000", 10, 2, 0, 4)]);
  assert.equal(findDue(known), undefined);
  assert.equal(asked(known, 11, 0), idOf(0));
});

test("a quorum ends a key after the highest page that any of them had applied", () => {
  const known = log(3, [says("110112", 10, 1, 0, 4), says("131000", 12, 1, 0, 7)]);
  const heads = { "110112": headAt(4), "131000": headAt(9) };
  assert.equal(asked(known, 12, 0), idOf(0));
  assert.equal(asked(known, 13, 0), "KEY_REVOKED");
  assert.equal(asked(known, 13, 1, heads), idOf(1));
  assert.equal(asked(known, 12, 1, heads), "UNKNOWN_KEY");
  assert.equal(asked(known, 14, 1, heads), "UNKNOWN_KEY");
  assert.equal(asked(known, 13, 1, { ...heads, "131000": headAt(6) }), "UNKNOWN_KEY");
  assert.deepEqual(findDue(known)?.upTo, headAt(12));
  const after = withStarts(known, [{ from: 13, publicKey: keys[1]! }]);
  assert.equal(findDue(after), undefined);
  assert.equal(asked(after, 13, 0), "KEY_REVOKED");
  assert.equal(asked(after, 12, 0), idOf(0));
  assert.equal(keyIdOf(keyOfNext(after, 20)), idOf(1));
});

test("a change that stands on a void page is void with it; one before the end of the revoked key counts", () => {
  const revocations = [says("110112", 10, 1, 0, 1), says("131000", 10, 1, 0, 1)];
  const changedAfter = withStarts(log(3, revocations), [{ from: 12, publicKey: keys[2]! }]);
  assert.equal(keyIdOf(keyOfNext(changedAfter, 13)), idOf(1));
  const changedBefore = withStarts(log(3, revocations), [{ from: 11, publicKey: keys[2]! }]);
  assert.equal(keyIdOf(keyOfNext(changedBefore, 13)), idOf(2));
});

test("of many who speak, those count whom the first page under the replacement has heard", () => {
  const words = others.map((by, n) => says(by, 10 + n, 1, 0, 3));
  const known = log(5, words);
  const heard = (n: number) => Object.fromEntries(others.slice(0, n).map((by) => [by, headAt(3)]));
  assert.equal(asked(known, 13, 1, heard(3)), idOf(1));
  assert.equal(asked(known, 14, 1, heard(4)), idOf(1));
  assert.equal(asked(known, 13, 1, heard(4)), "UNKNOWN_KEY");
  assert.equal(asked(known, 12, 1, heard(2)), "UNKNOWN_KEY");
});
