import assert from "node:assert/strict";
import { test } from "node:test";
import { answerAsking, askToSignIn, isAsking } from "./sign-in-again.ts";

test("two requests that meet an ended session share one dialog and both go on", async () => {
  const first = askToSignIn();
  const second = askToSignIn();
  assert.equal(isAsking(), true);
  answerAsking(true);
  assert.deepEqual(await Promise.all([first, second]), [true, true]);
  assert.equal(isAsking(), false);
});
