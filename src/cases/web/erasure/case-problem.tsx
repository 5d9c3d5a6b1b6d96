import type { Problem } from "#base/outcome.ts";
import { useReading, useWords } from "#web/language.tsx";
import { showDay } from "#web/show.ts";
import { ProblemNote } from "#web/ui/problem.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** That a case was erased is no fault: it is said calmly, with all that is left to say of it. */
const ErasedNote = ({ problem }: { problem: Problem }) => {
  const say = useWords(zh, en);
  const { language } = useReading();
  const fact = (name: string): string => {
    const value = problem.detail?.[name];
    return typeof value === "string" ? value : "";
  };
  const rows = [
    [say("number"), fact("number")],
    [say("item"), fact(`item_${language}`)],
    [say("result"), fact(`state_${language}`)],
    [say("closedOn"), showDay(fact("closedOn"), language)],
    [say("erasedOn"), showDay(fact("on"), language)],
    [say("why"), fact(`reason_${language}`)],
    [say("basis"), fact(`basis_${language}`)],
  ] as const;
  return (
    <section className="card" role="status">
      <div className="head">
        <h2>{say("erasedTitle")}</h2>
      </div>
      {rows.map(([name, value]) => (
        <div className="row" key={name}>
          <span>{name}</span>
          <span className="r">{value}</span>
        </div>
      ))}
      {problem.next && (
        <div className="row">
          <span className="tiny">{problem.next}</span>
        </div>
      )}
    </section>
  );
};

/** What a page still holds of a case that was erased meanwhile is not shown on. */
export const isErased = (problem: Problem | undefined): boolean => problem?.code === "CASE_ERASED";

/** Why a case is not shown. */
export const CaseProblem = ({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) =>
  isErased(problem) ? (
    <ErasedNote problem={problem} />
  ) : (
    <ProblemNote problem={problem} {...(onRetry && { onRetry })} />
  );
