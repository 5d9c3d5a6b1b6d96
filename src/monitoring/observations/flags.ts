/** What is known of a value beside the value: a bit mask that travels with it into every event, page and export. */
export const flag = {
  outOfRange: 1,
  impossibleJump: 2,
  flatLine: 4,
  outOfWater: 8,
  futureClock: 16,
  late: 32,
  belowDetection: 64,
  notReported: 128, // `--` in the national publication
  noSensor: 256, // `*` in the national publication
  corrected: 512,
  withdrawn: 1024,
  exercise: 2048,
  sample: 4096,
} as const;
export type FlagName = keyof typeof flag;

export const allFlags = 8191;

/** Said by whoever hands a value in; all others are found out here. */
export const givenFlags =
  flag.belowDetection | flag.notReported | flag.noSensor | flag.withdrawn | flag.exercise | flag.sample;

/** A value that carries one of these says nothing about the water or the air: it is shown, and not judged. */
const doubtfulFlags =
  flag.outOfRange | flag.impossibleJump | flag.flatLine | flag.outOfWater | flag.futureClock | flag.withdrawn;

export const isDoubtful = (flags: number): boolean => (flags & doubtfulFlags) !== 0;

/** Whether a value goes into a mean, a class or a forecast: there is one, nothing speaks against it, it is no exercise. */
export const counts = (value: number | null | undefined, flags: number): value is number =>
  value !== null && value !== undefined && (flags & (doubtfulFlags | flag.exercise)) === 0;

const codes: readonly (readonly [FlagName, string, { zh: string; en: string }])[] = [
  ["outOfRange", "out-of-range", { zh: "超出合理范围", en: "Out of range" }],
  ["impossibleJump", "impossible-jump", { zh: "不可能的跳变", en: "Impossible jump" }],
  ["flatLine", "flat-line", { zh: "数值恒定不变", en: "Flat line" }],
  ["outOfWater", "out-of-water", { zh: "探头离水", en: "Sonde out of water" }],
  ["futureClock", "future-clock", { zh: "时钟超前", en: "Clock in the future" }],
  ["late", "late", { zh: "迟到", en: "Late" }],
  ["belowDetection", "below-detection", { zh: "低于检出限", en: "Below detection limit" }],
  ["notReported", "not-reported", { zh: "未上报", en: "Not reported" }],
  ["noSensor", "no-sensor", { zh: "无此传感器", en: "No sensor" }],
  ["corrected", "corrected", { zh: "已更正", en: "Corrected" }],
  ["withdrawn", "withdrawn", { zh: "已撤回", en: "Withdrawn" }],
  ["exercise", "exercise", { zh: "演练", en: "Exercise" }],
  ["sample", "sample", { zh: "示例", en: "Sample" }],
];

/** The flags of a mask as the codes that files and JSON carry, in a fixed order. */
export const flagCodes = (flags: number): string[] =>
  codes.filter(([name]) => flags & flag[name]).map(([, code]) => code);

/** The same as words for a page. */
export const flagWords = (flags: number): { zh: string; en: string }[] =>
  codes.filter(([name]) => flags & flag[name]).map(([, , words]) => words);

/** By the number of the bit, for whoever reads masks elsewhere. */
export const flagNames: Record<string, { code: string; zh: string; en: string }> = Object.fromEntries(
  codes.map(([name, code, words]) => [flag[name], { code, ...words }]),
);

/** The mask that codes stand for; undefined where one of them is unknown. */
export const flagsOf = (given: readonly string[]): number | undefined => {
  let flags = 0;
  for (const code of given) {
    const known = codes.find(([, name]) => name === code);
    if (!known) return undefined;
    flags |= flag[known[0]];
  }
  return flags;
};
