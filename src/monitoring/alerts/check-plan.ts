import type { Bundle } from "#agreements/agreement.ts";
import type { DefinitionKind } from "#agreements/definition-kind.ts";
import type { Fault } from "#agreements/finding.ts";
import { Network } from "../network-schema.ts";
import { findStation } from "../network.ts";
import { rankOf, type Level } from "./level.ts";
import { AlertPlan, type AlertRule } from "./plan.ts";

const repeated = ({ rules }: AlertPlan): Fault[] =>
  rules.flatMap(({ id }, index) =>
    rules.findIndex((rule) => rule.id === id) < index
      ? [{ pointer: `/rules/${index}/id`, code: "ID_TWICE", detail: { id } }]
      : [],
  );

const orderFaults = (given: readonly { level: Level }[], pointer: string): Fault[] =>
  given.flatMap(({ level }, index) =>
    index > 0 && rankOf(level) <= rankOf(given[index - 1]!.level)
      ? [{ pointer: `${pointer}/${index}/level`, code: "LEVEL_ORDER", detail: { level } }]
      : [],
  );

const rungFaults = (rule: AlertRule, pointer: string): Fault[] => {
  if (!("rungs" in rule)) return [];
  const sign = rule.kind === "limit" && rule.worse === "below" ? -1 : 1;
  const at = `${pointer}/rungs`;
  return [
    ...orderFaults(rule.rungs, at),
    ...rule.rungs.flatMap(({ enter, leave = enter }, index): Fault[] => {
      const milder = rule.rungs[index - 1];
      return [
        ...(sign * (leave - enter) > 0
          ? [{ pointer: `${at}/${index}/leave`, code: "LEAVE_BEYOND_ENTER", detail: { enter, leave } }]
          : []),
        ...(milder && sign * (enter - milder.enter) <= 0
          ? [
              {
                pointer: `${at}/${index}/enter`,
                code: "LIMIT_ORDER",
                detail: { enter, milder: milder.enter },
              },
            ]
          : []),
      ];
    }),
  ];
};

const properties = (rule: AlertRule): string[] => ("property" in rule ? [rule.property] : []);

const ruleFaults = (rule: AlertRule, pointer: string, plan: AlertPlan, network: Network): Fault[] => [
  ...rungFaults(rule, pointer),
  ...(rule.stations ?? []).flatMap((id, index) =>
    findStation(network, id)
      ? []
      : [
          {
            pointer: `${pointer}/stations/${index}`,
            code: "STATION_UNKNOWN",
            detail: { id, known: network.stations.map((one) => one.id).join("、") },
          },
        ],
  ),
  ...properties(rule).flatMap((property) =>
    network.stations.some((station) => station.properties.includes(property))
      ? []
      : [
          {
            pointer: `${pointer}/property`,
            code: "PROPERTY_NOT_MEASURED",
            detail: { property, network: network.id },
          },
        ],
  ),
  ...(rule.kind === "arrival" ? rule.judgedBy : []).flatMap((id, index) =>
    plan.rules.some((other) => other.id === id && other.kind === "limit")
      ? []
      : [{ pointer: `${pointer}/judgedBy/${index}`, code: "LIMIT_RULE_UNKNOWN", detail: { id } }],
  ),
  ...(rule.kind === "forecast" && network.medium !== "air"
    ? [{ pointer: `${pointer}/kind`, code: "RULE_WRONG_MEDIUM", detail: { kind: rule.kind } }]
    : []),
  ...((rule.kind === "arrival" || rule.kind === "class") && network.medium !== "water"
    ? [{ pointer: `${pointer}/kind`, code: "RULE_WRONG_MEDIUM", detail: { kind: rule.kind } }]
    : []),
];

const findNetwork = (id: string, { files }: Bundle): Network | undefined =>
  Object.values(files)
    .map((content) => Network.safeParse(content).data)
    .find((network) => network?.id === id);

/** What the schema of an alert plan cannot say. */
export const planFaults = (plan: AlertPlan, bundle: Bundle): Fault[] => {
  const network = findNetwork(plan.network, bundle);
  return [
    ...repeated(plan),
    ...(network
      ? plan.rules.flatMap((rule, index) => ruleFaults(rule, `/rules/${index}`, plan, network))
      : [{ pointer: "/network", code: "NETWORK_UNKNOWN", detail: { id: plan.network } }]),
  ];
};

const asWritten = {
  zh: "请对照 networks 下的文件改正。",
  en: "Compare with the files under networks.",
};

export const alertPlanKind: DefinitionKind = {
  kind: "alert-plan",
  schema: AlertPlan,
  examine: planFaults,
  texts: {
    LEVEL_ORDER: {
      zh: "等级须由轻到重，{level} 不应在此",
      en: "Levels go from mild to severe; {level} does not belong here",
    },
    LEAVE_BEYOND_ENTER: {
      zh: "解除界限 {leave} 比起报界限 {enter} 还差，预警会反复",
      en: "It would be left at {leave}, beyond where it is entered ({enter}): the alert would flap",
    },
    LIMIT_ORDER: {
      zh: "界限 {enter} 不比较轻一级的 {milder} 更差",
      en: "The limit {enter} is no worse than that of the milder level, {milder}",
    },
    PROPERTY_NOT_MEASURED: {
      zh: "监测网络 {network} 没有站点测“{property}”",
      en: "No station of {network} measures “{property}”",
      next: asWritten,
    },
    LIMIT_RULE_UNKNOWN: {
      zh: "本方案没有界限规则“{id}”",
      en: "This plan has no limit rule “{id}”",
    },
    RULE_WRONG_MEDIUM: {
      zh: "“{kind}”规则不适用于该监测网络",
      en: "A rule of kind “{kind}” does not fit this network",
    },
    NETWORK_UNKNOWN: {
      zh: "协议没有监测网络“{id}”",
      en: "The agreement has no network “{id}”",
      next: asWritten,
    },
  },
};
