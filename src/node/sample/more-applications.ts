import type { SampleApplication } from "./application.ts";
import { getSampleParty, sampleParties } from "./parties.ts";
import { samplePeople } from "./people.ts";

type Told = Pick<
  SampleApplication,
  "id" | "item" | "channel" | "workdaysAgo" | "form" | "story" | "course" | "delivery"
> & {
  told: { zh: string; en: string };
  /** Who applies: this account of the accepting party. */
  by: "citizen" | "citizen2" | "company";
  /** The papers handed in, apart from what sharing obtains. */
  papers: string[];
};

const phones: Record<string, string> = {
  "110112": "010-8000003",
  "120114": "022-8000003",
  "131000": "0316-800003",
};

/** Told for each deciding party, half of it accepted by the next one and half by the one after. */
const toldFor = (place: string, year: string, accepting: string, deciding: string): Told[][] => {
  const office = { way: "window" as const };
  const food = (address: string, manager: string, business = "retail") => ({
    business,
    premisesAddress: `${place}${address}（示例地址）8号`,
    areaSquareMetres: "64",
    openFood: "no",
    safetyManager: `示例·${manager}`,
    online: "no",
    byAgent: "no",
    truthful: true,
  });
  const foodPapers = ["premises-layout", "safety-rules"];
  const product = (name: string) => ({
    kind: "new",
    product: name,
    models: "示例-A、示例-B",
    site: `${place}工业园（示例地址）2号`,
    restricted: "no",
    readyFrom: `${year}-12-20`,
    byAgent: "no",
    truthful: true,
  });
  const productPapers = ["test-report", "quality-documents", "process-flow"];
  const shop = (name: string) => ({
    proposedName: `示例·${place}${name}`,
    place: "shop",
    address: `${place}商业街（示例地址）16号`,
    scope: "日用百货销售；文具用品零售。",
    family: "no",
    byAgent: "no",
    truthful: true,
  });
  const byNext: Told[] = [
    {
      id: "food-on-time",
      told: { zh: "食品经营许可，刚进入审查。", en: "A food permit; the examination has just begun." },
      by: "company",
      item: "food-operation-permit",
      channel: "online",
      workdaysAgo: 2,
      form: food("新城路", "孙立新"),
      papers: foodPapers,
      delivery: office,
      story: "under-review",
      course: { opinion: "书面材料符合要求，拟安排现场核查。" },
    },
    {
      id: "food-late",
      told: { zh: "食品经营许可，已超过承诺时限。", en: "A food permit, past its promised limit." },
      by: "citizen2",
      item: "food-operation-permit",
      channel: "window",
      workdaysAgo: 13,
      form: food("老街", "马文静", "drinks"),
      papers: foodPapers,
      delivery: office,
      story: "overdue",
      course: { opinion: "现场核查待复核。" },
    },
    {
      id: "product-paused",
      told: {
        zh: "生产许可，产品检验期间停止计时。",
        en: "A production licence; the clock stands still for inspection.",
      },
      by: "company",
      item: "industrial-product-licence",
      channel: "window",
      workdaysAgo: 7,
      form: product("电线电缆（示例）"),
      papers: productPapers,
      delivery: office,
      story: "paused",
      course: {
        opinion: "现场核查合格，抽样送检。",
        pause: { procedure: "inspection", reason: "抽取样品送检验机构检验。", expectedWorkdays: 10 },
      },
    },
    {
      id: "shop-rated-low",
      told: {
        zh: "个体工商户登记已领取，申请人对决定方不满意，待回访。",
        en: "A shop was registered; the applicant is not satisfied and waits for a call.",
      },
      by: "citizen",
      item: "sole-trader-registration",
      channel: "window",
      workdaysAgo: 5,
      form: shop("便民商店"),
      papers: ["premises"],
      delivery: office,
      story: "delivered-rated",
      course: {
        decision: {
          outcome: "granted",
          reasons: "材料齐全，符合法定形式。",
          resultNumber: `示例-个登-${year}-${deciding.slice(2)}`,
        },
        ratings: [
          { side: accepting, stars: 5, codes: ["517"], text: "窗口很热心。" },
          { side: deciding, stars: 2, codes: ["209"], text: "电话咨询时没有说清还要等多久。" },
        ],
      },
    },
    {
      id: "food-supplement",
      told: {
        zh: "食品经营许可，平面图不清楚，已一次性告知补正。",
        en: "A food permit; the plan is not clear and a better one was asked for.",
      },
      by: "citizen2",
      item: "food-operation-permit",
      channel: "window",
      workdaysAgo: 1,
      form: food("桥东路", "高敏"),
      papers: foodPapers,
      delivery: office,
      story: "supplement-requested",
      course: {
        defects: [{ material: "premises-layout", what: "平面图没有标明食品处理区的尺寸，请补充标注。" }],
      },
    },
    {
      id: "shop-draft",
      told: { zh: "正在填写的个体工商户登记。", en: "A shop registration still being filled in." },
      by: "citizen",
      item: "sole-trader-registration",
      channel: "online",
      workdaysAgo: 1,
      form: shop("花店"),
      papers: ["premises"],
      delivery: office,
      story: "draft",
      course: {},
    },
  ];
  const byOther: Told[] = [
    {
      id: "food-near-limit",
      told: { zh: "食品经营许可，临近承诺时限。", en: "A food permit near its promised limit." },
      by: "citizen",
      item: "food-operation-permit",
      channel: "window",
      workdaysAgo: 9,
      form: food("西大街", "周建军", "canteen"),
      papers: foodPapers,
      delivery: office,
      story: "under-review",
      course: { opinion: "现场核查已完成，正在形成审查意见。" },
    },
    {
      id: "product-to-confirm",
      told: { zh: "生产许可，已拟办，等待复核。", en: "A production licence proposed and to be confirmed." },
      by: "company",
      item: "industrial-product-licence",
      channel: "online",
      workdaysAgo: 5,
      form: product("食品用塑料包装（示例）"),
      papers: productPapers,
      delivery: office,
      story: "to-confirm",
      course: { decision: { outcome: "granted", reasons: "书面材料和现场核查均符合条件。" } },
    },
    {
      id: "food-delivered",
      told: {
        zh: "食品经营许可已送达，申请人满意。",
        en: "A food permit was delivered; the applicant is satisfied.",
      },
      by: "company",
      item: "food-operation-permit",
      channel: "window",
      workdaysAgo: 18,
      form: food("南关路", "何志远", "drinks"),
      papers: foodPapers,
      delivery: office,
      story: "delivered-rated",
      course: {
        opinion: "书面材料和现场核查均符合要求。",
        decision: {
          outcome: "granted",
          reasons: "申请材料齐全，经营场所符合条件。",
          resultNumber: `示例-食许-${year}-${deciding.slice(2)}`,
        },
        ratings: [
          { side: accepting, stars: 5, codes: ["515"] },
          { side: deciding, stars: 4, codes: ["411"], text: "比承诺的时间快。" },
        ],
      },
    },
    {
      id: "product-extension",
      told: {
        zh: "生产许可，已申请延期，等待批准。",
        en: "A production licence; an extension was asked for.",
      },
      by: "company",
      item: "industrial-product-licence",
      channel: "window",
      workdaysAgo: 12,
      form: product("危险化学品包装物（示例）"),
      papers: productPapers,
      delivery: office,
      story: "extension-asked",
      course: { extension: "生产工艺涉及两个厂区，现场核查需要分两次进行。" },
    },
    {
      id: "shop-to-deliver",
      told: { zh: "个体工商户登记已办好，执照待领取。", en: "A shop is registered; its licence is ready." },
      by: "citizen",
      item: "sole-trader-registration",
      channel: "window",
      workdaysAgo: 1,
      form: shop("文具店"),
      papers: ["premises"],
      delivery: office,
      story: "decided",
      course: { decision: { outcome: "granted", reasons: "材料齐全，符合法定形式。" } },
    },
    {
      id: "device-sent",
      told: { zh: "医疗器械经营备案，刚刚在网上提交。", en: "A medical device filing just sent online." },
      by: "company",
      item: "medical-device-filing",
      channel: "online",
      workdaysAgo: 0,
      form: {
        way: "retail",
        address: `${place}健康路（示例地址）5号`,
        warehouse: "no",
        qualityManager: "示例·冯洁",
        byAgent: "no",
        truthful: true,
      },
      papers: ["quality-manager", "premises", "quality-rules"],
      delivery: office,
      story: "submitted",
      course: {},
    },
  ];
  return [byNext, byOther];
};

