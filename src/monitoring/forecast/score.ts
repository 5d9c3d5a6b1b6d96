/** How good forecasts were, always beside what knowing nothing would have given. */
export type Score = {
  count: number;
  rmse: number;
  mae: number;
  /** 1 − RMSE / RMSE of the last value; 0 is no better than assuming that nothing changes. */
  skillToPersistence: number;
  /** 1 − RMSE / RMSE of the mean by month and hour. */
  skillToClimatology: number;
  /** Hits over hits, misses and false alarms for “above the threshold”. */
  csi: number;
  csiOfPersistence: number;
  /** Share of measured values within the interval. */
  coverage: number;
};

export type Pair = {
  forecast: number;
  low: number;
  high: number;
  persistence: number;
  climatology: number;
  measured: number;
};

const rmseOf = (pairs: readonly Pair[], of: (pair: Pair) => number): number =>
  Math.sqrt(pairs.reduce((sum, pair) => sum + (of(pair) - pair.measured) ** 2, 0) / pairs.length);

const csiOf = (pairs: readonly Pair[], of: (pair: Pair) => number, threshold: number): number => {
  let hits = 0;
  let either = 0;
  for (const pair of pairs) {
    const said = of(pair) > threshold;
    const came = pair.measured > threshold;
    hits += Number(said && came);
    either += Number(said || came);
  }
  return hits / either;
};

export const scoreOf = (pairs: readonly Pair[], threshold: number): Score => {
  const forecast = (pair: Pair) => pair.forecast;
  const persistence = (pair: Pair) => pair.persistence;
  const rmse = rmseOf(pairs, forecast);
  return {
    count: pairs.length,
    rmse,
    mae: pairs.reduce((sum, pair) => sum + Math.abs(pair.forecast - pair.measured), 0) / pairs.length,
    skillToPersistence: 1 - rmse / rmseOf(pairs, persistence),
    skillToClimatology: 1 - rmse / rmseOf(pairs, (pair) => pair.climatology),
    csi: csiOf(pairs, forecast, threshold),
    csiOfPersistence: csiOf(pairs, persistence, threshold),
    coverage:
      pairs.filter(({ measured, low, high }) => low <= measured && measured <= high).length / pairs.length,
  };
};

/** A score as it is told: figures of three decimals; undefined where one of them says nothing, as beside a perfect other. */
export const toldScore = (score: Score) => {
  const {
    count,
    rmse,
    skillToPersistence: toPersistence,
    skillToClimatology: toClimatology,
    coverage,
  } = score;
  const told = { rmse, toPersistence, toClimatology, coverage };
  if (!Object.values(told).every(Number.isFinite)) return undefined;
  const rounded = (value: number) => Number(value.toFixed(3));
  return {
    count,
    rmse: rounded(rmse),
    toPersistence: rounded(toPersistence),
    toClimatology: rounded(toClimatology),
    coverage: rounded(coverage),
  };
};
