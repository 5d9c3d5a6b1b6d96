import type { RefusalText } from "#base/outcome.ts";

const checkStation = {
  zh: "请核对站点和监测项目代码，或先修订监测网络。",
  en: "Check the codes of station and property, or amend the network first.",
};

/** Every "no" about measurements. */
export const observationRefusals = {
  STATION_UNKNOWN: {
    status: 422,
    zh: "监测网络中没有站点 {station}",
    en: "No network in force has a station {station}",
    next: checkStation,
  },
  STATION_OF_OTHERS: {
    status: 403,
    zh: "站点 {station} 由另一方的节点记录",
    en: "Station {station} is recorded by another party's node",
    next: {
      zh: "请把数据交给负责该站点的一方。",
      en: "Hand the values to the party that records this station.",
    },
  },
  PROPERTY_UNKNOWN: {
    status: 422,
    zh: "站点 {station} 不监测 {property}",
    en: "Station {station} does not measure {property}",
    next: checkStation,
  },
  STREAM_NAME: {
    status: 422,
    zh: "“{stream}”不是“站点/监测项目”",
    en: "“{stream}” is no “station/property”",
    next: checkStation,
  },
  VALUE_NOT_A_NUMBER: {
    status: 422,
    zh: "{stream} 的值不是数",
    en: "The value of {stream} is no number",
    next: {
      zh: "没有值时请留空并注明原因，不要用 -999 之类代替。",
      en: "Where there is no value, say so with a flag; do not send a stand-in such as -999.",
    },
  },
  FLAGS_NOT_GIVEN: {
    status: 422,
    zh: "{stream} 的标记 {flags} 由质控得出，不能随值提交",
    en: "Flags {flags} of {stream} are found by quality control and cannot be handed in",
  },
  TIME_AHEAD: {
    status: 422,
    zh: "{station} 的监测时间比现在晚一天以上",
    en: "A time of {station} lies more than a day ahead",
    next: { zh: "请校准仪器时钟后重新提交。", en: "Set the clock of the instrument and send again." },
  },
  OBSERVED_ELSEWHERE: {
    status: 409,
    zh: "{subject} 不是本方的监测数据",
    en: "{subject} are not the readings of this party",
  },
  STRETCH_TOO_LONG: {
    status: 422,
    zh: "这段时间约有 {values} 个值，一次最多取 {limit} 个",
    en: "That stretch holds about {values} values; at most {limit} are given at once",
    next: {
      zh: "请缩短时间或减少项目，分几次下载。",
      en: "Ask for less time or fewer streams, in several steps.",
    },
  },
  IMPORT_NOTHING_HERE: {
    status: 422,
    zh: "文件里没有本节点负责的站点，未知站点如：{names}",
    en: "No station of the file is recorded by this node; unknown are: {names}",
    next: {
      zh: "请核对断面名称，或在负责该站点的节点导入。",
      en: "Check the names of the sections, or import at the node that records them.",
    },
  },
  IMPORT_MAPPING: {
    status: 422,
    zh: "列名对照表有误：{what}",
    en: "The mapping of columns is wrong: {what}",
    next: {
      zh: "请写成 JSON 对象：文件里的列名 → 监测项目代码、section 或 time。",
      en: "Write a JSON object: column of the file → code of a property, section or time.",
    },
  },
  OBSERVATIONS_BUSY: {
    status: 503,
    zh: "等待入库的监测值过多（{waiting} 个）",
    en: "Too many values wait to be recorded ({waiting})",
    next: { zh: "没有写入，请稍后重试。", en: "Nothing was written; try again later." },
  },
} as const satisfies Record<string, RefusalText>;
