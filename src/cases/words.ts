import type { Party } from "#base/party.ts";
import ratingCodes from "../../definitions/standards/service-rating-codes.json" with { type: "json" };
import { isLocal, type CaseFile, type Entry, type Words } from "./case-file.ts";
import type { DocumentKind } from "./view.ts";

const w = (zh: string, en: string): Words => ({ zh, en });

/** How the parties are called: `通州`, `Tongzhou`. */
export type PartyNames = (party: Party) => Words;

export const documentTitles: Record<DocumentKind, Words> = {
  receipt: w("收件凭证", "Receipt"),
  acceptance: w("受理通知书", "Notice of acceptance"),
  refusal: w("不予受理通知书", "Notice of refusal to accept"),
  "not-required": w("不受理通知书", "Notice that no application is required"),
  supplement: w("补正材料一次性告知书", "Notice of missing papers"),
  extension: w("延期办理告知书", "Notice of extension"),
  "special-procedure": w("特别程序告知书", "Notice of a special procedure"),
  "decision-granted": w("准予决定书", "Decision: granted"),
  "decision-denied": w("不予决定书", "Decision: denied"),
  "service-return": w("送达回证", "Proof of service"),
};

export const specialProcedureNames: Record<string, Words | undefined> = {
  hearing: w("听证", "hearing"),
  tender: w("招标", "tender"),
  auction: w("拍卖", "auction"),
  test: w("检验", "test"),
  inspection: w("检测", "inspection"),
  quarantine: w("检疫", "quarantine"),
  appraisal: w("鉴定", "appraisal"),
  "expert-review": w("专家评审", "expert review"),
};

const wayNames: Record<string, Words | undefined> = {
  window: w("窗口领取", "at the window"),
  courier: w("邮寄", "by courier"),
  electronic: w("电子送达", "electronically"),
};

/** Which side has the file and what happens next, in one sentence. */
export const stateWordsOf = (file: CaseFile, name: PartyNames, inTransit: boolean): Words => {
  const accepting = name(file.accepting);
  const deciding = name(file.deciding);
  const holder = name(file.holder);
  const other = file.handed && name(file.handed.to);
  const by = (zh: string, en: string) =>
    w(`材料在${holder.zh}，${zh}。`, `The file is in ${holder.en}: ${en}.`);
  if (inTransit && other)
    return w(
      `材料已发往${other.zh}，等待对方签收。`,
      `The file is on its way to ${other.en}, which has not signed for it yet.`,
    );
  switch (file.state) {
    case "submitted":
      return by("等待窗口收件", "waiting to be received at the window");
    case "received":
      return file.holder === file.accepting
        ? by("正在核验，齐全后受理", "being checked; accepted once complete")
        : by("等待决定部门受理", "waiting for the deciding body to accept it");
    case "supplement-requested":
      return w(
        `材料在${holder.zh}，等待申请人补正${file.defects.length}份材料。`,
        `The file is in ${holder.en}, waiting for the applicant to supply ${file.defects.length === 1 ? "one paper" : `${file.defects.length} papers`}.`,
      );
    case "accepted":
      return file.returned
        ? by(`${deciding.zh}已退回，正在更换材料`, `${deciding.en} returned it; papers are being replaced`)
        : by(`已受理，即将移交${deciding.zh}`, `accepted, about to go to ${deciding.en}`);
    case "in-transit":
    case "under-review":
      return by("正在审查，之后作出决定", "under review, then decided");
    case "paused":
      return by("正在进行特别程序，期间不计时", "a special procedure is under way; no clock runs");
    case "decided":
      return by("已作出决定，准备送达", "decided, about to be delivered");
    case "awaiting-delivery":
      return file.delivery.way === "window"
        ? w(
            `已作出决定，请到${accepting.zh}窗口领取。`,
            `Decided; fetch the result at the window in ${accepting.en}.`,
          )
        : by("已作出决定，等待送达", "decided, to be delivered");
    case "delivered":
      return w("已办结，结果已送达。", "Closed; the result was delivered.");
    case "refused":
      return w("没有受理，理由见通知书。", "Not accepted; the notice gives the reasons.");
    case "withdrawn":
      return w("申请人已撤回。", "Withdrawn by the applicant.");
  }
};

export const entryTitle = ({ type, facts }: Entry, file: CaseFile, name: PartyNames): Words => {
  const to = facts["to"] ? name(facts["to"]) : w("", "");
  switch (type) {
    case "cases.submitted":
      return file.channel === "online"
        ? w("网上提交申请", "Submitted online")
        : w("在窗口提交申请", "Submitted at the window");
    case "cases.received":
      return w("收件，出具收件凭证", "Received; receipt issued");
    case "cases.checked":
      return w("核验材料", "Papers checked");
    case "cases.supplement-requested":
      return w("一次性告知补正", "Asked for what is missing, once");
    case "cases.supplemented":
      return w("补正材料", "Missing papers supplied");
    case "cases.accepted":
      return w("受理", "Accepted");
    case "cases.refused":
      return facts["outcome"] === "not-required"
        ? w("不受理", "Not required")
        : w("不予受理", "Refused to accept");
    case "cases.passed":
      return facts["purpose"] === "deliver"
        ? w(`转送${to.zh}送达`, `Passed back to ${to.en} for delivery`)
        : w(`移交${to.zh}`, `Passed on to ${to.en}`);
    case "cases.returned":
      return w(`退回${to.zh}`, `Returned to ${to.en}`);
    case "cases.examined":
      return facts["scope"] === "substantive" ? w("实质核查", "Substantive check") : w("审查", "Examined");
    case "cases.paused":
      return w("启动特别程序，停止计时", "Special procedure begun; clocks stopped");
    case "cases.resumed":
      return w("特别程序结束，恢复计时", "Special procedure ended; clocks run on");
    case "cases.extended":
      return w("批准延期", "Extended");
    case "cases.decided":
      return facts["outcome"] === "denied"
        ? w("决定不予批准", "Decided: denied")
        : w("决定准予", "Decided: granted");
    case "cases.withdrawal-asked":
      return w("申请撤回", "Withdrawal asked for");
    case "cases.withdrawn":
      return w("撤回", "Withdrawn");
    case "cases.delivered":
      return w("送达", "Delivered");
    case "cases.rated":
      return w("申请人评价", "Rated by the applicant");
    default:
      return w("回访评价", "Rating answered");
  }
};

