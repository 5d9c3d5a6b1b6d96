import { useMemo, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { answerOf } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import {
  findStation,
  flowClasses,
  targetIn,
  type FlowClass,
  type Network,
  type Station,
} from "../../network.ts";
import { counts } from "../../observations/flags.ts";
import { streamOf } from "../../observations/reading.ts";
import { predictArrivals, type Arrival, type Range } from "../../river/predict-arrivals.ts";
import { monitoring } from "../monitoring-client.ts";
import { showValue, type Networks } from "../use-networks.ts";
import { bandsOf, medianOf, stretchOf } from "./curve.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = { networks: Networks; network: Network; station: Station; property: string; endMs: number };

const flowWords = { low: "flowLow", normal: "flowNormal", high: "flowHigh" } as const;

/** What if this peak lasts: when it is felt downstream. The rule runs here, in the page, over the signed network. */
export const Arrivals = ({ networks, network, station, property, endMs }: Props) => {
  const say = useWords(zh, en);
  const [peakText, setPeak] = useState<string>();
  const [hours, setHours] = useState("4");
  const [flow, setFlow] = useState<FlowClass | "">("");
  const stretch = stretchOf("week", endMs);
  const stream = streamOf(station.id, property);
  const { data } = useQuery({
    queryKey: ["monitoring", "series", stream, stretch.from],
    queryFn: () => answerOf(monitoring.observationSeries({ query: { streams: stream, ...stretch } })),
  });
  const series = data?.series[0];
  const good = (series?.values ?? []).filter((value, n) => counts(value, series!.flags[n]!));
  const background = medianOf(good);
  const newest = good.at(-1);
  const peak = Number(peakText ?? newest ?? Number.NaN);
  const durationMinutes = Number(hours) * 60;
  const target = targetIn(station, new Date(endMs).getUTCFullYear());
  const threshold = bandsOf(
    networks.water?.rows.find((row) => row.property === property),
    station.waterBody ?? "river",
  ).find((band) => band.class === target?.class)?.to;
  // What counts as arrived: the limit of the target, if the peak breaks it at all.
  const isBroken =
    threshold !== undefined && background !== undefined && threshold > background && threshold < peak;
  const limit = isBroken ? threshold : undefined;
  const isRising = background !== undefined && peak > background && durationMinutes > 0;
  const arrivals = useMemo(
    () =>
      isRising
        ? predictArrivals(
            network,
            {
              station: station.id,
              atMs: endMs,
              peak,
              durationMinutes: Math.min(durationMinutes, 30 * 24 * 60),
              background,
              ...(limit !== undefined && { threshold: limit }),
            },
            flow || undefined,
          )
        : [],
    [isRising, network, station.id, endMs, peak, durationMinutes, background, limit, flow],
  );
  const show = (value: number): string => showValue(networks.properties, property, value);
  return (
    <>
      <p className="small muted">{say("arrivalsWhy")}</p>
      <div className="toolbar">
        <label>
          {say("peak")}{" "}
          <input
            inputMode="decimal"
            size={7}
            value={peakText ?? (newest === undefined ? "" : String(newest))}
            onChange={({ target: { value } }) => setPeak(value)}
          />
        </label>
        <label>
          {say("lasts")}{" "}
          <input
            inputMode="decimal"
            size={4}
            value={hours}
            onChange={({ target: { value } }) => setHours(value)}
          />
        </label>
        <label>
          {say("flow")}{" "}
          <select value={flow} onChange={({ target: { value } }) => setFlow(value as FlowClass | "")}>
            <option value="">{say("flowUnknown")}</option>
            {flowClasses.map((one) => (
              <option key={one} value={one}>
                {say(flowWords[one])}
              </option>
            ))}
          </select>
        </label>
      </div>
      {background !== undefined && (
        <p className="tiny">
          {say("background", { value: show(background) })} ·{" "}
          {limit !== undefined ? say("threshold", { value: show(limit) }) : say("thresholdNone")}
        </p>
      )}
      {isRising ? (
        <ArrivalTable arrivals={arrivals} network={network} show={show} />
      ) : (
        <p className="muted">{say("noRise")}</p>
      )}
    </>
  );
};

const ArrivalTable = ({
  arrivals,
  network,
  show,
}: {
  arrivals: readonly Arrival[];
  network: Network;
  show: (value: number) => string;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const range = ({ low, likely, high }: Range, of: (value: number) => string): string =>
    say("rangeOf", { likely: of(likely), low: of(low), high: of(high) });
  const hours = (minutes: number): string => say("hoursShort", { n: Math.round(minutes / 6) / 10 });
  return (
    <>
      <table className="list stack">
        <thead>
          <tr>
            <th scope="col">{say("downstream")}</th>
            <th scope="col">{say("arrives")}</th>
            <th scope="col">{say("peaks")}</th>
            <th scope="col">{say("peakThere")}</th>
            <th scope="col">{say("lastsThere")}</th>
          </tr>
        </thead>
        <tbody>
          {arrivals.map(({ station, lengthKm, passage, stoppedBy }) => {
            const found = findStation(network, station);
            return (
              <tr key={station}>
                <td data-label={say("downstream")}>
                  <b>{found ? said(found.name) : station}</b> <span className="tiny">{lengthKm} km</span>
                  {passage && <div className="tiny">{say(passage.certainty)}</div>}
                </td>
                {passage ? (
                  <>
                    <td data-label={say("arrives")}>{range(passage.arrivesAtMs, showMoment)}</td>
                    <td data-label={say("peaks")}>{range(passage.peakAtMs, showMoment)}</td>
                    <td data-label={say("peakThere")}>{range(passage.peak, show)}</td>
                    <td data-label={say("lastsThere")}>{range(passage.durationMinutes, hours)}</td>
                  </>
                ) : (
                  <td colSpan={4}>
                    {stoppedBy
                      ? say("stopped", {
                          why: stoppedBy.zh
                            ? said({ zh: stoppedBy.zh, ...(stoppedBy.en && { en: stoppedBy.en }) })
                            : say("stoppedNoData"),
                        })
                      : say("notReached")}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="tiny">
        {[
          arrivals.some(({ isVerified }) => !isVerified) && say("unverified"),
          arrivals.some(({ isUndiluted }) => isUndiluted) && say("undiluted"),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </>
  );
};
