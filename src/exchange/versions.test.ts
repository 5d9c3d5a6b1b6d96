import assert from "node:assert/strict";
import { test } from "node:test";
import { findCommonFormat, isNewer } from "./versions.ts";

test("f-31 a node writes the newest format that every peer reads", () => {
  const own = ["page/1", "page/2", "page/3"];
  assert.equal(findCommonFormat(own, []), "page/3");
  assert.equal(findCommonFormat(own, [own, ["page/1", "page/2"]]), "page/2");
  assert.equal(findCommonFormat(own, [["page/2", "page/3", "page/4"], own]), "page/3");
  assert.equal(findCommonFormat(["page/1"], [["page/1", "page/2"]]), "page/1");
});

test("f-31 a peer that does not say what it reads reads the first format; with nothing in common there is none", () => {
  assert.equal(findCommonFormat(["page/1", "page/2"], [null, ["page/1", "page/2"]]), "page/1");
  assert.equal(findCommonFormat(["page/1"], [["page/2"]]), undefined);
});

test("versions are compared as numbers; what is no release is not said to be newer", () => {
  assert.equal(isNewer("0.10.0", "0.9.9"), true);
  assert.equal(isNewer("1.0.0", "0.99.99"), true);
  assert.equal(isNewer("0.1.0", "0.1.0"), false);
  assert.equal(isNewer("0.1.0", "0.2.0"), false);
  for (const theirs of [null, "next", "1.0", "9.9.9-beta"]) assert.equal(isNewer(theirs, "0.1.0"), false);
  assert.equal(isNewer("9.9.9", "journey"), false);
  assert.equal(isNewer("9.9.9", undefined), false);
});
