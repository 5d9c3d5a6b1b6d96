import type { Refusals } from "#base/outcome.ts";

export const backupRefusals = {
  BACKUP_NOT_WRITABLE: {
    status: 500,
    zh: "写不进 {folder}（{why}），没有留下半份备份",
    en: "Cannot write to {folder} ({why}); no half backup was left",
    next: { zh: "请检查空间与权限后重做。", en: "Check space and rights, then do it again." },
  },
  BACKUP_NOT_GIVEN: {
    status: 500,
    zh: "运行中的节点没有交出数据：{why}",
    en: "The running node did not give its data: {why}",
    next: { zh: "请先解决节点所说的问题，再重做备份。", en: "Mend what the node says, then do it again." },
  },
  BACKUP_CUT_OFF: {
    status: 500,
    zh: "备份中途节点停止应答，没有留下半份备份",
    en: "The node stopped answering in the middle; no half backup was left",
    next: { zh: "请在节点恢复后重做。", en: "Do it again when the node is back." },
  },
  BACKUP_ATTACHMENT_ALTERED: {
    status: 500,
    zh: "附件 {attachment} 的内容与其摘要不符，没有留下半份备份",
    en: "Attachment {attachment} is not what its digest says; no half backup was left",
    next: {
      zh: "多为磁盘损坏或传输中断。请重做；仍然如此的，从较早的备份或对方节点取回该文件。",
      en: "Mostly a broken disk or an interrupted transfer. Try again; if it stays so, get that file back from an older backup or from the other side's node.",
    },
  },
  BACKUP_NONE: {
    status: 500,
    zh: "{folder} 不是完整的备份",
    en: "{folder} is not a whole backup",
    next: {
      zh: "请指明一份备份的目录（其中有 manifest.json）。",
      en: "Name the folder of one backup (it has a manifest.json).",
    },
  },
  BACKUP_FORMAT: {
    status: 500,
    zh: "备份格式 {format} 本版本不认识",
    en: "This version does not know the backup format {format}",
    next: { zh: "请用做这份备份的版本恢复。", en: "Restore it with the version that took it." },
  },
  BACKUP_ENCRYPTED: {
    status: 500,
    zh: "备份已加密",
    en: "The backup is encrypted",
    next: {
      zh: "请用 --passphrase 指明口令文件。",
      en: "Name the file with its passphrase: --passphrase FILE.",
    },
  },
  BACKUP_PASSPHRASE: {
    status: 500,
    zh: "口令不对，或备份已被改动",
    en: "Not its passphrase, or the backup was altered",
    next: { zh: "请核对口令文件。", en: "Check the file of the passphrase." },
  },
  BACKUP_PASSPHRASE_SHORT: {
    status: 500,
    zh: "口令不足 {least} 个字符：{file}",
    en: "A passphrase has at least {least} characters: {file}",
  },
  BACKUP_DAMAGED: {
    status: 500,
    zh: "备份文件 {file} 已损坏，没有恢复任何内容",
    en: "The backup's file {file} is damaged; nothing was restored",
    next: { zh: "请改用另一份备份。", en: "Use another backup." },
  },
  BACKUP_DAMAGED_ROW: {
    status: 500,
    zh: "备份文件 {file} 已损坏：表 {table} 第 {row} 行起不可信，没有恢复任何内容",
    en: "The backup's file {file} is damaged: table {table} from row {row}; nothing was restored",
    next: { zh: "请改用另一份备份。", en: "Use another backup." },
  },
  BACKUP_NEWER: {
    status: 500,
    zh: "备份由更新的版本（{version}）做成，含本版本没有的 {migration}",
    en: "The backup was taken by newer software ({version}) with {migration}, which this version has not",
    next: { zh: "请先升级本软件再恢复。", en: "Upgrade this software, then restore." },
  },
  BACKUP_FOREIGN: {
    status: 500,
    zh: "备份属于另一个网络（创始协议 {backup}…，这里是 {here}…）",
    en: "The backup is of another network (founding agreement {backup}…, here it is {here}…)",
  },
  BACKUP_OF_ANOTHER: {
    status: 500,
    zh: "备份属于 {party}，不是 {expected}",
    en: "The backup is of {party}, not of {expected}",
  },
  RESTORE_NOT_EMPTY: {
    status: 500,
    zh: "恢复的目的地已有数据，没有改动它",
    en: "There are rows in that place already; it was left alone",
    next: { zh: "请恢复到空目录或空数据库。", en: "Restore into an empty folder or database." },
  },
  RESTORE_DIFFERS: {
    status: 500,
    zh: "恢复后表 {table} 与备份不一致，已全部撤销",
    en: "After restoring, table {table} is not that of the backup; all of it was undone",
  },
  CHAIN_BROKEN: {
    status: 500,
    zh: "{party} 的链在第 {page} 页核验不通过（{code}），已全部撤销",
    en: "The chain of {party} does not verify at page {page} ({code}); all of it was undone",
    next: { zh: "请改用另一份备份。", en: "Use another backup." },
  },
  EVENT_ALTERED: {
    status: 500,
    zh: "{author} 的一个事件（第 {seq} 行）与其摘要不符，已全部撤销",
    en: "An event of {author} (row {seq}) is not what its digest names; all of it was undone",
    next: { zh: "请改用另一份备份。", en: "Use another backup." },
  },
} as const satisfies Refusals;
