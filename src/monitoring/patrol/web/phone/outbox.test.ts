import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Problem } from "#base/outcome.ts";
import { newId } from "../new-id.ts";
import {
  afterReply,
  findOpenPatrol,
  isHeldUp,
  nextToSend,
  outdated,
  photosToKeep,
  tryAgain,
  type Entry,
} from "./outbox.ts";

const entry = (record: Entry["record"], more: Partial<Entry> = {}): Entry => ({
  id: newId(),
  record,
  personId: "p1",
  personName: "杜值班",
  madeAtMs: 0,
  state: "waiting",
  tries: 0,
  ...more,
});
const begin = (more: Partial<Entry> = {}) =>
  entry({ kind: "begin", route: "north-canal", mode: "joint", begunAtMs: 0 }, more);
const reach = (patrol: string, more: Partial<Entry> = {}) =>
  entry({ kind: "reach", patrol, point: "tumenlou", atMs: 0 }, more);
const problem = (code: string, status: number): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { type: "x", title: "x", status, code, zh: "不行", en: "no" },
});

describe("the outbox of a phone", () => {
  it("sends the oldest first, and only to whom it belongs", () => {
    const first = begin();
    const second = reach(first.id);
    assert.equal(nextToSend([second, first], "p1")?.id, first.id);
    assert.equal(nextToSend([second, first], "p2"), undefined);
    assert.equal(nextToSend([second, { ...first, state: "sent" }], "p1")?.id, second.id);
  });

  it("keeps what was refused with its reason, and lets it hold up its own patrol only", () => {
    const bad = begin();
    const after = afterReply(bad, problem("ROUTE_NOT_IN_FORCE", 409));
    assert.deepEqual(
      [after.entry.state, after.entry.problem?.code, after.rest],
      ["refused", "ROUTE_NOT_IN_FORCE", undefined],
    );
    const waits = reach(bad.id);
    const other = begin();
    const all = [after.entry, waits, other];
    assert.ok(isHeldUp(all, waits));
    assert.equal(nextToSend(all, "p1")?.id, other.id);
    assert.equal(nextToSend([tryAgain(after.entry), waits], "p1")?.id, bad.id);
  });

  it("waits where nothing is wrong with the record: no network, no session, a fault, a photo to come", () => {
    const waits = (code: string, status: number) => {
      const { entry: after, rest } = afterReply(begin(), problem(code, status));
      assert.equal(after.state, "waiting");
      return rest;
    };
    assert.equal(waits("UNREACHABLE", 0), "offline");
    assert.equal(waits("NOT_SIGNED_IN", 401), "sign-in");
    assert.equal(waits("OTHER_PERSON", 403), "other-person");
    assert.equal(waits("NOT_ALLOWED", 403), "other-person");
    assert.equal(waits("FAULT", 500), "later");
    assert.equal(waits("STORAGE_FULL", 507), "later");
    assert.equal(waits("TOO_MANY", 429), "later");
    assert.equal(waits("PHOTO_MISSING", 409), "later");
  });

  it("is on a patrol from its beginning to its end, also after a restart", () => {
    const one = begin({ state: "sent" });
    assert.equal(findOpenPatrol([one, reach(one.id)], "p1")?.id, one.id);
    assert.equal(findOpenPatrol([one], "p2"), undefined);
    const end = entry({ kind: "end", patrol: one.id, endedAtMs: 1 });
    assert.equal(findOpenPatrol([one, end], "p1"), undefined);
  });

  it("never forgets what was not sent, nor a photo it names, whatever was answered", () => {
    const codes = ["UNREACHABLE", "NOT_SIGNED_IN", "FAULT", "RECORD_CONFLICT", "INVALID", "PHOTO_ALTERED"];
    const statuses = [0, 401, 500, 409, 422, 413];
    const answers = fc.array(fc.oneof(fc.constant("ok"), fc.integer({ min: 0, max: codes.length - 1 })), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(answers, (all) => {
        const start = begin({ state: "sent" });
        let one = entry({
          kind: "finding",
          patrol: start.id,
          findingKind: "oil",
          point: "tumenlou",
          place: { lon: 1, lat: 1, by: "point" },
          note: "",
          foundAtMs: 0,
          photos: ["a".repeat(64)],
          responsible: "131000",
          rectifyBy: "2026-12-01",
        });
        for (const answer of all) {
          const record = one.record;
          const reply =
            answer === "ok"
              ? { ok: true as const, value: { recordedAt: "2026-11-23T00:00:00.000Z" } }
              : problem(codes[answer as number]!, statuses[answer as number]!);
          if (one.state !== "sent") one = afterReply(tryAgain(one), reply).entry;
          assert.deepEqual(one.record, record, "a record never changes");
          const isSent = one.state === "sent";
          assert.equal(photosToKeep([start, one], []).has("a".repeat(64)), !isSent);
          if (!isSent) assert.deepEqual(outdated([start, one], Number.MAX_SAFE_INTEGER), []);
          if (!isSent) assert.ok(nextToSend([start, one], "p1") ?? one.state === "refused");
        }
      }),
    );
  });

  it("names records so that they sort as they were made", () => {
    const ids = Array.from({ length: 5000 }, () => newId(1_795_000_000_000));
    assert.deepEqual(ids, ids.toSorted());
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids.slice(0, 20))
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
