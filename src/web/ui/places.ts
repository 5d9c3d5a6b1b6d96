import type { Bilingual } from "#base/bilingual.ts";
import written from "../../../definitions/divisions.json" with { type: "json" };

/** A street, town or county of the parties, with the way down to it: 通州区 · 中仓街道. */
export type Place = { code: string; name: Bilingual; way: Bilingual };

type Written = {
  code: string;
  name: { zh: string; en: string };
  parent: string;
  statistical?: boolean;
  validUntil?: string;
};
const all: readonly Written[] = written.divisions;
const byCode = new Map(all.map((one) => [one.code, one]));

const wayOf = (one: Written): Written[] => {
  const parent = byCode.get(one.parent);
  return parent ? [...wayOf(parent), one] : [one];
};
const placeOf = (one: Written): Place => {
  const way = wayOf(one);
  return {
    code: one.code,
    name: one.name,
    way: {
      zh: way.map(({ name }) => name.zh).join(" · "),
      en: way
        .toReversed()
        .map(({ name }) => name.en)
        .join(", "),
    },
  };
};

/** Places in use today, county by county; retired codes are still named, but no longer offered. */
export const places: readonly Place[] = all.filter((one) => !one.statistical && !one.validUntil).map(placeOf);

export const findPlace = (code: string): Place | undefined => {
  const one = byCode.get(code);
  return one && placeOf(one);
};

const tidy = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s·,，']/g, "");
const said = ({ zh, en }: Bilingual) => `${zh}${en ?? ""}`;
const searchable = places.map((place) => ({
  place,
  names: [place.name.zh, place.name.en].map((name) => tidy(name ?? "")),
  whole: tidy(said(place.way)),
}));
const parties = new Set(written.parties);

/** The name first, then anything on the way to it; nothing typed offers the parties themselves. */
export const searchPlaces = (typed: string, count = 12): Place[] => {
  const text = tidy(typed);
  if (text === "") return places.filter(({ code }) => parties.has(code));
  const begins = searchable.filter(({ names }) => names.some((name) => name.startsWith(text)));
  const holds = searchable.filter((one) => !begins.includes(one) && one.whole.includes(text));
  return [...begins, ...holds].slice(0, count).map(({ place }) => place);
};
