import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { systemClock } from "#base/time.ts";
import { calendarsWith } from "#official/shipped-calendars.ts";
import { recountProvisional } from "#cases/recount-job.ts";
import type { CaseRow } from "#cases/view.ts";
import { arrives, checkAll, decide, handIn, readItem } from "./case-work.ts";
import { eventually, must, threeNodes, type ThreeNodes, type Visitor } from "./three-nodes.ts";

const dayMs = 86_400_000;
const lights = ["green", "yellow", "red"] as const;
const groupings = ["item", "party", "step"] as const;

/** Every figure of a supervisor, and the lights of the cases that it opens. */
const agree = async (supervisor: Visitor): Promise<Map<string, CaseRow>> => {
  const seen = new Map<string, CaseRow>();
  for (const by of groupings)
    for (const row of must(await supervisor.cases.supervision({ query: { by } })).rows) {
      for (const light of [...lights, "open", "closed"] as const) {
        const behind = must(await supervisor.cases.supervisedCases({ query: { by, key: row.key, light } }));
        assert.equal(behind.rows.length, row[light], `${by} ${row.key} ${light}`);
        for (const one of behind.rows) {
          seen.set(one.id, one);
          if (light !== "open")
            assert.equal(one.light.colour, light === "closed" ? "none" : light, JSON.stringify(one));
        }
      }
      assert.equal(row.open, row.green + row.yellow + row.red);
    }
  return seen;
};

describe("figures of supervision", () => {
  let network: ThreeNodes;
  let aheadMs = 0;
  let clerk: Visitor;
  let officer: Visitor;
  let second: Visitor;
  before(async () => {
    network = await threeNodes({
      clock: () => (aheadMs === 0 ? systemClock() : new Date(Date.now() + aheadMs).toISOString()),
    });
    clerk = await network.wuqing.as("window-clerk");
    officer = await network.tongzhou.as("officer");
    second = await network.tongzhou.as("officer2");
  });
  after(() => network.stop());

  it("agree with the lights of the cases behind them, also for what is late on its way", async () => {
    const item = await readItem(network.wuqing, "food-operation-permit");
    const accept = async (): Promise<string> => {
      const view = await handIn(clerk, item, "110112");
      await checkAll(clerk, view);
      return must(await clerk.cases.accept({ params: { id: view.id } })).case.id;
    };
    const waiting = await handIn(clerk, item, "110112");
    const [first] = waiting.materials.filter(({ fromSharing }) => !fromSharing);
    await checkAll(clerk, waiting, [first!.material]);
    must(
      await clerk.cases.requestSupplement({
        params: { id: waiting.id },
        body: { defects: [{ material: first!.material, what: "示例：缺少签字" }] },
      }),
    );
    const untouched = await handIn(clerk, item, "120114");
    const arrived = await accept();
    const paused = await accept();
    const decided = await accept();
    for (const id of [arrived, paused, decided])
      await arrives(officer, id, ({ state }) => state === "under-review");
    const [special] = item.specialProcedures;
    if (special)
      must(
        await officer.cases.pause({
          params: { id: paused },
          body: { procedure: special, reason: "示例：检验", expectedWorkdays: 10 },
        }),
      );
    await decide(officer, second, decided);
    await arrives(clerk, decided, ({ state }) => state === "awaiting-delivery");
    must(await clerk.cases.deliver({ params: { id: decided }, body: { way: "window" } }));
    const supervisor = await network.wuqing.as("supervisor");
    const settled = async () => {
      const { rows } = must(
        await supervisor.cases.supervisedCases({ query: { by: "party", key: "110112", light: "open" } }),
      );
      return rows.length > 0 && rows.every((row) => !row.waiting);
    };
    await eventually(settled);

    await network.tongzhou.stop();
    const sent = await accept();
    for (const days of [0, 1, 3, 6, 12, 40]) {
      aheadMs = days * dayMs;
      const later = await network.wuqing.as("supervisor");
      const seen = await agree(later);
      assert.equal(seen.size, 6);
      if (days === 6) {
        assert.deepEqual([seen.get(sent)!.light.colour, seen.get(sent)!.waiting], ["yellow", true]);
        assert.match(seen.get(sent)!.light.reason.zh, /移交超期/);
        assert.notEqual(seen.get(arrived)!.light.reason.zh, seen.get(sent)!.light.reason.zh);
        assert.equal(seen.get(waiting.id)!.light.colour, "green");
      }
      if (days === 12) assert.equal(seen.get(untouched.id)!.light.colour, "red");
    }
    await network.tongzhou.start();
    await eventually(settled);
    await agree(await network.wuqing.as("supervisor"));
  });

  it("count days again when the notice of the next year is out", async () => {
    const today = new Date();
    const yearEnd = Date.UTC(today.getUTCFullYear(), 11, 29, 2);
    aheadMs = yearEnd - today.getTime();
    const year = today.getUTCFullYear() + 1;
    const keeper = await network.wuqing.as("window-clerk");
    const item = await readItem(network.wuqing, "food-operation-permit");
    const view = await handIn(keeper, item, "120114");
    const before = view.clock!;
    assert.equal(before.provisional, true);
    const { cases } = network.wuqing.running();
    assert.equal((await recountProvisional(cases, nowWith(aheadMs))).recounted, 0); // no notice, nothing new

    const calendars = calendarsWith([
      {
        year,
        notice: {
          title: "示例通知",
          number: "示例〔2099〕1号",
          issuedOn: `${year - 1}-11-04`,
          url: "https://example.org/notice",
        },
        holidays: [
          { name: { zh: "元旦", en: "New Year's Day" }, from: `${year}-01-01`, to: `${year}-01-08` },
        ],
        workingDays: [],
      },
    ]);
    const brought = { ...cases, calendars };
    assert.ok((await recountProvisional(brought, nowWith(aheadMs))).recounted >= 1);
    const after = must(await keeper.cases.readCase({ params: { id: view.id } })).clock!;
    assert.equal(after.provisional, false);
    assert.ok(after.due > before.due, `${before.due} ${after.due}`);
    assert.ok(after.due > `${year}-01-08`);
    assert.equal((await recountProvisional(brought, nowWith(aheadMs))).recounted, 0);
    const supervisor = await network.wuqing.as("supervisor");
    await agree(supervisor);
    // The case goes on as ever, on the days as they now are.
    await checkAll(keeper, view);
    const accepted = must(await keeper.cases.accept({ params: { id: view.id } })).case;
    assert.equal(accepted.clocks.find(({ kind }) => kind === "completeness")!.due, after.due);
  });
});

const nowWith = (aheadMs: number): string => new Date(Date.now() + aheadMs).toISOString();
