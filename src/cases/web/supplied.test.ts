import assert from "node:assert/strict";
import { test } from "node:test";
import { stillMissing, suppliedFrom } from "./supplied.ts";

const scan = { digest: "a".repeat(64), size: 9, mediaType: "application/pdf", label: "检验报告" };
const asked = [{ material: "report" }, { material: "licence" }, { material: "plan" }];
const supplied = { report: { files: [scan], paper: false }, licence: { files: [scan], paper: true } };

test("only what was asked for is sent, as files or to be brought on paper", () => {
  assert.equal(stillMissing(asked, supplied), 1);
  assert.deepEqual(suppliedFrom(asked, supplied), [
    { material: "report", way: "upload", files: [scan] },
    { material: "licence", way: "paper", files: [] },
  ]);
});
