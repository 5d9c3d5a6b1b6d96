import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CaseView } from "#cases/view.ts";
import { eventually, must, signedIn, visitor, type Visitor } from "#node/sample/visitor.ts";
import { minimalPdf } from "./minimal-pdf.ts";

export type Urls = { tongzhou: string; wuqing: string };
/** Says what just happened; the words of the demonstration. */
export type Tell = (zh: string, en: string) => void;

const tongzhou = "110112";
const wuqing = "120114";
const itemId = "industrial-product-licence";
const sampleFile = "definitions/samples/applications/01-industrial-product-licence.json";

const applicant = {
  kind: "organisation" as const,
  name: "示例·武清机械有限公司",
  idNumber: "91990114MADEM002XR",
  phone: "022-80000011",
  address: "天津市武清区（示例地址）1号",
  legalRepresentative: "示例·刘先生",
};

const upload = async (company: Visitor): Promise<{ digest: string; size: number; mediaType: string }> => {
  const body = minimalPdf("Sample test report");
  const headers = { "content-type": "application/octet-stream", "x-tongwulang": "1" };
  const response = await company.fetch("/api/uploads", { method: "PUT", headers, body });
  if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`);
  return (await response.json()) as { digest: string; size: number; mediaType: string };
};

const file = async (company: Visitor): Promise<CaseView> => {
  const { item } = must(await company.cases.readItem({ params: { id: itemId } }));
  const code = item.authorities.find(({ party }) => party === tongzhou)!.code;
  const sample = JSON.parse(await readFile(join(import.meta.dirname, "../../..", sampleFile), "utf8")) as {
    form: Record<string, string | boolean>;
    materials: { material: string; way: "sharing" | "paper" | "upload" }[];
  };
  const draft = must(await company.cases.startDraft({ body: { item: code } }));
  const report = { ...(await upload(company)), label: "检验报告.pdf" };
  const materials = sample.materials
    .filter(({ material }) => material !== "mandate")
    .map(({ material, way }) =>
      material === "test-report"
        ? { material, way: "upload" as const, files: [report] }
        : { material, way: way === "sharing" ? way : ("later" as const), files: [] },
    );
  const form = { ...sample.form, byAgent: "no" };
  const content = { applicant, form, materials, delivery: { way: "window" as const } };
  const saved = must(
    await company.cases.saveDraft({
      params: { id: draft.id },
      body: { ...content, revision: draft.revision },
    }),
  );
  return must(await company.cases.submit({ params: { id: draft.id }, body: { revision: saved.revision } }))
    .case;
};

const when = (who: Visitor, id: string, is: (view: CaseView) => boolean): Promise<CaseView> =>
  eventually(async () => {
    const reply = await who.cases.readCase({ params: { id } });
    return reply.ok && is(reply.value) && reply.value;
  });

const numberOf = (view: CaseView, kind: CaseView["documents"][number]["kind"]): string =>
  view.documents.find((one) => one.kind === kind)!.number;

/** Wuqing: receive, look at every paper, accept; accepting hands the file to Tongzhou. */
const acceptInWuqing = async (clerk: Visitor, id: string, tell: Tell): Promise<void> => {
  const received = must(await clerk.cases.receive({ params: { id } })).case;
  tell(
    `武清窗口收件，出具收件凭证 ${numberOf(received, "receipt")}`,
    "the Wuqing window receives and issues the receipt",
  );
  const materials = received.materials
    .filter(({ fromSharing, handedIn }) => !fromSharing && handedIn)
    .map(({ material, originals, copies }) => ({
      material,
      verdict: "conforms" as const,
      originals,
      copies,
    }));
  must(await clerk.cases.check({ params: { id }, body: { materials } }));
  const accepted = must(await clerk.cases.accept({ params: { id } })).case;
  tell(
    `逐份核验 ${materials.length} 份材料，受理（${numberOf(accepted, "acceptance")}），移交通州；${accepted.clock?.daysLeft ?? "?"} 个工作日内应决定`,
    `checks ${materials.length} papers, accepts, passes the file to Tongzhou; ${accepted.clock?.daysLeft ?? "?"} working days to decide`,
  );
};

const decideInTongzhou = async (officer: Visitor, second: Visitor, id: string, tell: Tell): Promise<void> => {
  await when(officer, id, ({ state }) => state === "under-review");
  tell(
    "通州收到签名页并签收，审查开始",
    "Tongzhou has the signed pages and acknowledges them; examination begins",
  );
  const by = second.person!.staffNumber!;
  const opinion = "示例：现场核查两人到场，生产条件符合要求";
  must(await officer.cases.examine({ params: { id }, body: { scope: "substantive", second: by, opinion } }));
  must(
    await officer.cases.proposeDecision({
      params: { id },
      body: { outcome: "granted", reasons: "示例：符合法定条件" },
    }),
  );
  const own = await officer.cases.confirmDecision({ params: { id }, body: { agree: true } });
  if (own.ok) throw new Error("one officer decided alone");
  tell(`拟办人自己不能复核：${own.problem.zh}`, `who proposed may not confirm: ${own.problem.en}`);
  const decided = must(await second.cases.confirmDecision({ params: { id }, body: { agree: true } })).case;
  tell(
    `第二名审批人员复核，准予许可（${numberOf(decided, "decision-granted")}），结果回到武清`,
    "a second officer confirms: granted; the result goes back to Wuqing",
  );
};

/** The main job from filing to rating, on nodes that run; answers with the case as the applicant sees it at the end. */
export const tellStory = async (urls: Urls, tell: Tell): Promise<CaseView> => {
  const company = await signedIn(urls.wuqing, "company");
  const clerk = await signedIn(urls.wuqing, "clerk");
  const submitted = await file(company);
  const { id, number, trackingCode } = submitted;
  tell(
    `武清企业网上提交《${submitted.item.name.zh}》，办件编号 ${number}，查询码 ${trackingCode}`,
    "a company in Wuqing files for something that Tongzhou decides; it gets a number and a tracking code",
  );
  await acceptInWuqing(clerk, id, tell);
  const refused = await clerk.cases.deliver({ params: { id }, body: { way: "window" } });
  if (refused.ok) throw new Error("Wuqing acted on a file that Tongzhou holds");
  tell(
    `文件在通州时武清不能处理：${refused.problem.zh}`,
    `while Tongzhou holds the file, Wuqing may not act: ${refused.problem.en}`,
  );
  const officer = await signedIn(urls.tongzhou, "officer");
  const second = await signedIn(urls.tongzhou, "officer2");
  await decideInTongzhou(officer, second, id, tell);
  await when(clerk, id, ({ state }) => state === "awaiting-delivery");
  must(await clerk.cases.deliver({ params: { id }, body: { way: "window" } }));
  tell("武清窗口送达，申请人领取结果", "the Wuqing window delivers; the applicant collects the result");
  for (const side of [wuqing, tongzhou])
    must(await company.cases.rate({ params: { id }, body: { side, stars: 5, codes: ["517"] } }));
  tell("申请人对收件方和决定方各评一次", "the applicant rates both sides");
  const tracked = must(
    await visitor(urls.wuqing, "zh").cases.track({ query: { number, code: trackingCode! } }),
  );
  if (tracked.applicant) throw new Error("public tracking shows the applicant");
  // The story is over when each side holds the other's signed receipt for all of it.
  return when(company, id, ({ timeline }) => timeline.every(({ acknowledged }) => acknowledged.length > 0));
};
