import type { FindingTexts } from "#agreements/finding.ts";

/** What the checker says of a monitoring network. */
export const networkTexts: FindingTexts = {
  STATION_UNKNOWN: {
    zh: "河段引用的断面“{id}”不在本网络中",
    en: "The reach names the section “{id}”, which is not in this network",
    next: { zh: "现有断面：{known}。", en: "There are: {known}." },
  },
  STATION_TWICE: {
    zh: "站点“{name}”写了两次（另见“{other}”）",
    en: "The station “{name}” is there twice (see “{other}”)",
    next: { zh: "请只留一条，或改正国家编码。", en: "Keep one of them, or correct the national code." },
  },
  STATION_TWO_PARTIES: {
    zh: "站点“{name}”同时由 {party} 和 {other} 记录",
    en: "The station “{name}” is recorded by {party} and by {other} at once",
    basis: {
      zh: "一个监测值只有一个主办方，其他方看到的是同一份签名记录",
      en: "A value has one holder; the others see the same signed record",
    },
    next: { zh: "请只写一方。", en: "Name one party only." },
  },
  RIVER_UNKNOWN: {
    zh: "河流“{id}”不在 rivers 中",
    en: "The river “{id}” is not among the rivers",
    next: { zh: "现有河流：{known}。", en: "There are: {known}." },
  },
  SECTION_WITHOUT_RIVER: {
    zh: "断面“{name}”没有写明河流和水体类型",
    en: "The section “{name}” names no river or no kind of water body",
    next: { zh: "请补上 river 和 waterBody。", en: "Add river and waterBody." },
  },
  STATION_WRONG_MEDIUM: {
    zh: "“{name}”的类型 {kind} 不属于 {medium} 网络",
    en: "“{name}” is of kind {kind}, which has no place in a network for {medium}",
    next: {
      zh: "水网络用 section，气网络用 air-station 或 lidar。",
      en: "Water has sections; air has air-stations and lidars.",
    },
  },
  BORDER_TO_ITSELF: {
    zh: "“{name}”的边界两侧是同一地 {from}",
    en: "The border at “{name}” has {from} on both sides",
    next: { zh: "请核对 border 的 from 与 to。", en: "Check from and to of the border." },
  },
  REACH_TWICE: {
    zh: "河段 {from} → {to} 写了两次",
    en: "The reach {from} → {to} is there twice",
    next: { zh: "请只留一条。", en: "Keep one of them." },
  },
  REACH_IN_CIRCLE: {
    zh: "水流成了环：{path}",
    en: "The water runs in a circle: {path}",
    next: {
      zh: "请核对这些河段的 from 与 to，其中必有一段颠倒。",
      en: "Check from and to of these reaches; one of them is upside down.",
    },
  },
  FLOWS_UPHILL: {
    zh: "水往高处流：{from}（{fromValue}）在上游，{to}（{toValue}）在下游，而{measure}反而更大",
    en: "The water flows uphill: {from} ({fromValue}) is upstream of {to} ({toValue}), yet the {measureEn} grows",
    next: {
      zh: "请核对河段方向，或两个断面的 kmFromMouth、elevationM。",
      en: "Check the direction of the reach, or kmFromMouth and elevationM of both sections.",
    },
  },
  RIVER_UPHILL: {
    zh: "河流汇入关系成了环：{path}",
    en: "Rivers flow into one another in a circle: {path}",
    next: { zh: "请核对各河流的 into。", en: "Check into of these rivers." },
  },
  TRAVEL_IMPOSSIBLE: {
    zh: "{from} → {to}：流速 {velocity} 米/秒，{lengthKm} 公里要走 {hours} 小时，不可能",
    en: "{from} → {to}: at {velocity} m/s the {lengthKm} km take {hours} hours, which no river does",
    next: {
      zh: "平原河流约 0.01–3 米/秒；请核对单位（米/秒、公里）。",
      en: "Rivers flow at 0.01–3 m/s; check the units (m/s, km).",
    },
  },
  TRAVEL_ORDER: {
    zh: "{from} → {to}：流量等级“{flow}”的流速不大于更枯的一级，或等级重复",
    en: "{from} → {to}: the velocity for “{flow}” does not exceed that of the class below, or the class is there twice",
    next: {
      zh: "请按 low、normal、high 各写一条，流速递增。",
      en: "Write low, normal and high once each, with growing velocity.",
    },
  },
  REACH_SHORTER_THAN_STRAIGHT: {
    zh: "{from} → {to}：河长 {lengthKm} 公里，短于两断面的直线距离 {straightKm} 公里",
    en: "{from} → {to}: {lengthKm} km along the river, but {straightKm} km in a straight line",
    next: { zh: "请核对 lengthKm 和两个断面的坐标。", en: "Check lengthKm and the places of both sections." },
  },
  REACH_LENGTH_CONTRADICTS: {
    zh: "{from} → {to}：河长 {lengthKm} 公里，而两断面的 kmFromMouth 相差 {differenceKm} 公里",
    en: "{from} → {to}: {lengthKm} km long, but kmFromMouth of its ends differ by {differenceKm} km",
    next: { zh: "请核对 lengthKm 与 kmFromMouth。", en: "Check lengthKm and kmFromMouth." },
  },
  FLOW_SHARES_EXCEED: {
    zh: "汇入 {to} 的各河段 flowShare 合计 {sum}，大于 1",
    en: "The flow shares of the reaches into {to} add up to {sum}, more than 1",
    next: { zh: "请核对各河段的 flowShare。", en: "Check flowShare of these reaches." },
  },
};
