import { useMemo } from "react";
import { provinces } from "#official/province.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { dayOfInstant, showMoment, showTime } from "#web/show.ts";
import { To } from "#web/to.tsx";
import { usePartyName, useParties } from "#web/ui/parties.tsx";
import type { Network, Station } from "../../network.ts";
import type { StationView } from "../../river/contract.ts";
import { useFreshness } from "../freshness.tsx";
import { monitoringPaths } from "../monitoring-paths.ts";
import { useClassName, WaterClassShape } from "../water-class.tsx";
import { diagramOf, type Diagram } from "./diagram-shape.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  network: Network;
  stations: ReadonlyMap<string, StationView>;
  asOf: string;
  /** Sections with an open alert, and those that its water is on the way to. */
  alerted: ReadonlySet<string>;
  expected: ReadonlyMap<string, string>;
};

/** The rivers with their flow, the borders they cross, and each section's class as it is now. */
export const RiverDiagram = ({ network, stations, asOf, alerted, expected }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const diagram = useMemo(() => diagramOf(network), [network]);
  return (
    <div className="river-diagram">
      <svg viewBox={`0 0 ${diagram.width} ${diagram.height}`} role="group" aria-label={said(network.title)}>
        <Sides diagram={diagram} />
        {diagram.rivers.map(({ id, d, labelX, y, isWithoutSection }) => (
          <g key={id}>
            <path className={`course${isWithoutSection ? " unseen-course" : ""}`} d={d} />
            <text className="river-name" x={labelX} y={y - 9}>
              {said(network.rivers.find((river) => river.id === id)!.name)}
              {isWithoutSection && <tspan className="quiet"> {say("noSection")}</tspan>}
            </text>
          </g>
        ))}
        {diagram.arrows.map(({ x, y }) => (
          <path key={`${x} ${y}`} className="flow" d={`M${x - 4} ${y - 5}l6 5l-6 5`} />
        ))}
        {diagram.stations.map(({ id, x, y }) => (
          <Section
            key={id}
            x={x}
            y={y}
            station={network.stations.find((one) => one.id === id)!}
            now={stations.get(id)}
            asOf={asOf}
            isAlerted={alerted.has(id)}
            expected={expected.get(id)}
          />
        ))}
      </svg>
    </div>
  );
};

const Sides = ({ diagram: { columns, height } }: { diagram: Diagram }) => {
  const said = useSaid();
  const nameOf = usePartyName();
  const parties = useParties();
  return columns.map(({ side, x, width }, n) => {
    const at = parties.findIndex(({ party }) => party.startsWith(side));
    const province = provinces[side];
    return (
      <g key={side}>
        {n > 0 && <path className="border-line" d={`M${x} 6V${height - 4}`} />}
        <text className={`side-name p${at + 1}`} x={x + width / 2} y={16}>
          {[province && said(province), at >= 0 && nameOf(parties[at]!.party)].filter(Boolean).join(" · ")}
        </text>
      </g>
    );
  });
};

/** `04:00` today, `11-01 08:00` on another day. */
const momentOf = (atMs: number, asOf: string): string =>
  dayOfInstant(atMs) === dayOfInstant(asOf) ? showTime(atMs) : showMoment(atMs, asOf);

type SectionProps = {
  x: number;
  y: number;
  station: Station;
  now: StationView | undefined;
  asOf: string;
  isAlerted: boolean;
  expected: string | undefined;
};

const Section = ({ x, y, station, now, asOf, isAlerted, expected }: SectionProps) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const className = useClassName();
  const freshnessOf = useFreshness();
  const state = now?.freshness ?? "never";
  const water = now?.water;
  const isOld = state === "silent" || state === "late";
  const line =
    state === "current" && now?.atMs !== undefined
      ? momentOf(now.atMs, asOf)
      : state === "reference"
        ? say("referenceShort")
        : freshnessOf(now ?? { freshness: "never" }, asOf);
  const title = [
    said(station.name),
    className(water?.class ?? null),
    water?.target && !water.target.isMet && water.target.isMet !== null ? say("worseThanTarget") : "",
    freshnessOf(now ?? { freshness: "never" }, asOf),
    isAlerted ? say("alerted") : "",
    expected ?? "",
    now?.isExercise ? say("exercise") : "",
  ];
  return (
    <g transform={`translate(${x} ${y})`}>
      <g className="section-face" aria-hidden="true">
        {isAlerted && <circle className="ring" r="20" />}
        <g className={isOld ? "old" : undefined}>
          <WaterClassShape of={water?.class ?? null} atBest={water?.atBest ?? null} />
        </g>
        <text className="name" y={isAlerted ? -25 : -21}>
          {said(station.name)}
        </text>
        <text className={`line ${state}`} y="31">
          {expected ?? line}
        </text>
        {water?.target?.isMet === false && <path className="over-target" d="M17 -13l7 0l-3.5 -7z" />}
        {now?.isExercise && (
          <text className="exercise" x="22" y="4">
            {say("exerciseShort")}
          </text>
        )}
      </g>
      {/* The link lies over the drawing and says all of it: drawn words in another order would contradict its name. */}
      <To
        href={monitoringPaths.section(station.id)}
        className={`section-mark ${state}${isAlerted ? " alerted" : ""}`}
        aria-label={title.filter(Boolean).join(say("comma"))}
      >
        <rect className="hit" x="-60" y="-36" width="120" height="72" rx="6" />
      </To>
    </g>
  );
};
