import { useState } from "react";
import type { Problem } from "#base/outcome.ts";

type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** One press, one command: busy while it runs, and a refusal is kept where it was pressed until the next try. */
export const useCommand = () => {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async <T>(ask: () => Promise<Answer<T>>, onDone: (value: T) => void): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await ask();
      if (answer.ok) onDone(answer.value);
      else setProblem(answer.problem);
      return answer.ok;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run, clear: () => setProblem(undefined) };
};
