import type { Place } from "./place.ts";

const earthRadiusM = 6_371_008.8; // mean radius, IUGG 1980
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance (haversine): right to 0.5 % anywhere, which is finer than what a phone knows. */
export const distanceM = (a: Place, b: Place): number => {
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2;
  const h = half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lon, b.lon);
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(h)));
};

/** The point nearest to a place, and how far it is; undefined where there is none. */
export const findNearest = <P extends { place: Place }>(
  points: readonly P[],
  place: Place,
): { point: P; distanceM: number } | undefined => {
  let nearest: { point: P; distanceM: number } | undefined;
  for (const point of points) {
    const away = distanceM(point.place, place);
    if (!nearest || away < nearest.distanceM) nearest = { point, distanceM: away };
  }
  return nearest;
};
