import { useQuery } from "@tanstack/react-query";
import { answerOf, cases } from "#web/api.ts";
import { useWords } from "#web/language.tsx";
import type { Say } from "#web/words.ts";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const showAverage = (workdays: number | null, say: Say<typeof zh>): string => {
  if (workdays === null) return say("none");
  return workdays === 0 ? say("figuresSameDay") : say("figuresWorkdays", { n: workdays });
};

/** Counted from the cases of this node; where nothing is closed yet, it says so instead of showing a zero average. */
export const Figures = () => {
  const say = useWords(zh, en);
  const { data } = useQuery({
    queryKey: ["figures"],
    queryFn: () => answerOf(cases.figures({})),
    staleTime: 60_000,
  });
  if (!data) return <div className="facts" />;
  const facts = [
    [data.closed.toLocaleString("en-US"), say("figuresClosed", { year: data.year })],
    [showAverage(data.averageWorkdays, say), say("figuresAverage")],
    [data.onTimePercent === null ? say("none") : `${data.onTimePercent}%`, say("figuresOnTime")],
    [String(data.lostInTransit), say("figuresLost")],
  ] as const;
  return (
    <div className="facts">
      <dl>
        {facts.map(([value, name]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {data.sample && <SampleMark />}
    </div>
  );
};
