/** How much of each forecast: the model, the last value, the climatology. Never below zero, together one. */
export type Weights = { model: number; persistence: number; climatology: number };

type Three = readonly [number, number, number];

/** The error that weights leave, from the products of the three forecasts' errors. */
const left = (products: readonly Three[], weights: Three): number => {
  let sum = 0;
  for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) sum += weights[i]! * weights[j]! * products[i]![j]!;
  return sum;
};

/** Least squared error between two forecasts, on the line from one to the other. */
const share = (aa: number, ab: number, bb: number): number => {
  const curve = aa - 2 * ab + bb;
  return curve <= 0 ? 0 : Math.min(1, Math.max(0, (bb - ab) / curve));
};

/**
 * The weights with the least squared error: where the model has no skill left, the climatology takes over. The best
 * point of a triangle lies inside it or on a side, so that there is nothing to iterate.
 */
export const blendOf = (errors: readonly Three[]): Weights => {
  const products = [0, 1, 2].map((i) => {
    const row: [number, number, number] = [0, 0, 0];
    for (const error of errors) for (let j = 0; j < 3; j++) row[j]! += error[i]! * error[j]!;
    return row;
  });
  const at = (i: number, j: number) => products[i]![j]!;
  const ab = share(at(0, 0), at(0, 1), at(1, 1));
  const ac = share(at(0, 0), at(0, 2), at(2, 2));
  const bc = share(at(1, 1), at(1, 2), at(2, 2));
  const candidates: Three[] = [
    [ab, 1 - ab, 0],
    [ac, 0, 1 - ac],
    [0, bc, 1 - bc],
  ];
  // Inside: with x and y the shares of model and persistence, both slopes are zero.
  const xx = at(0, 0) - 2 * at(0, 2) + at(2, 2);
  const yy = at(1, 1) - 2 * at(1, 2) + at(2, 2);
  const xy = at(0, 1) - at(0, 2) - at(1, 2) + at(2, 2);
  const determinant = xx * yy - xy * xy;
  if (determinant > 0) {
    const toX = at(2, 2) - at(0, 2);
    const toY = at(2, 2) - at(1, 2);
    const x = (toX * yy - toY * xy) / determinant;
    const y = (toY * xx - toX * xy) / determinant;
    const z = 1 - x - y;
    if (x >= 0 && y >= 0 && z >= 0) candidates.push([x, y, z]);
  }
  const best = candidates.reduce((a, b) => (left(products, b) < left(products, a) ? b : a));
  return { model: best[0], persistence: best[1], climatology: best[2] };
};
