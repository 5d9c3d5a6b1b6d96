import { useMemo } from "react";
import { useSaid, useWords } from "#web/language.tsx";
import { To } from "#web/to.tsx";
import { usePartyName, useParties } from "#web/ui/parties.tsx";
import type { Network, Station } from "../../network.ts";
import type { StationView } from "../../river/contract.ts";
import { useFreshness } from "../freshness.tsx";
import { monitoringPaths } from "../monitoring-paths.ts";
import { kmPerUnit, lineOf, projectionFor } from "./projection.ts";
import { spreadLabels } from "./spread-labels.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  network: Network;
  rivers: Network["rivers"];
  stations: ReadonlyMap<string, StationView>;
  asOf: string;
};

/** Air stations where they stand; rivers and borders as rough lines, nothing fetched from outside. */
export const AirMap = ({ network, rivers, stations, asOf }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const nameOf = usePartyName();
  const parties = useParties();
  const { map, labels } = useMemo(() => {
    const found = projectionFor(
      network.stations.map(({ place }) => [place.lon, place.lat] as const),
      { width: 560, height: 520, margin: 60 },
    );
    const spots = network.stations.map(({ id, place }) => ({
      id,
      x: found.x(place.lon),
      y: found.y(place.lat),
    }));
    return { map: found, labels: spreadLabels(spots, 64, 42) };
  }, [network]);
  const barUnits = 10 / kmPerUnit(map);
  return (
    <svg
      className="air-map"
      viewBox={`0 0 ${map.width} ${map.height}`}
      role="group"
      aria-label={said(network.title)}
    >
      {rivers.map(
        ({ id, course }) => course && <path key={id} className="course thin" d={lineOf(map, course)} />,
      )}
      {(network.borders ?? []).map(({ between, line }) => (
        <path key={between.join("-")} className="border-line" d={lineOf(map, line)} />
      ))}
      {parties.map(({ party }, n) => {
        const own = labels.filter(({ id }) =>
          network.stations.some((one) => one.id === id && one.party === party),
        );
        if (own.length === 0) return null;
        // Beside its northernmost station: above it a neighbour's may stand.
        const first = own.reduce((top, one) => (one.y < top.y ? one : top));
        const isLeft = first.x > 140;
        return (
          <text
            key={party}
            className={`side-name p${n + 1}`}
            style={{ textAnchor: isLeft ? "end" : "start" }}
            x={first.x + (isLeft ? -36 : 36)}
            y={first.y + 5}
          >
            {nameOf(party)}
          </text>
        );
      })}
      {labels.map((label) => {
        const station = network.stations.find(({ id }) => id === label.id)!;
        const [x, y] = [map.x(station.place.lon), map.y(station.place.lat)];
        return (
          <g key={label.id}>
            <path className="leader" d={`M${x} ${y}L${label.x} ${label.y}`} />
            <circle className={`dot ${station.place.accuracy}`} cx={x} cy={y} r="3" />
          </g>
        );
      })}
      {labels.map((label) => (
        <Badge
          key={label.id}
          at={label}
          station={network.stations.find(({ id }) => id === label.id)!}
          now={stations.get(label.id)}
          asOf={asOf}
        />
      ))}
      <g transform={`translate(${map.width - barUnits - 14} ${map.height - 12})`}>
        <path className="scale-bar" d={`M0 -4V0H${barUnits}V-4`} />
        <text className="scale" x={barUnits / 2} y="-6">
          10 km · {say("schematic")}
        </text>
      </g>
    </svg>
  );
};

/** Labels stand close together; the whole name is on the link and in the table. */
const shortName = (name: string): string => (name.length > 12 ? `${name.slice(0, 11).trimEnd()}…` : name);

type BadgeProps = {
  at: { x: number; y: number };
  station: Station;
  now: StationView | undefined;
  asOf: string;
};

const Badge = ({ at, station, now, asOf }: BadgeProps) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const freshness = useFreshness()(now ?? { freshness: "never" }, asOf);
  const air = now?.air;
  const isHeard = now?.freshness === "current";
  const value = air?.aqi ?? null;
  const word = air?.name ? said(air.name) : station.kind === "lidar" ? say("lidar") : freshness;
  const label = [
    said(station.name),
    value === null ? say("noIndex") : `AQI ${value}`,
    word,
    freshness,
    station.sample ? say("sampleStation") : "",
  ];
  return (
    <g transform={`translate(${at.x} ${at.y})`}>
      <g className={`air-face ${now?.freshness ?? "never"}`} aria-hidden="true">
        <rect className="badge" x="-28" y="-12" width="56" height="24" rx="4" />
        {air?.hex && isHeard && <rect fill={air.hex} x="-28" y="-12" width="7" height="24" rx="2" />}
        <text className="value" x="3" dy="0.36em">
          {value ?? "–"}
        </text>
        <text className="name" y="25">
          {shortName(said(station.name))}
        </text>
      </g>
      <To
        className={`air-mark ${now?.freshness ?? "never"}`}
        href={monitoringPaths.section(station.id)}
        aria-label={label.filter(Boolean).join(say("comma"))}
      >
        <rect className="hit" x="-32" y="-15" width="64" height="44" rx="4" />
      </To>
    </g>
  );
};
