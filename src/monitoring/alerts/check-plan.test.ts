import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Bundle } from "#agreements/agreement.ts";
import { planFaults } from "./check-plan.ts";
import { AlertPlan } from "./plan.ts";

const folder = join(import.meta.dirname, "../../../definitions/agreements/2023-integration-pilot");
const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), "utf8"));
const files = Object.fromEntries(
  ["networks/border-rivers.json", "networks/regional-air.json"].map((path) => [path, read(path)]),
);
const bundle = { files } as unknown as Bundle;
const rivers = (): AlertPlan => AlertPlan.parse(read("alert-plans/border-rivers.json"));
const faults = (plan: AlertPlan): string[] =>
  planFaults(plan, bundle).map(({ pointer, code }) => `${pointer} ${code}`);
type Ladderlike = { rungs: { level: string; enter: number; leave?: number }[] };
const rule = (plan: AlertPlan, id: string) => plan.rules.find((one) => one.id === id)!;

describe("the shipped alert plans", () => {
  for (const name of ["border-rivers", "regional-air"])
    test(`${name} is in order`, () => {
      assert.deepEqual(faults(AlertPlan.parse(read(`alert-plans/${name}.json`))), []);
    });
});

describe("an alert plan is refused with its place", () => {
  test("where it would flap", () => {
    const plan = rivers();
    (rule(plan, "ammonia-high") as unknown as Ladderlike).rungs[0]!.leave = 2.5;
    assert.deepEqual(faults(plan), ["/rules/1/rungs/0/leave LEAVE_BEYOND_ENTER"]);
  });

  test("where oxygen would be left below where it is entered", () => {
    const plan = rivers();
    (rule(plan, "oxygen-low") as unknown as Ladderlike).rungs[0]!.leave = 1;
    assert.deepEqual(faults(plan), ["/rules/4/rungs/0/leave LEAVE_BEYOND_ENTER"]);
  });

  test("where a worse level has an easier limit", () => {
    const plan = rivers();
    (rule(plan, "ammonia-high") as unknown as Ladderlike).rungs[1]!.enter = 1;
    assert.ok(faults(plan).includes("/rules/1/rungs/1/enter LIMIT_ORDER"));
  });

  test("where levels are out of order or an id comes twice", () => {
    const plan = rivers();
    (rule(plan, "silent") as unknown as Ladderlike).rungs.reverse();
    plan.rules.push(plan.rules[0]!);
    assert.ok(faults(plan).includes("/rules/10/rungs/1/level LEVEL_ORDER"));
    assert.ok(faults(plan).includes("/rules/12/id ID_TWICE"));
  });

  test("where it names a station, a property, a rule or a network that is not there", () => {
    const plan = rivers();
    plan.rules[0]!.stations = ["nowhere"];
    Object.assign(rule(plan, "ammonia-high"), { property: "gold" });
    Object.assign(rule(plan, "arriving"), { judgedBy: ["no-such-rule"] });
    assert.deepEqual(faults(plan), [
      "/rules/0/stations/0 STATION_UNKNOWN",
      "/rules/1/property PROPERTY_NOT_MEASURED",
      "/rules/11/judgedBy/0 LIMIT_RULE_UNKNOWN",
    ]);
    assert.deepEqual(faults({ ...plan, network: "elsewhere" }), ["/network NETWORK_UNKNOWN"]);
  });

  test("where a rule of water stands in a plan of air", () => {
    const plan = AlertPlan.parse(read("alert-plans/regional-air.json"));
    plan.rules.push(rivers().rules[0]!);
    assert.deepEqual(faults(plan), ["/rules/4/kind RULE_WRONG_MEDIUM"]);
  });
});
