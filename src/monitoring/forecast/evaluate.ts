import { getHours, type Hours } from "./hours.ts";
import { predictor } from "./predict.ts";
import { scoreOf, type Pair, type Score } from "./score.ts";
import { train } from "./train.ts";

/**
 * Chronological 60/20/20: fitted on the first three fifths, chosen on the fourth, scored on the last, which nothing has
 * seen. Only hours count at which both the value at issue and the outcome were measured.
 */
export const evaluate = (
  hours: Hours,
  target: string,
  aheads: readonly number[],
  threshold: number,
): { trainingSeconds: number; scores: Map<number, Score> } => {
  const until = Math.floor(hours.count * 0.8);
  const began = performance.now();
  const model = train(hours, target, until, aheads);
  const trainingSeconds = (performance.now() - began) / 1000;
  const predict = predictor(model, hours, until);
  const measured = getHours(hours, target);
  const scores = new Map<number, Score>();
  for (const ahead of aheads) {
    const pairs: Pair[] = [];
    for (let t = until; t + ahead < hours.count; t++) {
      const outcome = measured[t + ahead]!;
      if (Number.isNaN(measured[t]!) || Number.isNaN(outcome)) continue;
      const said = predict(t, ahead);
      if (said) pairs.push({ ...said, forecast: said.value, measured: outcome });
    }
    scores.set(ahead, scoreOf(pairs, threshold));
  }
  return { trainingSeconds, scores };
};
