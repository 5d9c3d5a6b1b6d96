import { useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { Problem } from "#base/outcome.ts";
import { cases } from "#web/api.ts";
import { useWords } from "#web/language.tsx";
import { Signed } from "#web/layout/sign-in-page.tsx";
import { paths } from "#web/paths.ts";
import { useGo } from "#web/to.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { startCity } from "../guide.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Opens the draft of an item for one deciding city; a draft of the same item goes on where it was left. */
export const StartPage = () => (
  <Signed>
    <Start />
  </Signed>
);

const Start = () => {
  const { id } = useParams({ strict: false }) as { id: string };
  const { deciding } = useSearch({ strict: false }) as { deciding?: string };
  const say = useWords(zh, en);
  const go = useGo();
  const [problem, setProblem] = useState<Problem>();
  const started = useRef(false);
  const start = async () => {
    const guide = await cases.readItem({ params: { id } });
    if (!guide.ok) return setProblem(guide.problem);
    const city = startCity(guide.value.acceptableFor, deciding);
    const authority = guide.value.item.authorities.find((one) => one.party === city);
    if (!authority) return go(paths.item(id), true);
    const draft = await cases.startDraft({ body: { item: authority.code } });
    if (!draft.ok) return setProblem(draft.problem);
    go(paths.draft(draft.value.id), true);
  };
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    void start();
  });
  const retry = () => {
    setProblem(undefined);
    void start();
  };
  return (
    <div className="wrap narrow" style={{ paddingBlock: "2.5rem" }}>
      <h1 tabIndex={-1} className={problem ? undefined : "unseen"}>
        {say("starting")}
      </h1>
      {problem ? <ProblemNote problem={problem} onRetry={retry} /> : <Skeleton lines={8} height="30rem" />}
    </div>
  );
};
