import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { sql } from "kysely";
import { langfang, tongzhou, wuqing } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import { testNetwork } from "../test-network.ts";
import { flag } from "./flags.ts";
import { readLatest, readSeries } from "./read.ts";
import type { Reading, RecordedReading } from "./reading.ts";
import { record } from "./record.ts";
import { readRevisions } from "./store.ts";

const now = "2026-04-01T08:00:00.000Z";
const nowMs = Date.parse(now);
const hour = 3_600_000;
const ammonia = "upper/ammonia-nitrogen";
const conductivity = "upper/conductivity";
const oxygen = "upper/dissolved-oxygen";
const temperature = "upper/water-temperature";
const phosphorus = "upper/total-phosphorus";
const turbidity = "upper/turbidity";

const hoursOf = (stream: string, values: readonly (number | null)[]): Reading[] =>
  values.map((value, i) => ({ stream, atMs: nowMs - (values.length - i) * hour, value }));
const statesOf = (outcome: Awaited<ReturnType<typeof record>>): string[] => {
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value.map(({ state }) => state);
};
const codeOf = (one: RecordedReading) => (one.state === "refused" ? one.refusal.code : one.state);

for (const { name, open } of testDatabases())
  describe(`recording measurements (${name})`, () => {
    let net: Awaited<ReturnType<typeof testNetwork>>;
    before(async () => {
      const databases = {
        [tongzhou]: (await open()).db,
        [wuqing]: (await open()).db,
        [langfang]: (await open()).db,
      };
      net = await testNetwork(databases, { clock: () => now });
    });

    it("is the same at both ends of the border, and a second time changes nothing", async () => {
      const [here, there] = [net.node(tongzhou), net.node(wuqing)];
      const readings = [...hoursOf(ammonia, [0.51, 0.49, null, 1.2]), ...hoursOf("upper/ph", [7.8, 7.85])];
      assert.deepEqual(statesOf(await record(here.deps, readings, { source: "test" })), Array(6).fill("new"));
      await net.exchangeAll();
      const series = await readSeries(there.db, [ammonia, "upper/ph"], 0, nowMs);
      assert.deepEqual(series.get(ammonia)?.values, [0.51, 0.49, null, 1.2]);
      assert.deepEqual(series, await readSeries(here.db, [ammonia, "upper/ph"], 0, nowMs));

      assert.deepEqual(
        statesOf(await record(here.deps, readings, { source: "again" })),
        Array(6).fill("same"),
      );
      const { rows } = await sql`select from exchange.event where type = 'monitoring.observed'`.execute(
        here.db,
      );
      assert.equal(rows.length, 1);
    });

    it("keeps what a correction replaced, and who replaced it", async () => {
      const [here, there] = [net.node(tongzhou), net.node(wuqing)];
      const [first] = hoursOf(conductivity, [1250]);
      await record(here.deps, [first!], { source: "sensorthings" });
      const caller = { role: "duty-officer" as const, department: "ecology" };
      const corrected = await record(here.deps, [{ ...first!, value: 902.5 }], {
        source: "import sha256:00",
        caller,
      });
      assert.ok(corrected.ok);
      assert.deepEqual(corrected.value[0], {
        stream: conductivity,
        atMs: first!.atMs,
        state: "revised",
        revision: 1,
        flags: flag.corrected,
      });
      await net.exchangeAll();
      for (const { db } of [here, there]) {
        const [replaced] = await readRevisions(db, [conductivity], first!.atMs);
        assert.equal(replaced?.value, 1250);
        assert.deepEqual(replaced?.by, { party: tongzhou, ...caller });
        assert.equal(replaced?.source, "import sha256:00");
        const [latest] = await readLatest(db, [conductivity]);
        assert.deepEqual([latest?.value, latest?.revision, latest?.count], [902.5, 1, 1]);
      }
    });

    it("takes back a value only where somebody says so", async () => {
      const { deps, db } = net.node(tongzhou);
      const [first] = hoursOf(oxygen, [0.7]);
      await record(deps, [first!], { source: "test" });
      const silent = { ...first!, value: null, flags: flag.notReported };
      assert.deepEqual(statesOf(await record(deps, [silent], { source: "test" })), ["same"]);
      const withdrawn = { ...first!, value: null, flags: flag.withdrawn };
      assert.deepEqual(statesOf(await record(deps, [withdrawn], { source: "test" })), ["revised"]);
      const [latest] = await readLatest(db, [oxygen]);
      assert.deepEqual([latest?.value, latest?.flags], [null, flag.withdrawn | flag.corrected]);
    });

    it("doubts a jump no longer once the next value bears it out, whether they come one by one or together", async () => {
      const { deps, db } = net.node(tongzhou);
      const values = [14, 14.2, 29, 28.8, 14.1, 14.3];
      const flagsOf = async (stream: string, together: boolean): Promise<number[]> => {
        const readings = hoursOf(stream, values);
        for (const part of together ? [readings] : readings.map((one) => [one]))
          await record(deps, part, { source: "test" });
        return (await readSeries(db, [stream], 0, nowMs)).get(stream)!.flags;
      };
      const own = await flagsOf("local.jumpy/water-temperature", false);
      assert.deepEqual(own, [0, 0, 0, 0, 0, 0]);
      assert.deepEqual(await flagsOf("local.steady/water-temperature", true), own);
      const [kept] = await readRevisions(
        db,
        ["local.jumpy/water-temperature"],
        hoursOf("local.jumpy/water-temperature", values)[2]!.atMs,
      );
      assert.deepEqual([kept?.flags, kept?.source], [flag.impossibleJump, "quality-control"]);
    });

    it("puts a value that comes late in its place, and says that it is late", async () => {
      const { deps, db } = net.node(tongzhou);
      const [early, late, newest] = hoursOf(temperature, [0.5, 0.6, 0.7]);
      await record(deps, [early!, newest!], { source: "test" });
      await record(deps, [late!], { source: "test" });
      const series = (await readSeries(db, [temperature], 0, nowMs)).get(temperature)!;
      assert.deepEqual(series.values, [0.5, 0.6, 0.7]);
      assert.deepEqual(series.flags, [0, flag.late, 0]);
      assert.equal((await readLatest(db, [temperature]))[0]?.value, 0.7);
    });

    it("answers each reading for itself: what may not be recorded holds up nothing else", async () => {
      const [good] = hoursOf(phosphorus, [0.5]);
      const outcome = await record(
        net.node(tongzhou).deps,
        [
          { ...good!, stream: "lower/ph" },
          { ...good!, stream: "nowhere/ph" },
          { ...good!, stream: "upper/mercury" },
          { ...good!, stream: "upper" },
          { ...good!, value: Number.NaN },
          { ...good!, atMs: nowMs + 25 * hour },
          { ...good!, flags: flag.flatLine },
          good!,
          good!,
        ],
        { source: "test" },
      );
      assert.ok(outcome.ok);
      assert.deepEqual(outcome.value.map(codeOf), [
        "STATION_OF_OTHERS",
        "STATION_UNKNOWN",
        "PROPERTY_UNKNOWN",
        "STREAM_NAME",
        "VALUE_NOT_A_NUMBER",
        "TIME_AHEAD",
        "FLAGS_NOT_GIVEN",
        "new",
        "same",
      ]);
    });

    it("records what many hand in at once together, and tells each caller about its own", async () => {
      const { deps, db } = net.node(tongzhou);
      const readings = hoursOf(
        turbidity,
        Array.from({ length: 60 }, (_, i) => i / 100),
      );
      const outcomes = await Promise.all(readings.map((one) => record(deps, [one], { source: "test" })));
      assert.deepEqual(outcomes.flatMap(statesOf), Array(60).fill("new"));
      const { rows } = await sql`select from exchange.event where type = 'monitoring.observed'`.execute(db);
      assert.ok(rows.length < 20, `${rows.length} events`);
      assert.equal((await readLatest(db, [turbidity]))[0]?.count, 60);
    });

    it("waits a moment for those who send their next value when the last is recorded", async () => {
      const { deps, db } = net.node(tongzhou);
      const events = async () =>
        (await sql`select from exchange.event where type = 'monitoring.observed'`.execute(db)).rows.length;
      const before = await events();
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        for (let i = 0; i < 10; i++) {
          const atMs = nowMs - 2_000_000 + (writer * 10 + i) * 1000;
          assert.ok((await record(deps, [{ stream: turbidity, atMs, value: i }], { source: "test" })).ok);
        }
      });
      await Promise.all(writers);
      const shared = (await events()) - before;
      assert.ok(shared < 15, `${shared} events`); // by halves it would be twenty
    });

    it("is refused by the other side where altered software says what is not its own", async () => {
      const [here, there] = [net.node(wuqing), net.node(tongzhou)];
      const draft = {
        type: "monitoring.observed",
        subject: `observations/${wuqing}/test-rivers`,
        audience: [tongzhou, wuqing],
        actor: { role: "node", department: wuqing },
        clause: net.clause,
      };
      const block = {
        station: "upper",
        from: nowMs - hour,
        steps: [],
        source: "test",
        columns: { ph: { values: [7] } },
      };
      const data = { network: "test-rivers", blocks: [block] };
      await assert.rejects(here.write({ ...draft, data }), { message: "STATION_OF_OTHERS" });
      const own = { ...data, blocks: [{ ...block, station: "lower" }] };
      await assert.rejects(here.write({ ...draft, data: own, subject: "observations/131000/test-rivers" }), {
        message: "OBSERVED_ELSEWHERE",
      });
      const uneven = { ...own, blocks: [{ ...own.blocks[0]!, steps: [[2, hour]] }] };
      await assert.rejects(here.write({ ...draft, data: uneven }), { message: "BAD_DATA" });
      await here.write({ ...draft, data: own });
      await net.exchangeAll();
      assert.equal((await readLatest(there.db, ["lower/ph"]))[0]?.party, wuqing);
    });

    it("knows a dry sonde by its conductivity, also in what came before it from the same sonde", async () => {
      const { deps, db } = net.node(langfang);
      const at = (h: number) => nowMs - 40 * hour + h * hour;
      const say = (property: string, h: number, value: number) =>
        record(deps, [{ stream: `far/${property}`, atMs: at(h), value }], { source: "sensorthings" });
      for (const h of [0, 4, 8]) {
        await say("conductivity", h, 900 + h);
        await say("water-temperature", h, 16);
        await say("ammonia-nitrogen", h, 0.3);
      }
      await say("water-temperature", 12, 22.6);
      await say("ammonia-nitrogen", 12, 0.3);
      await say("conductivity", 12, 0.9);
      await say("ph", 12, 8.2);
      const latest = await readLatest(db, [
        "far/conductivity",
        "far/ph",
        "far/water-temperature",
        "far/ammonia-nitrogen",
      ]);
      assert.deepEqual(
        latest.map(({ stream, flags }) => [stream, (flags & flag.outOfWater) !== 0]),
        [
          ["far/ammonia-nitrogen", false],
          ["far/conductivity", true],
          ["far/ph", true],
          ["far/water-temperature", true],
        ],
      );
      const [before] = await readRevisions(db, ["far/water-temperature"], at(12));
      assert.deepEqual([before?.value, before?.source], [22.6, "quality-control"]);

      await say("conductivity", 12, 903);
      const [ph] = await readLatest(db, ["far/ph"]);
      assert.equal(ph!.flags, 0, "a corrected conductivity takes the doubt away again");
    });

    it("knows a flat line however far back it began, value by value", async () => {
      const { deps, db } = net.node(wuqing);
      const minutes = 20;
      const start = nowMs - 30 * hour;
      for (let i = 0; i <= (25 * 60) / minutes; i++)
        await record(deps, [{ stream: "lower/turbidity", atMs: start + i * minutes * 60_000, value: 3.1 }], {
          source: "sensorthings",
        });
      const series = (await readSeries(db, ["lower/turbidity"], 0, nowMs)).get("lower/turbidity")!;
      const first = series.flags.findIndex((flags) => flags !== 0);
      assert.equal(series.atMs[first], start + 24 * hour);
      assert.ok(series.flags.slice(first).every((flags) => flags === flag.flatLine));
    });

    it("is not lost where what follows from it fails: the audit log says so", async () => {
      const { deps } = net.node(tongzhou);
      const lines: string[] = [];
      const broken = {
        ...deps,
        followObserved: () => Promise.reject(new Error("a rule is broken")),
        recordAudit: async (_db: unknown, { outcome, detail }: { outcome: string; detail?: unknown }) =>
          void lines.push(`${outcome} ${JSON.stringify(detail)}`),
      };
      const [first] = hoursOf("upper/permanganate-index", [4.2]);
      assert.deepEqual(statesOf(await record(broken, [first!], { source: "test" })), ["new"]);
      assert.deepEqual(lines, ['follow-failed {"error":"a rule is broken"}']);
    });

    it("keeps streams that a client made for itself on this node", async () => {
      const { deps } = net.node(tongzhou);
      const local = hoursOf("local.my-garden/soil-moisture", [31]);
      assert.deepEqual(statesOf(await record(deps, local, { source: "test" })), ["new"]);
      await net.exchangeAll();
      assert.deepEqual(await readLatest(net.node(wuqing).db, ["local.my-garden/soil-moisture"]), []);
      assert.equal((await readLatest(deps.db, ["local.my-garden/soil-moisture"]))[0]?.network, "local");
    });
  });
