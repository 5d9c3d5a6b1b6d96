import type { Network } from "../network.ts";
import { testRivers } from "../test-network.ts";
import type { AlertPlan, AlertRule } from "./plan.ts";

const words = (zh: string, en: string) => ({ zh, en });
const once = { values: 1, minutes: 0 };
const twice = { values: 2, minutes: 120 };
const level = (en: string, minutes?: number) => ({
  words: words(en, en),
  ...(minutes && { confirmWithinMinutes: minutes }),
  escalate: [],
});

const ammonia: AlertRule = {
  kind: "limit",
  id: "ammonia-high",
  title: words("氨氮超过V类", "Ammonia nitrogen beyond class V"),
  source: "sample",
  property: "ammonia-nitrogen",
  worse: "above",
  rungs: [
    { level: "yellow", enter: 2, leave: 1.8 },
    { level: "red", enter: 15, leave: 13 },
  ],
  raise: once,
  clear: twice,
};
const rules: AlertRule[] = [
  ammonia,
  {
    kind: "class",
    id: "class-below-target",
    title: words("水质类别劣于目标", "Class worse than the target"),
    source: "sample",
    rungs: [{ level: "notice", enter: 1 }],
    raise: twice,
    clear: twice,
  },
  {
    kind: "rate",
    id: "oxygen-fall",
    title: words("溶解氧快速下降", "Dissolved oxygen falls fast"),
    source: "sample",
    property: "dissolved-oxygen",
    direction: "fall",
    withinMinutes: 480,
    from: 5,
    rungs: [{ level: "notice", enter: 4, leave: 2 }],
    raise: once,
    clear: twice,
  },
  {
    kind: "maintenance",
    id: "instrument",
    title: words("仪器待检修", "Instrument to be looked after"),
    source: "sample",
    flags: ["out-of-range", "future-clock", "out-of-water"],
    raise: once,
    clear: twice,
  },
  {
    kind: "silence",
    id: "silent",
    title: words("站点无数据", "Station is silent"),
    source: "sample",
    rungs: [
      { level: "notice", enter: 3 },
      { level: "yellow", enter: 6 },
    ],
    raise: once,
    clear: once,
  },
  {
    kind: "arrival",
    id: "arriving",
    title: words("上游污染将到达", "Pollution is on its way"),
    source: "sample",
    judgedBy: ["ammonia-high"],
    atMost: "orange",
    likelihood: "worst",
    raise: once,
    clear: once,
  },
];

/** A plan of few rules for tests; its numbers are made up. */
export const testPlan: AlertPlan = {
  kind: "alert-plan",
  id: "test-alerts",
  version: 1,
  network: "test-rivers",
  title: words("示例方案", "Sample plan"),
  source: "sample",
  confirmedBy: "downstream",
  levels: {
    notice: level("notice"),
    yellow: level("yellow", 60),
    orange: level("orange", 30),
    red: level("red", 15),
  },
  group: { by: "river", withinHours: 24 },
  unverified: { atMost: "yellow", againAfterHours: 24 },
  rules,
};

const travel = (["low", "normal", "high"] as const).map((flow, i) => ({
  flow,
  velocityMPerS: 0.4 + i / 10,
  dispersionM2PerS: 10,
}));
/** `upper` flows to `lower`, and `lower` to `far`: five kilometres each at half a metre a second. */
export const testRiversWithTargets: Network = {
  ...testRivers,
  stations: testRivers.stations.map((station) => ({
    ...station,
    targets: [{ year: 2026, class: "IV" as const, source: "sample" }],
  })),
  reaches: [
    { from: "upper", to: "lower", lengthKm: 5, travel, source: "sample", verified: false },
    { from: "lower", to: "far", lengthKm: 5, travel, source: "sample", verified: false },
  ],
};
