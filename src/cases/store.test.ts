import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newId } from "#base/id.ts";
import type { Outcome } from "#base/outcome.ts";
import { testDatabases } from "#node/test-database.ts";
import { digestOf, type Recorded } from "#protocol/event.ts";
import { accept } from "./accept.ts";
import { casesCapability } from "./capability.ts";
import { shippedCalendars } from "#official/shipped-calendars.ts";
import { check } from "./check.ts";
import { confirmDecision, proposeDecision } from "./decide.ts";
import { deliver } from "./deliver.ts";
import { findDraft, findUploads, insertDraft, keepUpload, updateDraft } from "./draft-store.ts";
import type { Plan } from "./facts.ts";
import { behindFigure, countSupervision, countYear, listRated } from "./figure-store.ts";
import {
  atOfficer,
  atWindow,
  countOfficer,
  countWindow,
  everyCase,
  findByNumber,
  listFiles,
  ofApplicant,
} from "./queue-store.ts";
import { forgetHeldUp, keepHeldUp, listDue, listHeldUp } from "./held-up-store.ts";
import { nextTry } from "./try-again.ts";
import { rate } from "./rate.ts";
import { receive } from "./receive.ts";
import { findFile, keepHandedIn, nextNumber, saveDesk } from "./store.ts";
import { testCase, tongzhou, wuqing, type TestCase } from "./test-case.ts";

/** Nothing is signed here: cases go by what is shipped. */
const capability = casesCapability({
  calendars: shippedCalendars,
  agreements: { read: () => Promise.resolve(new Map()) },
});

const fine = (outcome: Outcome<Plan>) => assert.ok(outcome.ok, JSON.stringify(outcome));
const good = ["form", "lease"].map((material) => ({
  material,
  verdict: "conforms" as const,
  originals: 1,
  copies: 1,
}));

const accepted = (one: TestCase) => {
  fine(one.does(wuqing, "window-clerk", receive));
  fine(one.does(wuqing, "window-clerk", (facts) => check(facts, good)));
  fine(one.does(wuqing, "window-clerk", accept));
};
const delivered = (one: TestCase) => {
  accepted(one);
  fine(
    one.does(
      tongzhou,
      "officer",
      (facts) => proposeDecision(facts, { outcome: "granted", reasons: "" }),
      "o1",
    ),
  );
  one.wait(3);
  fine(one.does(tongzhou, "officer", (facts) => confirmDecision(facts, { agree: true }), "o2"));
  fine(one.does(wuqing, "window-clerk", (facts) => deliver(facts, { way: "window" })));
  fine(one.does(wuqing, "applicant", (facts) => rate(facts, { side: tongzhou, stars: 1, codes: ["110"] })));
};

/** The same course as another case: its own subject, links and digests. */
const asCase = (id: string, events: readonly Recorded[]): Recorded[] =>
  events.map(({ event, author }) => {
    const own = { ...event, id: newId(), subject: `case/${id}` };
    return { event: own, digest: digestOf(own), author };
  });

