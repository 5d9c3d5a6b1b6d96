import { refuse, type RefusalText } from "#base/outcome.ts";

const licensing = (zh: string, en: string) => ({
  zh: `《行政许可法》${zh}`,
  en: `Administrative Licensing Law, ${en}`,
});

/** Every "no" that casework can say. */
export const caseRefusals = {
  ITEM_NOT_FOUND: {
    status: 404,
    zh: "没有这个事项",
    en: "There is no such item",
    next: { zh: "请从办事页面重新查找。", en: "Search again from the items page." },
  },
  ITEM_NOT_AVAILABLE: {
    status: 409,
    zh: "现行协议没有授权本地为{party}收取这个事项的材料",
    en: "No agreement in force lets this place take papers of this item for {party}",
    next: {
      zh: "请到决定部门所在地办理，或查看协议公开。",
      en: "Apply where it is decided, or see the agreements.",
    },
  },
  CASE_NOT_FOUND: {
    status: 404,
    zh: "没有找到这个办件",
    en: "This case was not found",
    next: { zh: "请核对收件凭证上的办件编号和查询码。", en: "Check the number and the code on the receipt." },
  },
  CASE_ERASED: {
    status: 410,
    zh: "办件 {number} 的个人信息已于 {on} 依法删除：{reason_zh}（{basis_zh}）",
    en: "The personal data of case {number} was erased on {on}: {reason_en} ({basis_en})",
    next: {
      zh: "留存的只有编号、事项、日期、结果和删除记录。",
      en: "Only number, item, dates, result and the record of the erasure are kept.",
    },
  },
  CASE_OPEN: {
    status: 409,
    zh: "办件尚未办结，不能删除其个人信息",
    en: "The case is not closed; its personal data cannot be erased",
    next: { zh: "办结后再提出。", en: "Propose it again when the case is closed." },
  },
  RETENTION_RUNS: {
    status: 409,
    zh: "保存期限未满：{closedOn} 办结，保存 {years} 年，至 {until}（{basis_zh}）",
    en: "The retention period runs: closed on {closedOn}, kept for {years} years, until {until} ({basis_en})",
    basis: {
      zh: "《个人信息保护法》第十九条、第四十七条",
      en: "Personal Information Protection Law, arts. 19 and 47",
    },
    next: {
      zh: "期满后再提出；本人要求删除或违法处理的，请选相应理由。",
      en: "Propose it when the period is over; choose the other reason if the person asked or the processing was unlawful.",
    },
  },
  RETENTION_UNKNOWN: {
    status: 409,
    zh: "办件所依据的流程没有写明保存期限",
    en: "The procedure that the case goes by names no retention period",
    next: {
      zh: "请以协议修正写明保存期限，或选其他理由。",
      en: "Let the parties write it into the procedure, or choose another reason.",
    },
  },
  HELD_ELSEWHERE: {
    status: 409,
    zh: "办件由{zh}主办，请在{zh}的节点提出",
    en: "{en} holds this case; propose it on the node of {en}",
  },
  ERASURE_PROPOSED: {
    status: 409,
    zh: "这个办件已有待批准的删除申请",
    en: "An erasure of this case is waiting for approval already",
    next: { zh: "请安全管理员批准或退回。", en: "Let the security administrator approve or reject it." },
  },
  PROPOSAL_NOT_FOUND: {
    status: 404,
    zh: "没有这个待批准的删除申请，可能已经处理",
    en: "There is no such proposal waiting; it may have been decided",
    next: { zh: "请刷新页面。", en: "Reload the page." },
  },
  SAME_ADMINISTRATOR: {
    status: 409,
    zh: "提出人不能自己批准",
    en: "Who proposed an erasure cannot approve it",
    next: { zh: "请由另一名管理员批准。", en: "Let another administrator approve it." },
  },
  NOT_NOW: {
    status: 409,
    zh: "现在不能这样办：{zh}",
    en: "Not possible now: {en}",
    next: { zh: "请刷新办件，按当前环节办理。", en: "Refresh the case and go on from where it is." },
  },
  NOT_GRANTED: {
    status: 403,
    zh: "现行协议没有授权本方“{zh}”",
    en: "No agreement in force grants this side: {en}",
    next: { zh: "请移交有权办理的一方。", en: "Pass it on to the side that may." },
  },
  NOT_CHECKED: {
    status: 409,
    zh: "还不能受理：{zh}",
    en: "It cannot be accepted yet: {en}",
    basis: licensing("第三十二条", "art. 32"),
    next: {
      zh: "请核验材料；不齐全的一次性告知补正。",
      en: "Check the papers; ask once for everything that is missing.",
    },
  },
  ALREADY_ASKED: {
    status: 409,
    zh: "补正只能一次性告知，本件已告知过",
    en: "What is missing may be asked for once only, and it was",
    basis: licensing("第三十二条第一款第四项", "art. 32(1)(4)"),
    next: { zh: "请受理，或说明理由不予受理。", en: "Accept it, or refuse it with reasons." },
  },
  ASK_FIRST: {
    status: 409,
    zh: "还没有一次性告知补正，不能以材料不齐全或者不符合法定形式为由不予受理",
    en: "It cannot be refused for its papers before what is missing was asked for, once",
    basis: licensing("第三十二条第一款第四项", "art. 32(1)(4)"),
    next: { zh: "请先一次性告知补正。", en: "Ask for what is missing first." },
  },
  ALREADY_EXTENDED: {
    status: 409,
    zh: "本件已延期一次，不能再延",
    en: "It was extended once and cannot be again",
    basis: licensing("第四十二条", "art. 42"),
    next: { zh: "请在期限内作出决定。", en: "Decide within the limit." },
  },
  TWO_OFFICERS: {
    status: 422,
    zh: "实质核查须由两名以上工作人员进行，请填写另一名工作人员的工号",
    en: "A substantive check needs two officers; give the staff number of another one",
    basis: licensing("第三十四条", "art. 34"),
    next: { zh: "填写第二人工号后再提交。", en: "Add the second staff number and send again." },
  },
  NO_SUCH_OFFICER: {
    status: 422,
    zh: "本部门没有工号为{number}的审批人员",
    en: "No officer of this department has the number {number}",
    next: {
      zh: "请核对工号，或从同事名单中选择。",
      en: "Check the number, or choose a colleague from the list.",
    },
  },
  SAME_OFFICER: {
    status: 409,
    zh: "拟办人不能自己复核",
    en: "Who proposed a decision cannot confirm it",
    next: { zh: "请由另一名工作人员复核。", en: "Let another officer confirm it." },
  },
  REASONS_NEEDED: {
    status: 422,
    zh: "请说明理由",
    en: "Reasons are needed",
    basis: licensing("第三十八条", "art. 38"),
    next: { zh: "填写理由后再提交。", en: "Give the reasons and send again." },
  },
  COURIER_NUMBER: {
    status: 422,
    zh: "邮寄送达须填写快递单号",
    en: "Delivery by courier needs the courier's number",
    next: { zh: "填写单号后再登记送达。", en: "Add the number and record the delivery again." },
  },
  PROCEDURE_UNKNOWN: {
    status: 422,
    zh: "这个事项没有所选的特别程序，不能停表",
    en: "This item has no such special procedure, so the clock cannot stop",
    basis: licensing("第四十五条", "art. 45"),
    next: { zh: "请从事项列明的特别程序中选择。", en: "Choose one that the item lists." },
  },
  MATERIAL_MISSING: {
    status: 422,
    zh: "缺少必要材料：{zh}",
    en: "A necessary paper is missing: {en}",
    next: { zh: "请补充后再提交，已填内容不会丢失。", en: "Add it and send again; nothing typed is lost." },
  },
  MATERIAL_UNKNOWN: {
    status: 422,
    zh: "事项的材料清单里没有“{material}”",
    en: "The item's list has no paper “{material}”",
    next: { zh: "请按材料清单核验。", en: "Check the papers of the list." },
  },
  FORM_INCOMPLETE: {
    status: 422,
    zh: "请填写：{zh}",
    en: "Please fill in: {en}",
    next: { zh: "填写后再提交，已填内容不会丢失。", en: "Fill it in and send again; nothing typed is lost." },
  },
  DRAFT_NOT_FOUND: {
    status: 404,
    zh: "没有这份草稿，可能已经提交或删除",
    en: "There is no such draft; it may have been sent or deleted",
    next: { zh: "请到“我的办件”查看。", en: "Look under “my cases”." },
  },
  DRAFT_CHANGED: {
    status: 409,
    zh: "这份草稿已在另一个页面改过",
    en: "This draft was changed in another tab",
    next: { zh: "请对照两边内容，选择保留哪一份。", en: "Compare the two and choose which to keep." },
  },
  FILE_TOO_LARGE: {
    status: 413,
    zh: "文件超过 50 MB",
    en: "The file is larger than 50 MB",
    next: { zh: "请压缩或分成几份后再传。", en: "Compress it or split it, then send again." },
  },
  FILE_KIND: {
    status: 422,
    zh: "只收 pdf、ofd、jpg、png 文件；这个文件实际是 {kind}",
    en: "Only pdf, ofd, jpg and png are taken; this file really is {kind}",
    next: {
      zh: "请另存为 pdf 或 jpg 后再传（苹果手机的 heic 照片可在“设置—相机—格式”改为“兼容性最佳”）。",
      en: "Save it as pdf or jpg and send again (for heic photos choose “Most Compatible” in the camera settings).",
    },
  },
  FILE_EMPTY: {
    status: 422,
    zh: "文件是空的",
    en: "The file is empty",
    next: { zh: "请重新选择文件。", en: "Choose the file again." },
  },
  FILE_NOT_FOUND: {
    status: 404,
    zh: "没有找到这份材料的文件",
    en: "The file of this paper was not found",
    next: {
      zh: "请刷新办件，或请申请人重新提交。",
      en: "Refresh the case, or ask the applicant to hand it in again.",
    },
  },
  DOCUMENT_NOT_FOUND: {
    status: 404,
    zh: "没有这份文书",
    en: "There is no such document",
    next: { zh: "请刷新办件后再打开。", en: "Refresh the case and open it again." },
  },
  RATING_CODE: {
    status: 422,
    zh: "所选评价内容与星级不符",
    en: "The chosen remarks do not fit the stars",
    next: { zh: "请选择该星级下的内容。", en: "Choose remarks of that number of stars." },
  },
  NUMBERS_EXHAUSTED: {
    status: 503,
    zh: "今天这个事项的办件编号已用完",
    en: "All case numbers of this item for today are used",
    next: {
      zh: "请明天再办，或联系系统管理员调整号段。",
      en: "Come back tomorrow, or ask the system administrator about the range.",
    },
  },
  EVENT_NOT_NOW: {
    status: 409,
    zh: "办件状态不允许这一步：{zh}",
    en: "The case does not allow this step: {en}",
  },
} as const satisfies Record<string, RefusalText>;

export type CaseRefusal = keyof typeof caseRefusals | "INVALID";

/** A step that the case does not allow now, with the reason in both languages. */
export const notNow = (zh: string, en: string) => refuse("NOT_NOW" as const, { zh, en });
