import { ease, smooth } from "./noise.ts";

/*
 * Profiles of a trial's lidar, made up: like sample readings they depend on the instant alone. Aerosol extinction at 532 nm
 * is meant, in km-1; sizes are what a plain in North China sees in an ordinary season.
 */

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const lowestM = 100; // below it the telescope does not yet see the whole beam
const stepM = 50;
const highestM = 4_000;
/** Sunlight drowns the faint echo from high up. */
const lostToSunM = 900;
const residualTopM = 1_150;

const hourOf = (atMs: number): number => (atMs / hourMs + 8) % 24; // Asia/Shanghai

/** From 0 to 1 between two hours of the day. */
const rise = (hour: number, from: number, to: number): number =>
  ease(Math.min(1, Math.max(0, (hour - from) / (to - from))));

/** How far the sun has stirred the air: 0 by night, 1 in the afternoon. */
const stirred = (atMs: number): number => {
  const hour = hourOf(atMs);
  return rise(hour, 8, 14) * (1 - rise(hour, 17, 21));
};

/** The top of the boundary layer in metres above the station: it grows by day and falls by night. */
export const layerTopM = (atMs: number): number => {
  const nightM = 290 * (1 + 0.2 * smooth("night layer", atMs, 12 * hourMs));
  const afternoonM = 1_300 * (1 + 0.2 * smooth("afternoon layer", atMs, 2 * dayMs));
  return nightM + (afternoonM - nightM) * stirred(atMs);
};

/** 1 below a top, 0 above it, within a soft edge. */
const below = (heightM: number, topM: number, edgeM: number): number =>
  1 / (1 + Math.exp((heightM - topM) / edgeM));

const extinction = (heightM: number, atMs: number): number => {
  const calm = 1 - stirred(atMs);
  const burden = 1 + 0.35 * smooth("burden", atMs, 18 * hourMs);
  const topM = layerTopM(atMs);
  const clean = 0.03 * Math.exp(-heightM / 2_500);
  const boundary = (0.24 + 0.4 * calm) * below(heightM, topM, 0.1 * topM);
  // What the afternoon carried up stays there when the night begins anew below it.
  const residual = 0.11 * calm * below(heightM, residualTopM, 130);
  const agedM = 2_050 + 250 * smooth("aged height", atMs, 20 * hourMs);
  const aged =
    0.17 *
    (0.65 + 0.35 * smooth("aged burden", atMs, 10 * hourMs)) *
    Math.exp(-(((heightM - agedM) / 230) ** 2));
  const grain = 1 + 0.06 * smooth(`grain ${heightM}`, atMs, hourMs);
  return (clean + burden * (boundary + residual) + aged) * grain;
};

/** Heights above the station and the extinction there in km-1; null where nothing comes back. */
export const sampleExtinction = (atMs: number): { heightsM: number[]; values: (number | null)[] } => {
  const reachM = highestM - lostToSunM * rise(hourOf(atMs), 6, 10) * (1 - rise(hourOf(atMs), 15, 19));
  const heightsM = Array.from({ length: (highestM - lowestM) / stepM + 1 }, (_, i) => lowestM + i * stepM);
  const values = heightsM.map((heightM) =>
    heightM > reachM ? null : Number(extinction(heightM, atMs).toFixed(4)),
  );
  return { heightsM, values };
};

/** The same as the file that an instrument writes. */
export const extinctionFile = (atMs: number): Buffer => {
  const { heightsM, values } = sampleExtinction(atMs);
  const lines = heightsM.map((heightM, i) => `${heightM},${values[i] ?? "--"}`);
  return Buffer.from(["height_m,extinction_per_km", ...lines, ""].join("\n"));
};
