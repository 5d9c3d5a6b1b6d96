/** Every "no" that incidents can say. */
export const incidentRefusals = {
  INCIDENT_NOT_FOUND: {
    status: 404,
    zh: "没有找到这个事件",
    en: "This incident was not found",
    next: { zh: "请从事件列表重新进入。", en: "Open it again from the list of incidents." },
  },
  MESSAGE_NOT_FOUND: {
    status: 404,
    zh: "没有找到这份报文",
    en: "This message was not found",
    next: { zh: "请刷新事件页面。", en: "Reload the incident." },
  },
  NO_RESPONSE_PLAN: {
    status: 409,
    zh: "现行协议没有监测网络“{network}”的响应方案，或没有授权本方发布预警",
    en: "No agreement in force has a response plan for the network “{network}”, or none lets this party warn",
    next: {
      zh: "请在协议中补充 response-plans 文件并签署。",
      en: "Add a file under response-plans and have it signed.",
    },
  },
  ALREADY_GATHERED: {
    status: 409,
    zh: "这些预警已归入事件“{title}”",
    en: "These alerts are gathered in the incident “{title}” already",
    next: { zh: "请在该事件中继续处置。", en: "Go on in that incident." },
  },
  EXERCISE_MIXED: {
    status: 409,
    zh: "演练与真实预警不能归入同一事件",
    en: "An exercise and a real alert do not belong in one incident",
    next: { zh: "请另建事件。", en: "Open another incident." },
  },
  INCIDENT_ENDED: {
    status: 409,
    zh: "事件已经解除，不能再{zh}",
    en: "The incident is over; it cannot be {en} any more",
    next: { zh: "情况再次出现时请新建事件。", en: "Open another one if it comes back." },
  },
  NOT_YOUR_INCIDENT: {
    status: 403,
    zh: "只有建立事件的一方可以解除",
    en: "Only the party that opened the incident ends it",
    next: { zh: "请发通报告知对方。", en: "Tell that party by a message of information." },
  },
  NOT_ADDRESSED: {
    status: 403,
    zh: "这份报文没有发给本方，无须回执",
    en: "This message was not sent to this party; no receipt is due",
  },
  ALREADY_CONFIRMED: {
    status: 409,
    zh: "本方已经回执",
    en: "This party has confirmed it already",
    next: { zh: "不必再次回执。", en: "It need not be confirmed again." },
  },
  NOT_YOUR_TASK: {
    status: 403,
    zh: "这不是本方的任务",
    en: "This is no task of this party",
  },
  TASK_DONE_ALREADY: {
    status: 409,
    zh: "本方已经完成这项任务",
    en: "This party has done it already",
  },
  ADDRESSEE_UNKNOWN: {
    status: 422,
    zh: "请至少选择一个收报方；收报方须是协议缔约方，且不是本方",
    en: "Choose at least one addressee: another party to the agreement",
  },
} as const;
export type IncidentRefusal = keyof typeof incidentRefusals;
