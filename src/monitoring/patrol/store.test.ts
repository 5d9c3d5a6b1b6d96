import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newId } from "#base/id.ts";
import { testDatabases } from "#node/test-database.ts";
import { patrolRoom } from "./apply.ts";
import { findPhotos, forgetPhotos, keepPhoto, listUnnamedPhotos, markPhotosNamed } from "./photo-store.ts";
import {
  countFindings,
  findRecords,
  listFindings,
  listFindingsOf,
  listPatrols,
  readFindings,
  readPatrols,
} from "./store.ts";
import { langfang, recorded, testFinding, testPhoto, tongzhou, wuqing } from "./test-finding.ts";

const begun = (id: string, begunAtMs = 1_795_000_000_000) =>
  recorded(tongzhou, "monitoring.patrol-begun", `patrol/${id}`, {
    record: { id, content: "0".repeat(64) },
    network: "border-rivers",
    route: "north-canal",
    routeTitle: { zh: "北运河", en: "North Canal" },
    sides: [tongzhou, wuqing, langfang],
    mode: "joint",
    inspector: "A001",
    begunAtMs,
  });
const reached = (patrol: string, id = newId()) =>
  recorded(tongzhou, "monitoring.patrol-point-reached", `patrol/${patrol}`, {
    record: { id, content: "1".repeat(64) },
    network: "border-rivers",
    point: "tumenlou",
    pointName: { zh: "土门楼断面", en: "Tumenlou section" },
    atMs: 1_795_000_100_000,
  });

for (const { name, open } of testDatabases())
  describe(`patrols on ${name}`, () => {
    it("keep what the events say, a page at a time or one by one", async () => {
      const { db } = await open();
      const together = testFinding();
      const singly = testFinding();
      for (const one of [together, singly]) {
        one.act(langfang, { act: "take" });
        one.act(langfang, { act: "rectify", what: "堵住了", photos: [] }, [testPhoto]);
      }
      await db.transaction().execute((tx) => patrolRoom.apply(tx, together.events, wuqing));
      for (const event of singly.events)
        await db.transaction().execute(async (tx) => {
          assert.equal((await patrolRoom.examine!(tx, [event])).size, 0);
          await patrolRoom.apply(tx, [event], wuqing);
        });
      const kept = await readFindings(db, [together.id, singly.id]);
      assert.deepEqual(kept.get(together.id)!.file, together.finding);
      assert.deepEqual(kept.get(singly.id)!.file, singly.finding);
      assert.equal(kept.get(singly.id)!.revision, 3);
    });

    it("know a record again, and take no other event for it", async () => {
      const { db } = await open();
      const [patrol, point] = [newId(), newId()];
      await db
        .transaction()
        .execute((tx) => patrolRoom.apply(tx, [begun(patrol), reached(patrol, point)], tongzhou));
      assert.equal((await findRecords(db, [point])).get(point)!.subject, `patrol/${patrol}`);
      const again = reached(patrol, point);
      const refused = await db.transaction().execute((tx) => patrolRoom.examine!(tx, [again]));
      assert.equal(refused.get(again.digest)?.code, "RECORD_CONFLICT");
      const forged = { ...begun(newId()), event: { ...begun(newId()).event, subject: "patrol/x" } };
      const nowhere = await db.transaction().execute((tx) => patrolRoom.examine!(tx, [forged]));
      assert.equal(nowhere.get(forged.digest)?.code, "PATROL_NOT_NOW");
      assert.equal((await readPatrols(db, [patrol])).get(patrol)!.file.reached.length, 1);
    });

    it("list what a party has to act on by its day, and everything a page at a time", async () => {
      const { db } = await open();
      const ours = testFinding();
      const over = testFinding();
      over.act(langfang, { act: "return", reasonCode: "not-our-ground", reason: "x" });
      over.act(tongzhou, { act: "drop", reason: "误报" });
      await db
        .transaction()
        .execute((tx) => patrolRoom.apply(tx, [...ours.events, ...over.events], langfang));
      const ids = async (party: string, tab: "ours" | "open" | "over") =>
        (await listFindings(db, party, tab)).rows.map(({ id }) => id);
      assert.deepEqual(await ids(langfang, "ours"), [ours.id]);
      assert.deepEqual(await ids(tongzhou, "ours"), []);
      assert.deepEqual(await ids(tongzhou, "open"), [ours.id]);
      assert.deepEqual(await ids(tongzhou, "over"), [over.id]);
      assert.deepEqual(await countFindings(db, langfang, "2026-11-26"), { ours: 1, open: 1, overdue: 1 });
      assert.equal((await listFindingsOf(db, ours.finding.patrol)).length, 1);

      const patrols = Array.from({ length: 60 }, (_, i) => begun(newId(), 1_795_000_000_000 + (i >> 1)));
      await db.transaction().execute((tx) => patrolRoom.apply(tx, patrols, langfang));
      const first = await listPatrols(db);
      const second = await listPatrols(db, first.next);
      const seen = [...first.rows, ...second.rows].map(({ id }) => id);
      assert.equal(second.next, undefined);
      assert.equal(new Set(seen).size, 60);
      assert.deepEqual((await listPatrols(db, "nonsense")).rows, first.rows);
    });

    it("let go of a photo that nothing names, and of no other", async () => {
      const { db } = await open();
      const [named, unnamed, fresh] = ["a", "b", "c"].map((one) => one.repeat(64)) as [
        string,
        string,
        string,
      ];
      await keepPhoto(db, { digest: named, size: 1 }, "2026-11-01T00:00:00.000Z");
      await keepPhoto(db, { digest: unnamed, size: 1 }, "2026-11-01T00:00:00.000Z");
      await keepPhoto(db, { digest: fresh, size: 1 }, "2026-11-20T00:00:00.000Z");
      const before = "2026-11-10T00:00:00.000Z";
      assert.deepEqual((await listUnnamedPhotos(db, before)).toSorted(), [named, unnamed]);
      await db.transaction().execute(async (tx) => {
        await markPhotosNamed(tx, [named]);
        assert.deepEqual(await forgetPhotos(tx, [named, unnamed, fresh], before), [unnamed]);
      });
      assert.deepEqual([...(await findPhotos(db, [named, unnamed, fresh])).keys()].toSorted(), [
        named,
        fresh,
      ]);
    });
  });
