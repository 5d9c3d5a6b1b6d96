export const zh = {
  title: "协议签署",
  waiting: "等待本方签署",
  noneWaiting: "没有等待本方签署的协议。",
  others: "其他协议",
  none: "没有其他协议。",
  agreement: "协议（打开后签署）",
  version: "第 {n} 版",
  state: "状态",
  signatures: "各方签署",
  signed: "✓ 已签",
  notSigned: "未签",
  from: "生效日",
};
