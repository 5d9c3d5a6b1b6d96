import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256Hex } from "#base/hash.ts";
import { eventsHolding } from "./holding.ts";
import type { EvidenceEventView } from "./verify-evidence.ts";

const holding = (data: Record<string, unknown>) =>
  [{ author: "131000", event: { data } }] as unknown as EvidenceEventView[];

test("an event carries a document in full or by its hash, and nothing that only looks like it", () => {
  const text = "<alert>氨氮</alert>\n";
  const bytes = Buffer.from(text);
  assert.equal(eventsHolding(holding({ cap: text }), bytes).length, 1);
  assert.equal(eventsHolding(holding({ photos: [{ digest: sha256Hex(bytes) }] }), bytes).length, 1);
  assert.equal(eventsHolding(holding({ cap: `${text} ` }), bytes).length, 0);
  assert.equal(eventsHolding(holding({ note: "", nothing: null, n: 1 }), bytes).length, 0);
  // A byte that is no UTF-8 reads as U+FFFD, which a signed text may hold.
  assert.equal(eventsHolding(holding({ cap: "\ufffd" }), Buffer.of(0xff)).length, 0);
});
