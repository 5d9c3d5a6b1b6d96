import assert from "node:assert/strict";
import { it } from "node:test";
import { newId } from "#base/id.ts";
import { sha256Hex } from "#base/hash.ts";
import { langfang } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import type { Recorded } from "#protocol/event.ts";
import { alertRoom } from "./apply.ts";
import { alertSubject, type AlertEventOf, type AlertEventType } from "./events.ts";

const id = newId();
let said = 0;
/** What an alert says, a minute after what it said before. */
const says = <T extends AlertEventType>(type: T, data: AlertEventOf<T>): Recorded => {
  const event = {
    id: newId(),
    type,
    version: 1,
    subject: alertSubject(id),
    audience: [langfang],
    actor: { role: "node", department: langfang },
    time: new Date(Date.parse("2026-04-02T02:00:00.000Z") + 60_000 * said++).toISOString(),
    data,
  };
  return { event, digest: sha256Hex(event.id), author: langfang };
};
const change = (what: "escalated" | "cleared"): Recorded =>
  says("monitoring.alert-changed", { network: "test-rivers", change: what, level: "orange", atMs: 0 });

const room = alertRoom({ agreements: { read: () => Promise.resolve({ versions: [] } as never) } });

for (const { name, open } of testDatabases())
  it(`a page that brings a whole alert is judged event after event (${name})`, async () => {
    const { db } = await open();
    const because = { rule: { zh: "示例", en: "sample" }, facts: [], heldFromMs: 0, shownAtMs: 0 };
    const page = [
      says("monitoring.alert-raised", {
        network: "regional-air",
        plan: "sample",
        rule: "tiers",
        kind: "forecast",
        place: "regional-air",
        group: id,
        level: "yellow",
        sinceMs: 0,
        peak: { atMs: 0, measure: 2 },
        because,
      }),
      change("escalated"),
      says("monitoring.alert-confirmed", { network: "test-rivers", level: "orange", officer: "YG001" }),
      change("cleared"),
    ];
    const late = change("escalated");
    const refused = await db.transaction().execute((tx) => room.examine!(tx, [...page, late]));
    assert.deepEqual([...refused.keys()], [late.digest]);
    await db.transaction().execute((tx) => room.apply(tx, page, langfang));
    const again = await db.transaction().execute((tx) => room.examine!(tx, [page[0]!, late]));
    assert.deepEqual(again.size, 2);
  });