for (const { name, open } of testDatabases())
  describe(`cases on ${name}`, () => {
    const here = async (...courses: ((one: TestCase) => void)[]) => {
      const { db } = await open();
      const ids: string[] = [];
      for (const course of courses) {
        const one = testCase();
        course(one);
        const id = newId();
        ids.push(id);
        await db.transaction().execute((tx) => capability.apply(tx, asCase(id, one.events), wuqing));
      }
      return { db, ids };
    };

    it("keep what the events say, a page at a time or one by one", async () => {
      const one = testCase();
      delivered(one);
      const { db } = await open();
      const [together, singly] = [newId(), newId()];
      await db.transaction().execute((tx) => capability.apply(tx, asCase(together, one.events), wuqing));
      for (const recorded of asCase(singly, one.events))
        await db.transaction().execute(async (tx) => {
          assert.equal((await capability.examine!(tx, [recorded])).size, 0);
          await capability.apply(tx, [recorded], wuqing);
        });
      const plain = (file: object) =>
        JSON.parse(JSON.stringify(file).replaceAll(/[0-9a-f]{64}|[0-9a-f-]{36}/g, "·"));
      const [a, b] = [(await findFile(db, together))!, (await findFile(db, singly))!];
      assert.deepEqual(plain(a.file), plain(b.file));
      assert.deepEqual(plain(a.file), plain(one.file));
      assert.equal(b.revision, one.events.length);
    });

    it("are refused what their state forbids, and are as they were", async () => {
      const { db, ids } = await here(accepted);
      const one = testCase();
      accepted(one);
      const twice = asCase(ids[0]!, one.events).find(({ event }) => event.type === "cases.accepted")!;
      const against = await db.transaction().execute((tx) => capability.examine!(tx, [twice]));
      assert.equal(against.get(twice.digest)?.code, "EVENT_NOT_NOW");
    });

    it("stand in the queues of those who have to act", async () => {
      const { db, ids } = await here(() => {}, accepted, delivered);
      const [fresh, underway, closed] = ids;
      const of = async (where: Parameters<typeof listFiles>[1]) =>
        (await listFiles(db, where, "urgent", undefined)).rows.map(({ file }) => file.id);
      assert.deepEqual(await of(atWindow(wuqing, "today")), [fresh]);
      assert.deepEqual(await of(atOfficer(tongzhou, "market-regulation", "open")), [underway]);
      assert.deepEqual(await of(atOfficer(tongzhou, "transport", "open")), []);
      assert.deepEqual(await of(atOfficer(tongzhou, undefined, "done")), [closed]);
      assert.equal((await of(ofApplicant("nobody", ["990114198507260127"]))).length, 3);
      assert.equal((await of(ofApplicant("nobody", []))).length, 0);
      const counts = await countWindow(db, wuqing, "2026-03-02");
      assert.deepEqual([counts.today, counts.deliver, counts.received], [1, 0, 2]);
      assert.deepEqual(await countOfficer(db, tongzhou, undefined), { open: 1, to_confirm: 0, paused: 0 });
      const [due, ...others] = await listDue(db, wuqing, "2026-03-10", "2026-03-10T01:00:00.000Z");
      assert.deepEqual([due?.id, due?.act, due?.attempts, others.length], [fresh, "deem", 0, 0]);
      assert.deepEqual(await listDue(db, wuqing, "2026-03-09", "2026-03-09T01:00:00.000Z"), []);

      // What cannot be done now is left alone for longer and longer, shown, and forgotten when somebody did it.
      const refusal = { code: "NOT_GRANTED", detail: { zh: "受理", en: "accept" } };
      let now = "2026-03-10T01:00:00.000Z";
      for (const attempts of [1, 2, 3]) {
        const nextAt = nextTry(attempts, now);
        await keepHeldUp(db, { ...due!, attempts }, { refusal, now, nextAt });
        assert.deepEqual(await listDue(db, wuqing, "2026-03-10", now), []);
        const [again] = await listDue(db, wuqing, "2026-03-10", nextAt);
        assert.equal(again?.attempts, attempts);
        now = nextAt;
      }
      assert.equal(now, "2026-03-10T01:07:00.000Z");
      assert.equal(nextTry(40, now), "2026-03-11T01:07:00.000Z");
      const [held] = await listHeldUp(db);
      assert.deepEqual(
        [held?.case, held?.code, held?.attempts, held?.since],
        [fresh, "NOT_GRANTED", 3, "2026-03-10T01:00:00.000Z"],
      );
      await forgetHeldUp(db, wuqing, "2026-03-10");
      assert.equal((await listHeldUp(db)).length, 1);
      await forgetHeldUp(db, wuqing, "2026-03-09");
      assert.deepEqual(await listHeldUp(db), []);
    });

    it("f-35 are paged without missing or repeating one", async () => {
      const { db, ids } = await here(...Array.from({ length: 7 }, () => () => {}));
      for (const order of ["newest", "urgent"] as const) {
        const seen: string[] = [];
        for (let after: string | undefined, more = true; more;) {
          const page = await listFiles(db, everyCase, order, after, 3);
          seen.push(...page.rows.map(({ file }) => file.id));
          after = page.next;
          more = page.next !== undefined;
        }
        assert.deepEqual(seen.toSorted(), ids.toSorted());
      }
      assert.equal((await listFiles(db, everyCase, "newest", "nonsense'|x")).rows.length, 7);
    });

    it("are counted by light, and every figure opens its cases", async () => {
      const { db, ids } = await here(accepted, delivered);
      const [row] = await countSupervision(db, "item", "2026-03-20", []);
      assert.deepEqual(
        { ...row, name: "" },
        {
          key: "sample-permit",
          name: "",
          open: 1,
          green: 0,
          yellow: 0,
          red: 1,
          closed: 1,
          averageWorkdays: 3,
        },
      );
      const red = await listFiles(
        db,
        behindFigure("item", "sample-permit", "red", "2026-03-20", []),
        "urgent",
        undefined,
      );
      assert.deepEqual(
        red.rows.map(({ file }) => file.id),
        [ids[0]],
      );
      assert.equal(
        (await countSupervision(db, "party", "2026-03-12", [])).find(({ key }) => key === tongzhou)?.yellow,
        1,
      );
      const year = await countYear(db, wuqing, "2025-12-31T16:00:00.000Z");
      assert.deepEqual(year, { closed: 1, averageWorkdays: 3, onTimePercent: 100 });
      const [rated] = await listRated(db, tongzhou);
      assert.equal(rated?.rating.stars, 1);
    });

    it("are found by the end of their number", async () => {
      const { db } = await here(() => {});
      assert.equal((await findByNumber(db, { ending: "3001" })).length, 1);
      assert.equal((await findByNumber(db, { ending: "3002" })).length, 0);
      const [kept] = await findByNumber(db, { ending: "1" });
      assert.equal((await findByNumber(db, { number: kept!.file.number })).length, 1);
    });

    it("number without gaps, also when work is undone", async () => {
      const { db } = await open();
      const draw = (undo: boolean) =>
        db.transaction().execute(async (tx) => {
          const number = await nextNumber(tx, "document:receipt:2026");
          if (undo) throw new Error("undone");
          return number;
        });
      const drawn = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => draw(i % 3 === 0)));
      const numbers = drawn.flatMap((one) => (one.status === "fulfilled" ? [Number(one.value)] : []));
      assert.deepEqual(
        numbers.toSorted((a, b) => a - b),
        [1, 2, 3, 4, 5, 6, 7, 8],
      );
    });

    it("let a second writer of the same state try again", async () => {
      const { db, ids } = await here(accepted);
      const kept = (await findFile(db, ids[0]!))!;
      await db.transaction().execute((tx) => saveDesk(tx, ids[0]!, {}, kept.revision));
      await assert.rejects(
        db.transaction().execute((tx) => saveDesk(tx, ids[0]!, {}, kept.revision)),
        { code: "40001" },
      );
      await db.transaction().execute(async (tx) => {
        const key = newId();
        assert.equal(await keepHandedIn(tx, key, ids[0]!), true);
        assert.equal(await keepHandedIn(tx, key, ids[0]!), false);
      });
    });

    it("keep drafts by revision and uploads by owner", async () => {
      const { db } = await open();
      const content = { applicant: {}, form: { a: "1" }, materials: [], delivery: {} };
      const savedAt = "2026-03-02T01:00:00.000Z";
      const id = newId();
      await insertDraft(db, "p1", { id, item: "x", revision: 1, content, savedAt });
      assert.equal((await updateDraft(db, "p1", { id, revision: 1, content, savedAt }))?.revision, 2);
      assert.equal(await updateDraft(db, "p1", { id, revision: 1, content, savedAt }), undefined);
      assert.equal(await updateDraft(db, "p2", { id, revision: 2, content, savedAt }), undefined);
      assert.deepEqual((await findDraft(db, "p1", id))?.content, content);
      const file = { digest: "a".repeat(64), size: 3, mediaType: "image/png" };
      await keepUpload(db, "p1", file, savedAt);
      assert.deepEqual((await findUploads(db, "p1", [file.digest])).get(file.digest), file);
      assert.equal((await findUploads(db, "p2", [file.digest])).size, 0);
    });
  });
