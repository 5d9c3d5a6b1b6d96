import type { Bundle } from "#agreements/agreement.ts";
import type { DefinitionKind } from "#agreements/definition-kind.ts";
import type { Fault } from "#agreements/finding.ts";
import { Network } from "../network-schema.ts";
import { ResponsePlan } from "./response-plan.ts";

/** What the schema of a response plan cannot say. */
export const responsePlanFaults = (plan: ResponsePlan, { files }: Bundle): Fault[] => {
  const isKnown = Object.values(files).some(
    (content) => Network.safeParse(content).data?.id === plan.network,
  );
  return [
    ...(isKnown ? [] : [{ pointer: "/network", code: "NETWORK_UNKNOWN", detail: { id: plan.network } }]),
    ...plan.tasks.flatMap(({ id }, index): Fault[] =>
      plan.tasks.findIndex((one) => one.id === id) < index
        ? [{ pointer: `/tasks/${index}/id`, code: "TASK_TWICE", detail: { id } }]
        : [],
    ),
    ...(plan.tasks.every(({ from }) => from)
      ? [{ pointer: "/tasks", code: "TASK_FOR_EVERY_LEVEL", detail: {} }]
      : []),
    ...plan.escalation.flatMap(({ afterMinutes }, index): Fault[] =>
      index > 0 && afterMinutes <= plan.escalation[index - 1]!.afterMinutes
        ? [
            {
              pointer: `/escalation/${index}/afterMinutes`,
              code: "ESCALATION_ORDER",
              detail: { afterMinutes },
            },
          ]
        : [],
    ),
  ];
};

export const responsePlanKind: DefinitionKind = {
  kind: "response-plan",
  schema: ResponsePlan,
  examine: responsePlanFaults,
  texts: {
    NETWORK_UNKNOWN: {
      zh: "协议没有监测网络“{id}”",
      en: "The agreement has no network “{id}”",
      next: { zh: "请对照 networks 下的文件改正。", en: "Compare with the files under networks." },
    },
    TASK_TWICE: {
      zh: "任务“{id}”写了两次",
      en: "The task “{id}” is there twice",
      next: { zh: "请只留一条。", en: "Keep one of them." },
    },
    TASK_FOR_EVERY_LEVEL: {
      zh: "至少一项任务须适用于各级（不写 from）",
      en: "At least one task must hold at every level (without from)",
      next: { zh: "请补充一项。", en: "Add one." },
    },
    ESCALATION_ORDER: {
      zh: "逐级报告须由早到晚，{afterMinutes} 分钟不应在此",
      en: "Steps go from early to late; {afterMinutes} minutes do not belong here",
      next: { zh: "请按时间先后排列。", en: "Order them by time." },
    },
  },
};
