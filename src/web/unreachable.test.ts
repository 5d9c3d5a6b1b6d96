import assert from "node:assert/strict";
import { test } from "node:test";
import { isUnreachable, shouldReload } from "./unreachable.ts";

test("a part of the pages that did not come is told from a fault of the program", () => {
  assert.ok(isUnreachable(new TypeError("Failed to fetch dynamically imported module: /assets/x.js")));
  assert.ok(isUnreachable(new TypeError("Importing a module script failed.")));
  assert.equal(isUnreachable(new TypeError("undefined is not a function")), false);
});

test("a tab left open across an update opens anew once, and never without a connection", () => {
  assert.equal(shouldReload(true, undefined, 100_000), true);
  assert.equal(shouldReload(true, 90_000, 100_000), false);
  assert.equal(shouldReload(true, 10_000, 100_000), true);
  assert.equal(shouldReload(false, undefined, 100_000), false);
});
