import { useMemo } from "react";
import { useQuery } from "@tanstack/react-query";
import { answerOf, problemOf } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { Empty } from "#web/ui/empty.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { Station } from "../../network.ts";
import { flagWords } from "../../observations/flags.ts";
import { streamOf } from "../../observations/reading.ts";
import { Chart } from "../chart.tsx";
import { monitoring } from "../monitoring-client.ts";
import { showValue, usePropertyName, type Networks } from "../use-networks.ts";
import { useClassName } from "../water-class.tsx";
import { axisOf, bandsOf, curveOf, stretchOf, type Columns, type Span } from "./curve.ts";
import { sectionOption } from "./section-option.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  networks: Networks;
  station: Station;
  /** Further stations whose curves are drawn beside it. */
  beside: readonly Station[];
  property: string;
  span: Span;
  endMs: number;
  expected?: { fromMs: number; toMs: number } | undefined;
};

const mostRows = 400;

/** One item of a section over time, before the bands of its classes, beside its neighbours. */
export const SectionChart = ({ networks, station, beside, property, span, endMs, expected }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const className = useClassName();
  const nameOf = usePropertyName(networks.properties);
  const stretch = stretchOf(span, endMs);
  const all = useMemo(() => [station, ...beside], [station, beside]);
  const streams = all.map(({ id }) => streamOf(id, property));
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ["monitoring", "series", streams.join(), stretch.from],
    queryFn: () =>
      answerOf(monitoring.observationSeries({ query: { streams: streams.join(","), ...stretch } })),
  });
  const unit = networks.properties.find(({ code }) => code === property)?.shownUnit ?? "";
  const drawn = useMemo(
    () =>
      all.flatMap((one, n) => {
        const found = data?.series.find(({ stream }) => stream === streamOf(one.id, property));
        return found && (n === 0 || found.atMs.length > 0)
          ? [{ name: said(one.name), curve: curveOf(found, one.intervalMinutes) }]
          : [];
      }),
    [all, data, property, said],
  );
  const bands = useMemo(
    () =>
      bandsOf(
        networks.water?.rows.find((row) => row.property === property),
        station.waterBody ?? "river",
      ),
    [networks, property, station],
  );
  const option = useMemo(() => {
    const values = drawn.flatMap(({ curve }) => [
      ...curve.line.flatMap(([, value]) => value ?? []),
      ...curve.doubtful.map(([, value]) => value),
    ]);
    return sectionOption({
      drawn,
      bands,
      axis: axisOf(values, bands),
      className,
      unit,
      fromMs: Date.parse(stretch.from),
      toMs: Date.parse(stretch.to),
      expected,
      words: {
        doubtful: say("doubtful"),
        corrected: say("corrected"),
        exercise: say("exercise"),
        expected: say("expected"),
      },
    });
  }, [drawn, bands, className, unit, stretch.from, stretch.to, expected, say]);
  const problem = problemOf(error);
  if (problem) return <ProblemNote problem={problem} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton lines={7} />;
  const own = data?.series.find(({ stream }) => stream === streams[0]);
  const numbers = (own?.values ?? []).filter((value) => value !== null);
  if (!own || own.atMs.length === 0)
    return <Empty>{say("chartEmpty", { property: nameOf(property) })}</Empty>;
  return (
    <Chart
      label={say("chartLabel", {
        station: said(station.name),
        property: nameOf(property),
        from: showMoment(stretch.from),
        to: showMoment(stretch.to),
        n: own.atMs.length,
        min: numbers.length > 0 ? showValue(networks.properties, property, Math.min(...numbers)) : "–",
        max: numbers.length > 0 ? showValue(networks.properties, property, Math.max(...numbers)) : "–",
      })}
      option={option}
      tableLabel={say("tableLabel")}
      table={<Values series={own} networks={networks} property={property} />}
    />
  );
};

const Values = ({
  series,
  networks,
  property,
}: {
  series: Columns;
  networks: Networks;
  property: string;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const newest = series.atMs.map((at, n) => ({ at, n })).toReversed();
  return (
    <div className="scroll">
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{say("time")}</th>
            <th scope="col">{say("value")}</th>
            <th scope="col">{say("flags")}</th>
            <th scope="col">{say("revision")}</th>
          </tr>
        </thead>
        <tbody>
          {newest.slice(0, mostRows).map(({ at, n }) => {
            const value = series.values[n]!;
            return (
              <tr key={at}>
                <td>{showMoment(at)}</td>
                <td>{value === null ? "–" : showValue(networks.properties, property, value)}</td>
                <td>{flagWords(series.flags[n]!).map(said).join(say("and"))}</td>
                <td>{series.revisions[n]}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};
