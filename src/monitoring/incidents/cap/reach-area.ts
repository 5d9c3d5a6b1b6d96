import { findStation, pathsDownstream, type Network } from "../../network.ts";

type Point = [lon: number, lat: number];

/** Half the width of the strip along a river: the courses are schematic, so is the strip. */
const besideKm = 1;
const kmPerDegree = 111.32;

const distance = ([a, b]: Point, [c, d]: Point): number =>
  Math.hypot((a - c) * Math.cos((b * Math.PI) / 180), b - d);

/** The index of the leg of a line that runs nearest to a point. */
const legAt = (line: readonly Point[], point: Point): number => {
  const away = (n: number): number => {
    const [[ax, ay], [bx, by]] = [line[n]!, line[n + 1]!];
    const long = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = long === 0 ? 0 : ((point[0] - ax) * (bx - ax) + (point[1] - ay) * (by - ay)) / long;
    const t = Math.min(1, Math.max(0, along));
    return distance(point, [ax + t * (bx - ax), ay + t * (by - ay)]);
  };
  return line.slice(1).reduce((nearest, _, n) => (away(n) < away(nearest) ? n : nearest), 0);
};

/** The river from one section to the next below: along its course where the network draws one, else straight. */
const courseBetween = (network: Network, from: string, to: string): Point[] => {
  const [above, below] = [findStation(network, from), findStation(network, to)];
  if (!above || !below) return [];
  const pointOf = ({ place }: typeof above): Point => [place.lon, place.lat];
  const course = network.rivers.find(({ id }) => id === above.river)?.course ?? [];
  const first = course.length > 1 ? legAt(course, pointOf(above)) + 1 : 0;
  const last = below.river !== above.river ? course.length : legAt(course, pointOf(below)) + 1;
  return [pointOf(above), ...course.slice(first, last), pointOf(below)];
};

/** A leg with so much beside it, and as much beyond its ends that the next one joins without a gap. */
const strip = ([a, b]: Point, [c, d]: Point): string => {
  const kmPerLon = kmPerDegree * Math.cos((b * Math.PI) / 180);
  const [x, y] = [(c - a) * kmPerLon, (d - b) * kmPerDegree];
  const long = Math.hypot(x, y);
  const [along, up] = long === 0 ? [1, 0] : [x / long, y / long];
  const corner = (lon: number, lat: number, forward: number, left: number): string => {
    const east = besideKm * (forward * along - left * up);
    const north = besideKm * (forward * up + left * along);
    return `${(lat + north / kmPerDegree).toFixed(4)},${(lon + east / kmPerLon).toFixed(4)}`;
  };
  const corners = [corner(a, b, -1, 1), corner(a, b, -1, -1), corner(c, d, 1, -1), corner(c, d, 1, 1)];
  return [...corners, corners[0]!].join(" ");
};

/**
 * The reach between two sections as CAP polygons, one for each leg of its course: together they are a strip along the
 * river, and none of them crosses itself. Empty where the network knows no way from one to the other.
 */
export const reachPolygons = (network: Network, from: string, to: string): string[] => {
  const path = pathsDownstream(network, from).find((reaches) => reaches.at(-1)?.to === to) ?? [];
  const line = path.flatMap((reach) => courseBetween(network, reach.from, reach.to));
  return line
    .slice(1)
    .flatMap((point, n) => (distance(point, line[n]!) > 1e-6 ? [strip(line[n]!, point)] : []));
};
