/**
 * A number as exact as it was written: numerator and denominator in lowest terms, the denominator above zero. Limits and
 * breakpoints are decimal texts; binary floats round them (0.1 + 0.2) and so move a value across a limit.
 */
export type Exact = { readonly numerator: bigint; readonly denominator: bigint };

const decimalText = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;
/** No measured value needs more; it keeps `1e9999` from filling the memory. */
const maxExponent = 400;

const greatestDivisor = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/** One number over another, in lowest terms. */
export const ratio = (numerator: bigint, denominator: bigint): Exact => {
  if (denominator === 0n) throw new RangeError("division by zero");
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = greatestDivisor(numerator, denominator * sign);
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
};

/** A decimal text as typed or read from a file; undefined where it is none. */
export const parseExact = (text: string): Exact | undefined => {
  const [, sign, whole = "", fraction = "", power = "0"] = decimalText.exec(text.trim()) ?? [];
  const exponent = Number(power) - fraction.length;
  if (sign === undefined || whole + fraction === "" || Math.abs(exponent) > maxExponent) return undefined;
  const digits = BigInt(whole + fraction) * (sign === "-" ? -1n : 1n);
  return exponent >= 0
    ? ratio(digits * 10n ** BigInt(exponent), 1n)
    : ratio(digits, 10n ** BigInt(-exponent));
};

/** A JS number stands for its shortest text: 0.1 is one tenth, as whoever wrote it meant. */
export const exact = (value: number | string | bigint): Exact => {
  if (typeof value === "bigint") return ratio(value, 1n);
  const found = Number.isSafeInteger(value)
    ? { numerator: BigInt(value), denominator: 1n }
    : parseExact(String(value));
  if (!found) throw new RangeError(`${value} is no decimal number`);
  return found;
};

export const add = (a: Exact, b: Exact): Exact =>
  ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
export const subtract = (a: Exact, b: Exact): Exact =>
  ratio(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
export const multiply = (a: Exact, b: Exact): Exact =>
  ratio(a.numerator * b.numerator, a.denominator * b.denominator);
export const divide = (a: Exact, b: Exact): Exact =>
  ratio(a.numerator * b.denominator, a.denominator * b.numerator);

/** Below zero, zero or above zero, as a sort wants it. */
export const compare = (a: Exact, b: Exact): number => {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
};

export const meanOf = (values: readonly Exact[]): Exact =>
  divide(values.reduce(add, { numerator: 0n, denominator: 1n }), exact(BigInt(values.length)));

const floor = ({ numerator, denominator }: Exact): bigint => {
  const quotient = numerator / denominator;
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient;
};

/** The next whole number up, as HJ 633 asks of indices. */
export const ceil = (value: Exact): bigint =>
  -floor({ numerator: -value.numerator, denominator: value.denominator });

/** Rounds to so many decimal places, five to even (GB/T 8170-2008, 3.2). */
export const roundHalfEven = (value: Exact, places: number): Exact => {
  const scale = 10n ** BigInt(places);
  const scaled = { numerator: value.numerator * scale, denominator: value.denominator };
  const below = floor(scaled);
  const rest = 2n * (scaled.numerator - below * scaled.denominator);
  const isUp = rest > scaled.denominator || (rest === scaled.denominator && below % 2n !== 0n);
  return ratio(isUp ? below + 1n : below, scale);
};

/** The decimal text with exactly so many places, rounded half to even. */
export const toFixedText = (value: Exact, places: number): string => {
  const scale = 10n ** BigInt(places);
  const { numerator, denominator } = roundHalfEven(value, places);
  const units = numerator * (scale / denominator);
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const cut = digits.length - places;
  return `${units < 0n ? "-" : ""}${digits.slice(0, cut)}${places > 0 ? `.${digits.slice(cut)}` : ""}`;
};

/** The JS number nearest to it at so many places; for what leaves a rule, never for what a rule compares. */
export const toNumber = (value: Exact, places = 12): number => Number(toFixedText(value, places));
