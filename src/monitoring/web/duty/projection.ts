/** A flat map of a small region: lengths true at its middle (equirectangular). No tiles, no server. */
export type Projection = {
  width: number;
  height: number;
  x: (lon: number) => number;
  y: (lat: number) => number;
};

type Point = readonly [lon: number, lat: number];

/** Fits the points into a frame, in its middle. */
export const projectionFor = (
  points: readonly Point[],
  { width, height, margin }: { width: number; height: number; margin: number },
): Projection => {
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(
    (width - 2 * margin) / Math.max((east - west) * squeeze, 0.01),
    (height - 2 * margin) / Math.max(north - south, 0.01),
  );
  return {
    width,
    height,
    x: (lon) => width / 2 + (lon - (west + east) / 2) * squeeze * scale,
    y: (lat) => height / 2 - (lat - (south + north) / 2) * scale,
  };
};

/** Kilometres that one unit of the drawing stands for: for a bar of scale. */
export const kmPerUnit = ({ y }: Projection): number => 111.2 / (y(0) - y(1));

export const lineOf = ({ x, y }: Projection, points: readonly Point[]): string =>
  points.map(([lon, lat], n) => `${n === 0 ? "M" : "L"}${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join("");
