import type { Bilingual } from "#base/bilingual.ts";

/** A party of the trial network. People, companies and departments' codes are made up; places are real. */
export type SampleParty = {
  party: string;
  folder: string;
  /** With which numbers of staff begin. */
  letter: string;
  name: Bilingual;
  short: { zh: string; en: string };
  hallCode: string;
};

export const sampleParties: readonly SampleParty[] = [
  {
    party: "110112",
    folder: "tongzhou",
    letter: "T",
    name: { zh: "北京市通州区", en: "Tongzhou District, Beijing" },
    short: { zh: "通州区", en: "Tongzhou" },
    hallCode: "11990112DEM000014Y",
  },
  {
    party: "120114",
    folder: "wuqing",
    letter: "W",
    name: { zh: "天津市武清区", en: "Wuqing District, Tianjin" },
    short: { zh: "武清区", en: "Wuqing" },
    hallCode: "11990114DEM000022N",
  },
  {
    party: "131000",
    folder: "langfang",
    letter: "L",
    name: { zh: "河北省廊坊市", en: "Langfang City, Hebei" },
    short: { zh: "廊坊市", en: "Langfang" },
    hallCode: "11991000DEM000030F",
  },
];

/** The office in whose name a trial node signs: both languages, as offices that sign abroad write it. */
export const sampleSignatory = (party: string): string => {
  const { short } = getSampleParty(party);
  return `示例·${short.zh}人民政府 / ${short.en} Government (sample)`;
};

export const getSampleParty = (party: string): SampleParty => {
  const found = sampleParties.find((candidate) => candidate.party === party);
  if (!found) throw new Error(`${party} is no party of the trial network`);
  return found;
};
