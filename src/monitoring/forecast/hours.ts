export const hourMs = 3_600_000;

/**
 * What one place measured, one number an hour, NaN where none came. The value at `i` is that of the hour that ends at
 * `startMs + i * hourMs`. Codes are those of the observed properties.
 */
export type Hours = { startMs: number; count: number; of: Readonly<Record<string, Float64Array>> };

export const getHours = (hours: Hours, code: string): Float64Array => {
  const found = hours.of[code];
  if (!found) throw new Error(`no hours of ${code}`);
  return found;
};

/** Local time of day counts for people, traffic and mixing height; the zone has had no summer time since 1991. */
export const zoneHours = 8;
export const localHourOf = (hours: Hours, i: number): number =>
  (((hours.startMs / hourMs + i + zoneHours) % 24) + 24) % 24;
export const localMonthOf = (hours: Hours, i: number): number =>
  new Date(hours.startMs + (i + zoneHours) * hourMs).getUTCMonth();

/** A gap of a few hours is bridged by the last value; a longer one stays a gap. */
export const filled = (values: Float64Array, mostHours = 6): Float64Array => {
  const out = Float64Array.from(values);
  let age = Infinity;
  for (let i = 0; i < out.length; i++) {
    if (!Number.isNaN(out[i]!)) age = 0;
    else if (++age <= mostHours) out[i] = out[i - 1]!;
  }
  return out;
};

export const delayed = (values: Float64Array, by: number): Float64Array => {
  const out = new Float64Array(values.length).fill(Number.NaN);
  out.set(values.subarray(0, Math.max(0, values.length - by)), by);
  return out;
};

/** Mean of the last `width` hours that have a value; NaN where fewer than a quarter of them have one. */
export const trailingMean = (values: Float64Array, width: number): Float64Array => {
  const out = new Float64Array(values.length);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const comes = values[i]!;
    if (!Number.isNaN(comes)) {
      sum += comes;
      count += 1;
    }
    const goes = i >= width ? values[i - width]! : Number.NaN;
    if (!Number.isNaN(goes)) {
      sum -= goes;
      count -= 1;
    }
    out[i] = count * 4 >= width ? sum / count : Number.NaN;
  }
  return out;
};