const acceptedAs: Record<string, Words | undefined> = {
  complete: w("材料齐全、符合法定形式", "papers complete and in legal form"),
  deemed: w("逾期未告知，视为受理", "deemed accepted, as nothing was asked for in time"),
};

const refusedAs: Record<string, Words | undefined> = {
  "not-required": w("不需要办理", "no application is required"),
  "not-competent": w("不属于本机关职权范围", "outside this body's competence"),
  "not-conforming": w("材料不齐全或者不符合法定形式", "papers incomplete or not in legal form"),
};

/** A licence follows article 32 itself; other services apply it by analogy. */
const article32 = (words: Words, isLicence: boolean): Words =>
  isLicence
    ? w(`${words.zh}（行政许可法第三十二条）`, `${words.en} (Administrative Licensing Law, article 32)`)
    : w(
        `${words.zh}（参照行政许可法第三十二条）`,
        `${words.en} (by analogy with the Administrative Licensing Law, article 32)`,
      );

/** What a person wrote is shown as written; what the program wrote in code is shown in words, or not at all. */
export const entryDetail = (
  { type, facts }: Entry,
  name: PartyNames,
  isLicence: boolean,
): Words | undefined => {
  const zh: string[] = [];
  const en: string[] = [];
  const add = (both: Words) => {
    zh.push(both.zh.replace(/[。；，\s]+$/, "")); // what people wrote may end as a sentence; it goes on here
    en.push(both.en.replace(/[。；，.;,\s]+$/, ""));
  };
  const same = (text: string | undefined) => text && add(w(text, text));
  same(facts["documentNumber"]);
  if (type === "cases.checked" && facts["papers"])
    add(w(`${facts["papers"]}份`, facts["papers"] === "1" ? "1 paper" : `${facts["papers"]} papers`));
  if (type === "cases.supplement-requested" && facts["count"])
    add(w(`缺${facts["count"]}项`, `${facts["count"]} missing`));
  const special = facts["procedure"] ? specialProcedureNames[facts["procedure"]] : undefined;
  if (special) add(special);
  if (facts["expectedWorkdays"])
    add(
      w(
        `约需${facts["expectedWorkdays"]}个工作日`,
        `about ${facts["expectedWorkdays"]} working ${facts["expectedWorkdays"] === "1" ? "day" : "days"}`,
      ),
    );
  if (facts["way"] && wayNames[facts["way"]]) add(wayNames[facts["way"]]!);
  if (facts["courierNumber"])
    add(w(`快递单号${facts["courierNumber"]}`, `courier no. ${facts["courierNumber"]}`));
  if (facts["side"]) add(w(`对${name(facts["side"]).zh}`, `of ${name(facts["side"]).en}`));
  if (facts["stars"])
    add(
      ratingCodes.levels.find(({ stars }) => String(stars) === facts["stars"])?.name ??
        w(`${facts["stars"]}星`, `${facts["stars"]} stars`),
    );
  if (type === "cases.accepted") {
    const as = acceptedAs[facts["reason"] ?? ""];
    if (as) add(article32(as, isLicence));
  } else {
    const as = type === "cases.refused" ? refusedAs[facts["outcome"] ?? ""] : undefined;
    if (as) add(article32(as, isLicence));
    same(facts["reasons"] ?? facts["reason"]);
  }
  if (type === "cases.resumed") same(facts["result"]);
  if (type === "cases.rating-answered") same(facts["what"]);
  same(facts["note"]);
  const officers = facts["officers"]?.split(" ");
  if (officers) add(w(`工号${officers.join("、")}`, `staff no. ${officers.join(", ")}`));
  return zh.length > 0 ? w(zh.join("，"), en.join(", ")) : undefined;
};

export const clockStartWords = (
  file: Pick<CaseFile, "accepting" | "deciding">,
  name: PartyNames,
  clockStart: "accepting-window" | "deciding-authority",
): Words => {
  if (isLocal(file) || clockStart === "accepting-window") {
    const { zh, en } = name(file.accepting);
    return w(
      `自${zh}窗口受理之日起算，次日为第一日。`,
      `Counted from acceptance at the window in ${en}; the next day is the first.`,
    );
  }
  const { zh, en } = name(file.deciding);
  return w(
    `自材料送交${zh}决定部门之日起算，次日为第一日。`,
    `Counted from the day the file is sent to the deciding body in ${en}; the next day is the first.`,
  );
};
