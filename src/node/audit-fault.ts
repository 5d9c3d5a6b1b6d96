/** What can be wrong with an audit log, and how it is said. */
export const auditFaults = {
  LINK_MISSING: { zh: "此处缺少一行或次序被调换", en: "a line is missing here, or lines changed places" },
  LINK_ALTERED: { zh: "与上一行的链接不符", en: "it does not follow from the line before" },
  LINE_MISSING: { zh: "该行在法定保存期内被删除", en: "the line was deleted before its time was over" },
  LINE_ALTERED: { zh: "该行内容被改动", en: "the line was changed" },
  LINE_NOT_LINKED: { zh: "有一行从未入链", en: "there is a line that was never linked" },
  SEAL_OF_OTHER_CHAIN: { zh: "节点签名时的链与现在不同", en: "the node signed another chain than this one" },
  SEAL_OF_OTHER_KEY: { zh: "签名用的不是本节点的密钥", en: "it was not signed with this node's key" },
  SEAL_NOT_SIGNED: { zh: "节点签名无效", en: "the node's signature does not hold" },
  NOT_SEALED: { zh: "末行之后没有节点签名", en: "the node has not signed the last line" },
  EARLIER_DIFFERS: { zh: "与此前导出的文件不同", en: "it differs from the file exported earlier" },
  FILE_FORM: { zh: "文件格式不符", en: "the file is not of the form of an exported audit log" },
} as const;
export type AuditFault = keyof typeof auditFaults;
