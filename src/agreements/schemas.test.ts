import assert from "node:assert/strict";
import { it } from "node:test";
import { staleSchemas } from "../../scripts/schemas.ts";

it("publishes the very schemas that the checker uses (node scripts/schemas.ts writes them)", () => {
  assert.deepEqual(staleSchemas(), []);
});
