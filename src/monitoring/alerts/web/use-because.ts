import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { flagsOf, flagWords } from "../../observations/flags.ts";
import { useNetworks, usePropertyName, useStationName } from "../../web/use-networks.ts";
import type { Because } from "../events.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Fact = Because["facts"][number];
const numberIn = (fact: Fact, name: string): number | undefined =>
  typeof fact[name] === "number" ? fact[name] : undefined;

/** Why, in sentences: the rule's title, every fact with its limit, and what it rests on. */
export const useBecause = (): ((because: Because) => string[]) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const networks = useNetworks();
  const propertyName = usePropertyName(networks.data?.properties ?? []);
  const stationName = useStationName(networks.data?.networks ?? []);
  const classWord = (name: string): string =>
    name === "inferior-V" ? say("inferior") : say("classOf", { n: name });

  const factWords = (fact: Fact, withinMinutes?: number): string => {
    const { unit, limit } = fact;
    const withUnit = (value: number | undefined): string =>
      value === undefined ? "" : `${value}${unit ? ` ${unit}` : ""}`;
    const property = propertyName(fact.property ?? "");
    const value = withUnit(fact.value);
    const change = numberIn(fact, "change");
    const flags = Array.isArray(fact["flags"]) ? (flagsOf(fact["flags"] as string[]) ?? 0) : 0;
    if (flags) return say("valueFlags", { property, value, flags: flagWords(flags).map(said).join("、") });
    if (change !== undefined)
      return say("valueChange", {
        property,
        value,
        change: withUnit(change),
        limit: withUnit(limit),
        minutes: withinMinutes,
      });
    if (limit !== undefined) return say("valueLimit", { property, value, limit: withUnit(limit) });
    const range = Array.isArray(fact["range"]) ? (fact["range"] as number[]).join("–") : undefined;
    return range ? say("valueLimit", { property, value, limit: range }) : say("value", { property, value });
  };

  return (because) => {
    const { facts, upstream, forecast, intervals, heldFromMs, target, basis } = because;
    return [
      ...(because.class && target
        ? [
            say("class", {
              found: classWord(because.class),
              target: classWord(target),
              standard: because.standard ?? "",
            }),
          ]
        : []),
      ...facts.map((fact) => factWords(fact, because.withinMinutes)),
      ...(intervals === undefined ? [] : [say("silentFor", { n: intervals, at: showMoment(heldFromMs) })]),
      ...(upstream
        ? [
            say("upstream", {
              station: stationName(upstream.station),
              from: showMoment(upstream.earliestMs),
              until: showMoment(upstream.latestMs),
            }),
            ...(upstream.verified ? [] : [say("unverified")]),
          ]
        : []),
      ...(forecast
        ? [
            say("forecast", {
              from: showMoment(forecast.fromMs),
              until: showMoment(forecast.toMs),
              conditions: forecast.conditions
                .map(({ aqiAbove, hours }) => say("condition", { aqi: aqiAbove, hours }))
                .join(say("between")),
            }),
          ]
        : []),
      ...(basis ? [say("basis", { basis: said(basis) })] : []),
    ];
  };
};
