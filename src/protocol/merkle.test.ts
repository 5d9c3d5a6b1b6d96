import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hash } from "#base/hash.ts";
import { inclusionProof, rootFromProof, rootOf } from "./merkle.ts";

const leaf = (bytes: Uint8Array | string) => hash("sha256", Uint8Array.of(0), bytes);

test("roots are those of RFC 6962's published trees", () => {
  const inputs = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ];
  const leaves = inputs.map((hex) => leaf(Buffer.from(hex, "hex")));
  const root = (size: number) => rootOf("sha256", leaves.slice(0, size)).toString("hex");
  assert.equal(root(0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert.equal(root(1), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  assert.equal(root(3), "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
  assert.equal(root(8), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
});

const tree = fc
  .integer({ min: 1, max: 256 })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.integer({ min: 0, max: size - 1 }) }));

test("every leaf of every tree is proven by its path", () =>
  fc.assert(
    fc.property(tree, ({ size, index }) => {
      const leaves = Array.from({ length: size }, (_, i) => leaf(`${i}`));
      const proof = inclusionProof("sha256", leaves, index);
      assert.deepEqual(rootFromProof("sha256", leaves[index]!, index, size, proof), rootOf("sha256", leaves));
    }),
  ));

test("another leaf, another place, or a changed path proves nothing", () =>
  fc.assert(
    fc.property(tree, fc.nat(), ({ size, index }, chance) => {
      fc.pre(size > 1);
      const leaves = Array.from({ length: size }, (_, i) => leaf(`${i}`));
      const root = rootOf("sha256", leaves).toString("hex");
      const proof = inclusionProof("sha256", leaves, index);
      const other = (index + 1 + (chance % (size - 1))) % size;
      const shown = (at: number, given: Buffer, path: Buffer[]) =>
        rootFromProof("sha256", given, at, size, path)?.toString("hex");
      assert.notEqual(shown(index, leaf("x"), proof), root);
      assert.notEqual(shown(other, leaves[index]!, proof), root);
      assert.notEqual(shown(index, leaves[index]!, proof.slice(1)), root);
      assert.notEqual(shown(index, leaves[index]!, proof.with(chance % proof.length, leaf("y"))), root);
    }),
  ));
