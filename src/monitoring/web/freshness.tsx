import { agoOf } from "#web/desk/ago.ts";
import { useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { State } from "#web/ui/light.tsx";
import type { StationView } from "../river/contract.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const colours = {
  current: "green",
  late: "yellow",
  silent: "red",
  never: "none",
  reference: "none",
} as const;

/** `静默 5 小时`: whether a station is heard, in words. */
export const useFreshness = (): ((now: Pick<StationView, "freshness" | "atMs">, asOf: string) => string) => {
  const say = useWords(zh, en);
  return ({ freshness, atMs }, asOf) => {
    if (atMs === undefined) return say(freshness);
    if (freshness === "current") return showMoment(atMs, asOf);
    const { unit, n } = agoOf((Date.parse(asOf) - atMs) / 1000);
    return say(freshness, { ago: say(unit, { n }) });
  };
};

export const Freshness = ({ now, asOf }: { now: Pick<StationView, "freshness" | "atMs">; asOf: string }) => (
  <State colour={colours[now.freshness]}>{useFreshness()(now, asOf)}</State>
);
