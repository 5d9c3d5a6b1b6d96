import { PackedReader, PackedWriter } from "./packed.ts";
import type { Series } from "./reading.ts";

/** Most values in a chunk: so few that adding one rewrites little, so many that a row costs each of them little. */
export const maxInChunk = 48;
/** A new chunk takes at least so many of those before it along: what quality control looks back on. */
export const lookBack = 16;

const format = 1;
/** Whole multiples of a power of ten below this, and their differences, are exact. */
const maxMantissa = 2 ** 51;
const maxDecimals = 15;
const powers = Array.from({ length: maxDecimals + 1 }, (_, decimals) => 10 ** decimals);

/** As many decimals as write every value down exactly; undefined where none do. */
const decimalsOf = (values: readonly (number | null)[]): number | undefined => {
  let decimals = 0;
  for (const value of values) {
    if (value === null) continue;
    for (;;) {
      const power = powers[decimals];
      if (power === undefined) return undefined;
      const mantissa = Math.round(value * power);
      if (Math.abs(mantissa) >= maxMantissa) return undefined;
      if (mantissa / power === value) break;
      decimals += 1;
    }
  }
  // More decimals make larger mantissas: those that came first are looked at again.
  const power = powers[decimals]!;
  const fits = values.every((value) => {
    if (value === null) return true;
    const mantissa = Math.round(value * power);
    return Math.abs(mantissa) < maxMantissa && mantissa / power === value;
  });
  return fits ? decimals : undefined;
};

/** In place of a number of decimals: the values stand there as 64-bit floats. */
const asFloats = maxDecimals + 1;

const differences = (column: readonly number[]): number[] =>
  column.slice(1).map((value, i) => value - column[i]!);

/**
 * A chunk as bytes: format, count; the first time and the runs of steps between times; the number of decimals, the runs of
 * absent (0) and present (1), then each present value as whole number of its last decimal, less the one before; and the
 * runs of flags, of revisions and of averaging periods. Two or three bytes a value, and the value comes back exactly.
 */
export const packChunk = ({ atMs, values, flags, revisions, averagingMinutes }: Series): Buffer => {
  const out = new PackedWriter();
  out.unsigned(format);
  out.unsigned(atMs.length);
  if (atMs.length === 0) return out.take();
  out.signed(atMs[0]!);
  out.runs(differences(atMs));
  const decimals = decimalsOf(values);
  out.unsigned(decimals ?? asFloats);
  out.runs(values.map((value) => (value === null ? 0 : 1)));
  const power = powers[decimals ?? 0]!;
  let before = 0;
  for (const value of values) {
    if (value === null) continue;
    if (decimals === undefined) {
      out.float(value);
      continue;
    }
    const mantissa = Math.round(value * power);
    out.signed(mantissa - before);
    before = mantissa;
  }
  out.runs(flags);
  out.runs(revisions);
  out.runs(averagingMinutes);
  return out.take();
};

export const unpackChunk = (bytes: Uint8Array): Series => {
  const from = new PackedReader(bytes);
  const found = from.unsigned();
  if (found !== format) throw new Error(`chunk of format ${found}: written by newer software`);
  const count = from.unsigned();
  const atMs: number[] = [];
  if (count > 0) {
    atMs.push(from.signed());
    for (const step of from.runs(count - 1)) atMs.push(atMs.at(-1)! + step);
  }
  if (count === 0) return { atMs, values: [], flags: [], revisions: [], averagingMinutes: [] };
  const decimals = from.unsigned();
  const isPresent = from.runs(count);
  const power = powers[decimals];
  let mantissa = 0;
  const values = isPresent.map((present) => {
    if (!present) return null;
    if (power === undefined) return from.float();
    mantissa += from.signed();
    return mantissa / power;
  });
  return {
    atMs,
    values,
    flags: from.runs(count),
    revisions: from.runs(count),
    averagingMinutes: from.runs(count),
  };
};
