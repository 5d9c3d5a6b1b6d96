import { intervalOf } from "./bands.ts";
import { climatologyAt } from "./climatology.ts";
import { filled, getHours, type Hours } from "./hours.ts";
import { columnsOf, inputs, type Input } from "./inputs.ts";
import { dot } from "./ridge.ts";
import { tableOf } from "./table.ts";
import type { Model } from "./train.ts";

/** What is forecast for one hour, and what the two simple forecasts say. */
export type Ahead = {
  ahead: number;
  value: number;
  low: number;
  high: number;
  persistence: number;
  climatology: number;
  /** By how much each input moves the forecast away from what it would be if that input stood at its usual value. */
  moved: Record<Input, number>;
};

const noMoves = (): Record<Input, number> =>
  Object.fromEntries(inputs.map((input) => [input, 0])) as Record<Input, number>;

/** Asks the model about every hour from `from` on; each is forecast with what was known then and nothing later. */
export const predictor = (model: Model, hours: Hours, from: number) => {
  const columns = columnsOf(hours, model.target, model.offset, model.withSeasons);
  const table = tableOf(columns, model.scales, from);
  const now = filled(getHours(hours, model.target));

  /** Undefined where no value of the last hours is known: there is nothing to forecast from. */
  return (issued: number, ahead: number): Ahead | undefined => {
    const horizon = model.horizons.get(ahead);
    const persistence = now[issued]!;
    if (!horizon || Number.isNaN(persistence)) return undefined;
    const row = issued - from;
    const climatology = climatologyAt(model.climatology, hours, issued + ahead);
    const { weights, coefficients, bands } = horizon;
    const own = Math.max(model.least, dot(coefficients, table.cells, row));
    const value = weights.model * own + weights.persistence * persistence + weights.climatology * climatology;
    const interval = intervalOf(bands, value);
    const moved = noMoves();
    for (const [at, { input }] of model.scales.entries())
      moved[input] += weights.model * coefficients[at + 1]! * table.cells[row * table.width + at + 1]!;
    return {
      ahead,
      value,
      low: interval?.low ?? value,
      high: interval?.high ?? value,
      persistence,
      climatology,
      moved,
    };
  };
};
