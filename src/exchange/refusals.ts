import type { Refusals } from "#base/outcome.ts";
import { pageRefusals, protocolRule, tellPeer } from "./page-refusals.ts";

const holderRule = {
  zh: "同一办件同一时刻只有一个主办方",
  en: "Every subject has one holder at a time",
};
const reload = {
  zh: "请刷新页面查看最新情况后再办理。",
  en: "Reload to see how things stand, then go on.",
};
const askOthers = {
  zh: "如对方的页已到而内容未给出，可按“重新处理”：本节点将向对方和其他持有方索取。",
  en: "If its page is here but its content was not shown, “Try again” asks the author and everybody else who holds it.",
};
const bySoftware = {
  zh: "这是程序问题，请把编号告诉系统管理员。",
  en: "This is a fault of the software; give the reference to the system administrator.",
};

const ownChainRule = {
  zh: "同一节点的链只有一条：页号用过即不得另签（docs/exchange-format.md 第4章）",
  en: "A node has one chain: a page number that is out is never signed again (docs/exchange-format.md §4)",
};

/** Every "no" of the exchange: to people here, to peers, and about peers to the operator. */
export const exchangeRefusals = {
  KEY_NOT_HELD: {
    status: 409,
    zh: "本节点没有现在应当使用的密钥（{key}）",
    en: "This node does not hold the key that must sign now ({key})",
    next: {
      zh: "请把该密钥文件放回数据目录；密钥遗失的，请其他各方吊销并以新密钥接替。",
      en: "Put its file back into the data folder; if it was lost, ask the other parties to revoke it for a new one.",
    },
  },
  KEY_WORD_FALSE: {
    status: 422,
    zh: "{party} 关于密钥的声明不合规则",
    en: "What {party} says of a key is against the rules",
    basis: protocolRule,
    next: bySoftware,
  },
  KEY_PROOF_FALSE: {
    status: 422,
    zh: "新密钥没有证明自己在 {party} 手中",
    en: "The new key does not prove that {party} holds it",
    basis: protocolRule,
    next: {
      zh: "请该方重新生成接替文件，通过可靠途径交给其他各方。",
      en: "That party makes the replacement file again and hands it over in a way that can be trusted.",
    },
  },
  KEY_NOT_IN_USE: {
    status: 409,
    zh: "{key} 不是 {party} 现用的密钥，现用的是 {current}",
    en: "{key} is not the key that {party} signs with now, which is {current}",
    next: {
      zh: "请该方为现用密钥重新生成接替文件。",
      en: "That party makes the replacement file for the key in use.",
    },
  },
  KEY_CHANGE_PENDING: {
    status: 409,
    zh: "上一次更换密钥尚未签入本方的链",
    en: "The last change of the key is not on a page of the chain yet",
    next: { zh: "请稍后再试。", en: "Try again in a moment." },
  },
  KEY_REVOKED_ALREADY: {
    status: 409,
    zh: "本方已声明吊销 {party} 的密钥 {key}",
    en: "This party has revoked the key {key} of {party} already",
    next: { zh: "无需重复；等待其他各方声明。", en: "No need to say it twice; wait for the other parties." },
  },
  NOT_HOLDER: {
    status: 409,
    zh: "该事项现由{holder}主办，本节点不能改动",
    en: "{holder} holds this now; it cannot be changed here",
    basis: holderRule,
    next: reload,
  },
  SUBJECT_TAKEN: {
    status: 409,
    zh: "该编号已有记录",
    en: "There is a record under this identifier already",
    basis: holderRule,
    next: reload,
  },
  FORKED_SUBJECT: {
    status: 409,
    zh: "该记录与已有的先后次序不符",
    en: "This record does not follow the last one on its subject",
    basis: holderRule,
    next: reload,
  },
  SUBJECT_ERASED: {
    status: 410,
    zh: "该事项的个人信息已依法删除",
    en: "The personal data of this subject was erased",
    basis: { zh: "《个人信息保护法》第四十七条", en: "Personal Information Protection Law, art. 47" },
    next: {
      zh: "留存的只有编号、日期、结果和删除记录。",
      en: "Only number, dates, result and the record of the erasure are kept.",
    },
  },
  BAD_ERASURE: {
    status: 422,
    zh: "删除记录与所删除的事项不符",
    en: "The record of erasure does not fit the subject that it erases",
    basis: protocolRule,
    next: bySoftware,
  },
  AUDIENCE_TOO_NARROW: {
    status: 409,
    zh: "移交须让接收方和此前各方都看到",
    en: "Passing on must be seen by the next holder and by everybody told so far",
    basis: holderRule,
    next: bySoftware,
  },
  ABOUT_OTHER_SUBJECT: {
    status: 409,
    zh: "所针对的记录属于另一事项",
    en: "What it is about belongs to another subject",
    next: bySoftware,
  },
  NOT_THEIR_EVENT: {
    status: 409,
    zh: "未达记录与其所针对的事件不符",
    en: "The record that nothing came does not fit the event it is about",
    next: bySoftware,
  },
  MISSING_ABOUT: {
    status: 409,
    zh: "所针对的记录尚未到达",
    en: "The record it is about has not arrived",
    next: askOthers,
  },
  MISSING_PREVIOUS: {
    status: 409,
    zh: "前一条记录尚未到达",
    en: "The record before it has not arrived",
    next: askOthers,
  },
  BEHIND: {
    status: 409,
    zh: "同一事项有在先的记录尚在等待",
    en: "An earlier record on the same subject is waiting",
    next: reload,
  },
  CLAUSE_AWAITED: {
    status: 409,
    zh: "所依据的协议或其最后一方的签署尚未到达",
    en: "The agreement it names, or the last signature under it, has not arrived",
    next: { zh: "到达后会自动处理。", en: "It is taken up by itself when that arrives." },
  },
  UNKNOWN_TYPE: {
    status: 422,
    zh: "本节点的程序还不认识“{type}”（版本{version}）",
    en: "The software here does not know “{type}” version {version} yet",
    next: { zh: "升级本节点后会自动处理。", en: "It is taken up by itself when this node is upgraded." },
  },
  NOT_AN_EVENT: {
    status: 422,
    zh: "内容不是规范的事件",
    en: "The content is not an event in canonical form",
    basis: protocolRule,
    next: tellPeer,
  },
  BAD_AUDIENCE: {
    status: 422,
    zh: "可见范围书写不规范",
    en: "The audience is not written as the format asks",
    basis: protocolRule,
    next: bySoftware,
  },
  BAD_LINK: {
    status: 422,
    zh: "“{type}”的前后关联书写不规范",
    en: "“{type}” is not linked as its kind asks",
    basis: protocolRule,
    next: bySoftware,
  },
  BAD_DATA: {
    status: 422,
    zh: "“{type}”的内容不符合格式",
    en: "The content of “{type}” does not fit its schema",
    next: bySoftware,
  },
  ATTACHMENT_UNKNOWN: {
    status: 404,
    zh: "没有这个附件，或无权查看",
    en: "There is no such attachment, or it is not for you",
    next: { zh: "请重新上传附件。", en: "Upload the attachment again." },
  },
  ATTACHMENT_MISSING: {
    status: 409,
    zh: "附件尚未取到",
    en: "An attachment has not arrived yet",
    next: { zh: "本节点会自动再取。", en: "This node keeps asking for it." },
  },
  ATTACHMENT_ALTERED: {
    status: 422,
    zh: "附件内容与其摘要不符，已丢弃",
    en: "The attachment does not match its hash and was thrown away",
    next: { zh: "本节点会自动再取。", en: "This node keeps asking for it." },
  },
  ATTACHMENT_EMPTY: {
    status: 422,
    zh: "附件是空文件",
    en: "The attachment is empty",
    next: { zh: "请检查文件后重新上传。", en: "Check the file and upload it again." },
  },
  BACKLOG: {
    status: 503,
    zh: "跨界办理暂停：{queued} 个事件等待签名，最早的已等 {minutes} 分钟",
    en: "Nothing may cross for now: {queued} events wait to be sealed, the oldest for {minutes} minutes",
    next: {
      zh: "本地业务照常办理。请系统管理员查看“运行状况”；签名恢复后自动继续。",
      en: "Local work goes on. Ask the system administrator to look at “Health”; it opens by itself once events are sealed again.",
    },
  },
  OPERATOR_REFUSED: {
    status: 409,
    zh: "接收方系统管理员拒收：{reason}",
    en: "Refused by the receiving node's operator: {reason}",
    next: {
      zh: "请双方核实后，由发出方更正重发。",
      en: "The two sides should settle it; its author then records it anew, corrected.",
    },
  },
  ALREADY_REFUSED: {
    status: 409,
    zh: "该事件已签名退回，不能重新处理",
    en: "This event was refused under signature and cannot be tried again",
    next: { zh: "请对方更正后重新发来。", en: "Ask the other side to correct it and send it anew." },
  },
  NO_EVENTS: {
    status: 404,
    zh: "“{subject}”没有可出证的记录",
    en: "There is nothing recorded under “{subject}” to prove",
    next: { zh: "请核对编号。", en: "Check the number." },
  },
  NOT_SEALED_YET: {
    status: 409,
    zh: "最近的操作正在签名，请稍候",
    en: "The latest step is just being signed",
    next: { zh: "几秒后再试。", en: "Try again in a few seconds." },
  },
  NOT_A_PARTY: {
    status: 404,
    zh: "{party}不是协议的缔约方",
    en: "{party} is not a party to the agreement",
    next: { zh: "请核对区划代码。", en: "Check the division code." },
  },
  UNREACHABLE: {
    status: 502,
    zh: "连接不上对方节点（{cause}）",
    en: "The other node cannot be reached ({cause})",
    next: { zh: "本节点会自动重试，恢复后补齐。", en: "This node tries again by itself and catches up." },
  },
  PEER_REFUSED: {
    status: 502,
    zh: "对方节点拒绝了请求（{status} {code}）",
    en: "The other node refused the request ({status} {code})",
    next: { zh: "请与对方管理员核对密钥和时钟。", en: "Check keys and clocks with the other administrator." },
  },
  BAD_ANSWER: {
    status: 502,
    zh: "对方节点的回答不合规范（{reason}）",
    en: "The other node's answer does not fit the format ({reason})",
    basis: protocolRule,
    next: tellPeer,
  },
  TOLD_DIFFERENTLY: {
    status: 409,
    zh: "{of}的第{number}页，各方看到的不一致",
    en: "Page {number} of {of} is not the same for everybody",
    basis: protocolRule,
    next: {
      zh: "双方的签名页头均已留存为证。请三方管理员共同核查。",
      en: "Both signed headers are kept as proof. The administrators of all parties should look into it together.",
    },
  },
  OWN_CHAIN_BEHIND: {
    status: 503,
    zh: "本节点数据库是旧副本：只到第{own}页，{by}持有本节点第{held}页；找回前不能办理新业务，查阅照常",
    en: "The database here is an old copy: it ends at page {own}, and {by} holds page {held} of this node. Nothing new can be recorded until they are brought back; reading goes on",
    basis: ownChainRule,
    next: {
      zh: "请系统管理员运行 ./tongwulang recover，或在“链与对方节点”页按“从各方取回”。",
      en: "The system administrator runs ./tongwulang recover, or presses “Bring back from the peers” on the page “Chain and peers”.",
    },
  },
  OWN_CHAIN_FORKED: {
    status: 503,
    zh: "{by}持有本节点另一份第{number}页：有两个数据库以本节点名义同时签名；本节点已停止签名和办理",
    en: "{by} holds another page {number} of this node: two databases signed in its name side by side. This one has stopped sealing and recording",
    basis: ownChainRule,
    next: {
      zh: "请系统管理员停用副本，只保留一个；冲突证据可在“链与对方节点”页下载。",
      en: "The system administrator stops the copy and keeps one; the proof can be downloaded on the page “Chain and peers”.",
    },
  },
  RESTORED_UNASKED: {
    status: 503,
    zh: "数据库刚由备份恢复，须先问明各方持有本节点到第几页；尚未答复：{parties}",
    en: "The database was put back from a backup; the other nodes have to say first how far they hold this node's chain. Not answered yet: {parties}",
    basis: ownChainRule,
    next: {
      zh: "等对方节点连上即自动继续；确知对方没有更新的页时，系统管理员可运行 ./tongwulang recover --go-on。",
      en: "It goes on by itself when they answer. If they surely hold nothing newer, the system administrator may run ./tongwulang recover --go-on.",
    },
  },
  OWN_PAGE_NOT_SHOWN: {
    status: 502,
    zh: "{parties}称持有本节点第{number}页，却没有一方出示可核验的这一页",
    en: "{parties} said to hold page {number} of this node, and none showed one that verifies",
    basis: ownChainRule,
    next: {
      zh: "请与对方系统管理员核查其节点后重试；已取回的页已经写入。",
      en: "Check with their administrators and try again; what came back so far is kept.",
    },
  },
  NO_PEER_ANSWERS: {
    status: 502,
    zh: "没有一方节点应答：{parties}",
    en: "No other node answers: {parties}",
    next: { zh: "请检查网络后重试。", en: "Check the network and try again." },
  },
  RECORDED_BESIDE: {
    status: 409,
    zh: "旧副本上曾就“{subject}”作过新记录，与本节点已签名的第{number}页相抵触，取回到此为止",
    en: "Something new on “{subject}” was recorded on the old copy, beside page {number} that this node has signed; nothing further was brought back",
    basis: ownChainRule,
    next: {
      zh: "请停止节点，重新放回该副本，在至少一方可连通时启动并再次取回；之后把断网期间的记录重新办理一次。那些记录从未发出。",
      en: "Stop the node, put the copy back once more, start it while a peer can be reached, bring the pages back, and record again what was recorded meanwhile. None of it had left this node.",
    },
  },
  RECOVERING: {
    status: 409,
    zh: "正在从各方取回本节点的页",
    en: "This node's pages are being brought back just now",
    next: { zh: "请等待完成。", en: "Wait until it is done." },
  },
  ...pageRefusals,
} as const satisfies Refusals;
