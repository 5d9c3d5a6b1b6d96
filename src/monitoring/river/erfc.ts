/**
 * The scaled complementary error function exp(x²)·erfc(x) for x ≥ 0 (Abramowitz and Stegun 7.1.6 and 7.1.14). Scaled,
 * because the solution of transport multiplies a huge exponential with a tiny erfc.
 */
export const erfcx = (x: number): number => {
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let n = 1; term > sum * 1e-17; n++) sum += term *= (2 * x * x) / (2 * n + 1);
    return Math.exp(x * x) - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = x;
  for (let n = 120; n > 0; n--) fraction = x + n / 2 / fraction;
  return 1 / (fraction * Math.sqrt(Math.PI));
};

/** exp(a)·erfc(x), also where either alone would overflow or vanish. */
export const expErfc = (a: number, x: number): number =>
  x >= 0 ? Math.exp(a - x * x) * erfcx(x) : 2 * Math.exp(a) - Math.exp(a - x * x) * erfcx(-x);
