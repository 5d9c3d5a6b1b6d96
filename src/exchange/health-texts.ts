type Said = { zh: string; en: string };

const text = (zh: string, en: string, nextZh: string, nextEn: string): Said & { next: Said } => ({
  zh,
  en,
  next: { zh: nextZh, en: nextEn },
});

/** What an operator reads of each finding, and what to do about it. */
export const healthTexts = {
  unasked: text(
    "还没有对方节点回答过本节点的链头，暂不签名",
    "No peer has told yet how far this node's chain is; nothing is sealed until one has",
    "请检查到对方节点的网络。任何一方回答后自动开始签名；本地业务不受影响。",
    "Check the network to the peers. Sealing starts by itself once one of them answers; local work goes on.",
  ),
  backlog: text(
    "{n} 个事件等待签名，最早的已等 {span}，超过上限（{limitEvents} 个或 {limitMinutes} 分钟），跨界办理已暂停",
    "Events waiting to be sealed: {n}, the oldest for {span}. That is over the limit ({limitEvents} events or {limitMinutes} minutes): nothing crosses for now",
    "请查看节点日志中的 “sealing failed” 和磁盘空间；确认没有别的进程长时间占用数据库。积压消除后自动恢复。",
    "Look for “sealing failed” in the node's log and at the disk; see that no other process holds the database. It goes on by itself once the backlog is gone.",
  ),
  unsealed: text(
    "{n} 个事件等待签名，最早的已等 {span}",
    "Events waiting to be sealed: {n}, the oldest for {span}",
    "签名通常在一秒内完成。请查看节点日志和数据库负载。",
    "Sealing takes less than a second as a rule. Look at the node's log and at the load of the database.",
  ),
  attachments: text(
    "{n} 个事件在等附件",
    "Events waiting for an attachment: {n}",
    "本节点会自动再取。超过一小时仍未取到的，请与发出方核对附件是否还在。",
    "This node keeps asking. If it takes more than an hour, ask the sender whether the attachment is still there.",
  ),
  never: text(
    "还没有与{peer}连接过",
    "{peer} was never in touch",
    "请核对创始协议中的地址，并在“链与对方节点”页点“立即测试”。",
    "Check the address in the founding agreement, and press “Test now” on the page “Chain and peers”.",
  ),
  quiet: text(
    "{peer}已 {span}没有应答",
    "{peer} has not answered for {span}",
    "请点“立即测试”；仍不通的，检查网络、证书和时钟，再联系对方系统管理员。恢复后自动补齐。",
    "Press “Test now”; if it fails, check network, certificate and clocks, then call the other administrator. It catches up by itself.",
  ),
  lag: text(
    "{peer}还有 {n} 页没有收下，已落后 {span}",
    "Pages of {peer} not applied yet: {n}; {span} behind",
    "若数字在减少，等待即可；若不变，请查看下面的错误和节点日志。",
    "If the number falls, wait; if it stays, look at the error below and at the node's log.",
  ),
  unacknowledged: text(
    "本方有 {n} 页{peer}还没有签收，最早的已等 {span}",
    "Our pages that {peer} has not signed for: {n}, the oldest for {span}",
    "请联系对方系统管理员查看其“运行状况”。材料都在，不会丢失；超过协议时限的会自动签名留证。",
    "Ask the other administrator to look at “Health” there. Nothing is lost; what exceeds the limit of its clause is recorded under signature.",
  ),
  parked: text(
    "{peer}发来的 {n} 个事件暂不能应用",
    "Events of {peer} that cannot be applied for now: {n}",
    "请到“搁置的事件”页查看原因；升级程序后可以重新处理，确定不能办的可以签名拒收。",
    "See why on the page “Parked events”; try again after an upgrade, or refuse for good what cannot be taken.",
  ),
  newer: text(
    "{peer}的程序较新（{software}）",
    "{peer} runs newer software ({software})",
    "请安排升级本节点的程序。在此之前往来照常；本程序不认识的事件先搁置，升级后自动处理。",
    "Plan the upgrade of this node. Until then the exchange goes on; events this software does not know are parked and taken up by themselves after the upgrade.",
  ),
  unread: text(
    "{peer}不识别本节点签名页的格式",
    "{peer} does not read the format of this node's pages",
    "双方程序版本相差过大。请与对方系统管理员商定，升级较旧的一方。",
    "The two versions are too far apart. Agree with the other administrator and upgrade the older one.",
  ),
  unknown: text(
    "出现本程序不认识的情况",
    "Something this software has no words for",
    "请把代码告诉软件维护方。",
    "Give the code to whoever maintains the software.",
  ),
} as const;

export type FindingId = keyof typeof healthTexts;
