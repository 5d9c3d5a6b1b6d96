import type { Party } from "#base/party.ts";
import type { Day } from "#base/time.ts";
import type { Station } from "../network.ts";
import { standardAt, type Standard } from "../standards/standard-at.ts";
import { cityWaterIndex, combinedCityIndex, meansOf, type Measured } from "../standards/water-group.ts";
import type { WaterBody } from "../standards/evaluate-water.ts";

export type CityReport = {
  party: Party;
  index: number;
  /** Of how many items it could be made, and of how many the rule makes it. */
  items: number;
  ofItems: number;
  sections: number;
  standard: string;
  isSample: boolean;
};

/** A day, and the editions among which its own is sought. */
type JudgedDay = { day: Day; standards: readonly Standard[] };
/** A section with the means of its month. */
export type MeasuredSection = { station: Station; means: Measured; isSample: boolean };

/** The city water quality index of one party's sections, rivers and lakes weighted by their numbers. */
const cityReport = (
  party: Party,
  sections: readonly MeasuredSection[],
  by: JudgedDay,
): CityReport | undefined => {
  const standard = standardAt("surface-water-standard", by.day, by.standards);
  const ranking = standardAt("water-ranking", by.day, by.standards);
  if (!standard || !ranking) return undefined;
  const of = (waterBody: WaterBody) => {
    const found = sections.filter(({ station }) => (station.waterBody ?? "river") === waterBody);
    const means = meansOf(found.map((one) => one.means));
    return { ...cityWaterIndex(standard, ranking, means, waterBody), sections: found.length };
  };
  const [rivers, lakes] = [of("river"), of("lake")];
  const ofItems = standard.rows.filter(({ property }) => !ranking.notCounted.includes(property)).length;
  return {
    party,
    index: combinedCityIndex(rivers, lakes),
    items: Math.max(rivers.items.length, lakes.items.length),
    ofItems,
    sections: sections.length,
    standard: ranking.id,
    isSample: sections.some((one) => one.isSample),
  };
};

export const cityReports = (sections: readonly MeasuredSection[], by: JudgedDay): CityReport[] =>
  [...Map.groupBy(sections, ({ station }) => station.party!)].flatMap(
    ([party, own]) => cityReport(party, own, by) ?? [],
  );
