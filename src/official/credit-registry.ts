import type { Bilingual } from "#base/bilingual.ts";

type Registry = { body: Bilingual; categories: Readonly<Record<string, Bilingual>> };

const other: Bilingual = { zh: "其他", en: "other" };

/** First two characters of a unified social credit code: who registered it, and as what (GB 32100 and amendment 1). */
export const registries: Readonly<Record<string, Registry>> = {
  1: {
    body: { zh: "机构编制", en: "public-sector establishment office" },
    categories: {
      1: { zh: "机关", en: "authority" },
      2: { zh: "事业单位", en: "public institution" },
      3: { zh: "编办直接管理机构编制的群众团体", en: "mass organisation under the establishment office" },
      9: other,
    },
  },
  2: {
    body: { zh: "外交", en: "foreign affairs" },
    categories: { 1: { zh: "外国常驻新闻机构", en: "foreign news bureau" }, 9: other },
  },
  3: {
    body: { zh: "司法行政", en: "judicial administration" },
    categories: {
      1: { zh: "律师执业机构", en: "law firm" },
      2: { zh: "公证处", en: "notary office" },
      3: { zh: "基层法律服务所", en: "grass-roots legal service" },
      4: { zh: "司法鉴定机构", en: "forensic institution" },
      5: { zh: "仲裁委员会", en: "arbitration commission" },
      9: other,
    },
  },
  4: {
    body: { zh: "文化", en: "culture" },
    categories: { 1: { zh: "外国在华文化中心", en: "foreign cultural centre" }, 9: other },
  },
  5: {
    body: { zh: "民政", en: "civil affairs" },
    categories: {
      1: { zh: "社会团体", en: "association" },
      2: { zh: "民办非企业单位", en: "private non-enterprise unit" },
      3: { zh: "基金会", en: "foundation" },
      9: other,
    },
  },
  6: {
    body: { zh: "旅游", en: "tourism" },
    categories: {
      1: { zh: "外国旅游部门常驻代表机构", en: "foreign tourism office" },
      2: {
        zh: "港澳台地区旅游部门常驻内地（大陆）代表机构",
        en: "Hong Kong, Macao or Taiwan tourism office",
      },
      9: other,
    },
  },
  7: {
    body: { zh: "宗教", en: "religious affairs" },
    categories: {
      1: { zh: "宗教活动场所", en: "place of worship" },
      2: { zh: "宗教院校", en: "religious school" },
      9: other,
    },
  },
  8: {
    body: { zh: "工会", en: "trade unions" },
    categories: { 1: { zh: "基层工会", en: "grass-roots union" }, 9: other },
  },
  9: {
    body: { zh: "市场监督管理", en: "market regulation" },
    categories: {
      1: { zh: "企业", en: "enterprise" },
      2: { zh: "个体工商户", en: "individual business" },
      3: { zh: "农民专业合作社", en: "farmers' cooperative" },
      9: other,
    },
  },
  A: {
    body: { zh: "中央军委改革和编制办公室", en: "military establishment office" },
    categories: { 1: { zh: "军队事业单位", en: "military institution" }, 9: other },
  },
  N: {
    body: { zh: "农业", en: "agriculture" },
    categories: {
      1: { zh: "组级集体经济组织", en: "collective economic organisation (group)" },
      2: { zh: "村级集体经济组织", en: "collective economic organisation (village)" },
      3: { zh: "乡镇级集体经济组织", en: "collective economic organisation (town)" },
      9: other,
    },
  },
  Y: { body: other, categories: { 1: other } },
};
