import { nextBelow, type Network, type River, type Station } from "../../network.ts";

/*
 * The rivers as a diagram: one column for each side of the borders, in the direction of the flow; one row for each river;
 * a section stands on the border it measures. Drawn from the definition alone, so that another network needs no code.
 */

export type Column = { side: string; x: number; width: number };
export type DiagramRiver = { id: string; d: string; labelX: number; y: number; isWithoutSection: boolean };
export type DiagramStation = { id: string; x: number; y: number };
export type Diagram = {
  width: number;
  height: number;
  columns: Column[];
  rivers: DiagramRiver[];
  stations: DiagramStation[];
  /** Small marks that point downstream. */
  arrows: { x: number; y: number }[];
};

const width = 1040;
const head = 34;
const row = 68;
const gap = 128;
const edge = 14;
/** The name of a river stands at its beginning; the first section keeps clear of it. */
const nameRoom = 150;

/** The first two digits of a division name its province: borders that matter here lie between provinces. */
const sideOf = (division: string): string => division.slice(0, 2);

/** Sides in the order in which the water crosses them; those without a border between them in order of their code. */
export const sidesOf = ({ stations }: Pick<Network, "stations">): string[] => {
  const crossings = stations.flatMap(({ border }) =>
    border && sideOf(border.from) !== sideOf(border.to)
      ? [[sideOf(border.from), sideOf(border.to)] as const]
      : [],
  );
  const left = new Set([
    ...crossings.flat(),
    ...stations.flatMap(({ party }) => (party ? [sideOf(party)] : [])),
  ]);
  const ordered: string[] = [];
  while (left.size > 0) {
    const candidates = [...left].sort();
    // A river may cross to and fro: then no side is first, and the lowest code is taken.
    const next =
      candidates.find((side) => crossings.every(([from, to]) => to !== side || !left.has(from))) ??
      candidates[0]!;
    ordered.push(next);
    left.delete(next);
  }
  return ordered;
};

const mainOf = (rivers: readonly River[], id: string): string => {
  const into = rivers.find((river) => river.id === id)?.into;
  return into === undefined ? id : mainOf(rivers, into);
};

/** Main rivers, each followed by its tributaries. */
const rowsOf = ({ rivers }: Network): River[] =>
  rivers
    .filter(({ into }) => into === undefined)
    .flatMap((main) => [
      main,
      ...rivers.filter((river) => river.id !== main.id && mainOf(rivers, river.id) === main.id),
    ]);

/** Where a section would like to stand: on its border; a mere reference in the middle of the side it belongs to. */
const anchorOf = ({ border, party }: Station, columns: readonly Column[]): number => {
  const column = (division: string): Column | undefined =>
    columns.find(({ side }) => side === sideOf(division));
  if (border && sideOf(border.from) !== sideOf(border.to)) return column(border.to)?.x ?? width / 2;
  const home = column(border?.from ?? party ?? "") ?? columns[0]!;
  return home.x + home.width / 2;
};

/** Sections of one river from upstream to downstream, none nearer to the next than a label needs. */
const placesOf = (
  stations: readonly Station[],
  columns: readonly Column[],
  isAbove: (a: string, b: string) => boolean,
): { id: string; x: number }[] => {
  const ordered = stations
    .map((station) => ({ id: station.id, x: anchorOf(station, columns) }))
    .sort((a, b) => (isAbove(a.id, b.id) ? -1 : isAbove(b.id, a.id) ? 1 : a.x - b.x));
  // Those at one border spread evenly around it; then each keeps its distance from the one before.
  const spread = ordered.map((one) => {
    const same = ordered.filter(({ x }) => x === one.x);
    return { id: one.id, x: one.x + (same.indexOf(one) - (same.length - 1) / 2) * gap };
  });
  let before = edge + nameRoom - gap;
  return spread.map(({ id, x }) => ({ id, x: (before = Math.max(x, before + gap)) }));
};

const chevronsBetween = (xs: readonly number[], y: number): { x: number; y: number }[] =>
  xs.slice(1).flatMap((x, n) => (x - xs[n]! > 60 ? [{ x: (x + xs[n]!) / 2, y }] : []));

export const diagramOf = (network: Network): Diagram => {
  const sides = sidesOf(network);
  const columns = sides.map((side, n) => ({
    side,
    x: edge + ((width - 2 * edge) / sides.length) * n,
    width: (width - 2 * edge) / sides.length,
  }));
  const isAbove = (a: string, b: string): boolean => {
    const below = nextBelow(network, a);
    return below.includes(b) || below.some((next) => isAbove(next, b));
  };
  const rows = rowsOf(network);
  const yOf = (river: string): number => head + row * (rows.findIndex(({ id }) => id === river) + 0.6);
  const places = new Map(
    rows.map(({ id }) => [
      id,
      placesOf(
        network.stations.filter(({ river }) => river === id),
        columns,
        isAbove,
      ),
    ]),
  );
  const stations = rows.flatMap(({ id }) => places.get(id)!.map((one) => ({ ...one, y: yOf(id) })));
  const xOf = (station: string): number | undefined => stations.find(({ id }) => id === station)?.x;

  const rivers: DiagramRiver[] = [];
  const arrows: Diagram["arrows"] = [];
  for (const river of rows) {
    const y = yOf(river.id);
    const own = places.get(river.id)!.map(({ x }) => x);
    const isWithoutSection = own.length === 0;
    if (river.into === undefined) {
      const end = width - edge;
      rivers.push({ id: river.id, d: `M${edge} ${y}H${end}`, labelX: edge, y, isWithoutSection });
      arrows.push(...chevronsBetween([edge + 90, ...own, end], y));
      continue;
    }
    // It joins above the first section that its water is led to; without one, near the end of the river it feeds.
    const siblings = rows.filter(({ into }) => into === river.into);
    const turn = siblings.indexOf(river);
    const below = network.reaches.find(({ from, to }) =>
      network.stations.some((one) => one.id === from && one.river === river.id && xOf(to) !== undefined),
    );
    const joinsAt = below
      ? xOf(below.to)! - 34 - 26 * (siblings.length - 1 - turn)
      : width - edge - 60 - 26 * (siblings.length - 1 - turn);
    const bendsAt = joinsAt - 70;
    const mainY = yOf(river.into);
    rivers.push({
      id: river.id,
      d: `M${edge} ${y}H${bendsAt}C${joinsAt} ${y} ${bendsAt + 20} ${mainY} ${joinsAt} ${mainY}`,
      labelX: edge,
      y,
      isWithoutSection,
    });
    arrows.push(...chevronsBetween([edge + 90, ...own.filter((x) => x < bendsAt), bendsAt], y));
  }
  return { width, height: head + row * rows.length + 10, columns, rivers, stations, arrows };
};