/** More cases of the same kind for each party, so that every desk of every node has its day's work. */
export const moreApplications = (year: string): SampleApplication[] =>
  sampleParties.flatMap(({ party: deciding }, n) => {
    const others = [1, 2].map((step) => sampleParties[(n + step) % sampleParties.length]!.party);
    return others.flatMap((accepting, half) =>
      toldFor(getSampleParty(deciding).short.zh, year, accepting, deciding)[half]!.map(
        ({ id, by, papers, ...told }) => {
          const { kind, displayName, identityNumber } = samplePeople(accepting).find(
            ({ username }) => username === by,
          )!;
          return {
            ...told,
            kind: "sample-application" as const,
            id: `${id}-${deciding}`,
            sample: true as const,
            acceptingParty: accepting,
            decidingParty: deciding,
            applicant: {
              kind: kind === "company" ? ("organisation" as const) : ("person" as const),
              name: displayName,
              idNumber: identityNumber!,
              phone: `${phones[accepting]}${{ citizen: 1, citizen2: 2, company: 3 }[by]}`,
              address: `${getSampleParty(accepting).name.zh}（示例地址）3号`,
            },
            materials: papers.map((material) => ({
              material,
              way: told.channel === "online" ? ("upload" as const) : ("paper" as const),
            })),
          };
        },
      ),
    );
  });
