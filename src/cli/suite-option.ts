import { isSuite, suiteNames, type Suite } from "#base/signature.ts";

/** `--suite` of the commands that found three nodes: one for all, or three joined by commas. */
export const suiteOption = {
  type: "string",
  help: {
    zh: `签名套件（${suiteNames.join("、")}）；三个以逗号相连则各节点不同`,
    en: `signature suite (${suiteNames.join(", ")}); three joined by commas, one for each node`,
  },
} as const;

export const unknownSuite = {
  zh: `没有这样的签名套件；可用：${suiteNames.join("、")}`,
  en: `there is no such signature suite; known: ${suiteNames.join(", ")}`,
};

export const neitherOneNorThree = {
  zh: `请写一个签名套件，或以逗号相连的三个；可用：${suiteNames.join("、")}`,
  en: `name one signature suite, or three joined by commas; known: ${suiteNames.join(", ")}`,
};

/** Undefined if it is neither one known suite nor three. */
export const readSuites = (given: string): Suite[] | undefined => {
  const names = given.split(",");
  const suites = names.length === 1 ? [...names, ...names, ...names] : names;
  return suites.length === 3 && suites.every(isSuite) ? suites : undefined;
};
