import type { Problem } from "#base/outcome.ts";
import { useSaid, useWords } from "../language.tsx";
import { Button } from "./button.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** A refusal as a person reads it: what was wrong, under which rule, what to do next. */
export const ProblemNote = ({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <div className="note bad" role="alert">
      <p>
        <b>{said(problem)}</b>
      </p>
      {problem.basis && <p className="small">{say("basis", { basis: problem.basis })}</p>}
      {problem.next && <p>{problem.next}</p>}
      {onRetry && (
        <p style={{ marginTop: ".6rem" }}>
          <Button look="ghost" onClick={onRetry}>
            {say("retry")}
          </Button>
        </p>
      )}
    </div>
  );
};
