import { useEffect, useRef, useState, type ReactNode } from "react";
import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { Skeleton } from "#web/ui/skeleton.tsx";
import "./monitoring.css";

type Props = {
  /** What the picture says, in a sentence: for whoever cannot see it. */
  label: string;
  option: EChartsCoreOption;
  heightRem?: number;
  /** The same figures as a table, under the words given. */
  tableLabel: string;
  table: ReactNode;
};

const textStyle = { fontFamily: "inherit", fontSize: 12, color: "#55606b" };

/** A chart by ECharts, which is fetched only when one is shown; the figures are always there as a table too. */
export const Chart = ({ label, option, heightRem = 22, tableLabel, table }: Props) => {
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType>();

  useEffect(() => {
    let isGone = false;
    let made: EChartsType | undefined;
    const watcher = new ResizeObserver(() => made?.resize());
    void import("./chart-engine.ts").then(({ init }) => {
      if (isGone || !place.current) return;
      made = init(place.current);
      watcher.observe(place.current);
      setChart(made);
    });
    return () => {
      isGone = true;
      watcher.disconnect();
      made?.dispose();
    };
  }, []);

  useEffect(() => {
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    chart?.setOption({ textStyle, animation: !isStill, ...option }, { notMerge: true });
  }, [chart, option]);

  return (
    <figure className="chart">
      {!chart && <Skeleton lines={4} />}
      <div ref={place} role="img" aria-label={label} style={{ height: chart ? `${heightRem}rem` : 0 }} />
      <details>
        <summary>{tableLabel}</summary>
        {table}
      </details>
    </figure>
  );
};
