import type { Bundle } from "#agreements/agreement.ts";
import type { DefinitionKind } from "#agreements/definition-kind.ts";
import type { Fault } from "#agreements/finding.ts";
import { networkTexts } from "./check-network-texts.ts";
import { Network } from "./network-schema.ts";
import { findStation, flowClasses, nextBelow, type Place, type Reach, type Station } from "./network.ts";

/** Great circle, good to half a percent: only to see which of two lengths cannot be. */
export const straightKm = (a: Place, b: Place): number => {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (one: number, other: number): number => Math.sin(radians(other - one) / 2) ** 2;
  const h = half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lon, b.lon);
  return 2 * 6371 * Math.asin(Math.sqrt(h));
};

const rounded = (value: number): number => Math.round(value * 10) / 10;

const twiceFaults = (stations: readonly Station[], others: readonly Station[]): Fault[] =>
  stations.flatMap((station, index): Fault[] => {
    const same = [...stations.slice(0, index), ...others].find(
      (other) =>
        other.id === station.id ||
        other.name.zh === station.name.zh ||
        (station.codes?.cnemc !== undefined && other.codes?.cnemc === station.codes.cnemc),
    );
    if (!same) return [];
    const pointer = `/stations/${index}`;
    const name = station.name.zh;
    return same.party !== undefined && station.party !== undefined && same.party !== station.party
      ? [
          {
            pointer: `${pointer}/party`,
            code: "STATION_TWO_PARTIES",
            detail: { name, party: same.party, other: station.party },
          },
        ]
      : [{ pointer: `${pointer}/id`, code: "STATION_TWICE", detail: { name, other: same.id } }];
  });

const stationFaults = (
  { name, kind, river, waterBody, border, party }: Station,
  pointer: string,
  network: Network,
  { agreement }: Bundle,
): Fault[] => [
  ...(party === undefined || agreement.parties.includes(party)
    ? []
    : [
        {
          pointer: `${pointer}/party`,
          code: "PARTY_UNKNOWN",
          detail: { party, parties: agreement.parties.join("、") },
        },
      ]),
  ...((kind === "section") === (network.medium === "water")
    ? []
    : [
        {
          pointer: `${pointer}/kind`,
          code: "STATION_WRONG_MEDIUM",
          detail: { name: name.zh, kind, medium: network.medium },
        },
      ]),
  ...(kind === "section" && (river === undefined || waterBody === undefined)
    ? [{ pointer, code: "SECTION_WITHOUT_RIVER", detail: { name: name.zh } }]
    : []),
  ...(river === undefined || network.rivers.some(({ id }) => id === river)
    ? []
    : [
        {
          pointer: `${pointer}/river`,
          code: "RIVER_UNKNOWN",
          detail: { id: river, known: network.rivers.map(({ id }) => id).join("、") },
        },
      ]),
  ...(border && border.from === border.to
    ? [
        {
          pointer: `${pointer}/border`,
          code: "BORDER_TO_ITSELF",
          detail: { name: name.zh, from: border.from },
        },
      ]
    : []),
];

const uphillFaults = (pointer: string, from: Station, to: Station): Fault[] => {
  const at = (measure: string, measureEn: string, high: number, low: number): Fault => ({
    pointer,
    code: "FLOWS_UPHILL",
    detail: { from: from.id, to: to.id, fromValue: high, toValue: low, measure, measureEn },
  });
  const { river, kmFromMouth: fromKm, elevationM: fromM } = from;
  const { kmFromMouth: toKm, elevationM: toM } = to;
  return [
    ...(river === to.river && fromKm !== undefined && toKm !== undefined && toKm >= fromKm
      ? [at("距河口公里数", "distance from the mouth in km", fromKm, toKm)]
      : []),
    ...(fromM !== undefined && toM !== undefined && toM > fromM
      ? [at("水面高程（米）", "level in m", fromM, toM)]
      : []),
  ];
};

const lengthFaults = (pointer: string, { lengthKm }: Reach, from: Station, to: Station): Fault[] => {
  const ends = { from: from.id, to: to.id, lengthKm };
  const straight = straightKm(from.place, to.place);
  // Approximate places may be some kilometres off; only published ones can convict a length.
  const arePublished = [from, to].every(({ place }) => place.accuracy === "published");
  const difference =
    from.river === to.river && from.kmFromMouth !== undefined && to.kmFromMouth !== undefined
      ? from.kmFromMouth - to.kmFromMouth
      : undefined;
  return [
    ...(arePublished && lengthKm < straight * 0.99
      ? [{ pointer, code: "REACH_SHORTER_THAN_STRAIGHT", detail: { ...ends, straightKm: rounded(straight) } }]
      : []),
    ...(difference !== undefined && difference > 0 && Math.abs(difference - lengthKm) > lengthKm * 0.1
      ? [
          {
            pointer,
            code: "REACH_LENGTH_CONTRADICTS",
            detail: { ...ends, differenceKm: rounded(difference) },
          },
        ]
      : []),
  ];
};

const travelFaults = (pointer: string, { from, to, lengthKm, travel }: Reach): Fault[] =>
  travel.flatMap(({ flow, velocityMPerS }, index): Fault[] => {
    const earlier = travel[index - 1];
    const isInOrder =
      !earlier ||
      (flowClasses.indexOf(earlier.flow) < flowClasses.indexOf(flow) &&
        earlier.velocityMPerS < velocityMPerS);
    return [
      ...(velocityMPerS >= 0.005 && velocityMPerS <= 5
        ? []
        : [
            {
              pointer: `${pointer}/travel/${index}/velocityMPerS`,
              code: "TRAVEL_IMPOSSIBLE",
              detail: {
                from,
                to,
                lengthKm,
                velocity: velocityMPerS,
                hours: rounded(lengthKm / velocityMPerS / 3.6),
              },
            },
          ]),
      ...(isInOrder
        ? []
        : [{ pointer: `${pointer}/travel/${index}`, code: "TRAVEL_ORDER", detail: { from, to, flow } }]),
    ];
  });

const reachFaults = (reach: Reach, index: number, network: Network): Fault[] => {
  const pointer = `/reaches/${index}`;
  const from = findStation(network, reach.from);
  const to = findStation(network, reach.to);
  const known = network.stations.map(({ id }) => id).join("、");
  const isTwice = network.reaches
    .slice(0, index)
    .some((one) => one.from === reach.from && one.to === reach.to);
  return [
    ...(from
      ? []
      : [{ pointer: `${pointer}/from`, code: "STATION_UNKNOWN", detail: { id: reach.from, known } }]),
    ...(to ? [] : [{ pointer: `${pointer}/to`, code: "STATION_UNKNOWN", detail: { id: reach.to, known } }]),
    ...(isTwice ? [{ pointer, code: "REACH_TWICE", detail: { from: reach.from, to: reach.to } }] : []),
    ...(from && to
      ? [...uphillFaults(pointer, from, to), ...lengthFaults(`${pointer}/lengthKm`, reach, from, to)]
      : []),
    ...travelFaults(pointer, reach),
  ];
};

/** The first way along `next` that comes back to where it has been; `done` keeps a dense network from being walked twice. */
const findCircle = (
  start: string,
  next: (id: string) => readonly string[],
  way: readonly string[] = [],
  done = new Set<string>(),
): string[] | undefined => {
  if (way.includes(start)) return [...way.slice(way.indexOf(start)), start];
  if (done.has(start)) return undefined;
  for (const id of next(start)) {
    const circle = findCircle(id, next, [...way, start], done);
    if (circle) return circle;
  }
  done.add(start);
  return undefined;
};

/** Told once, at the first reach or river that lies on it. */
const circleFaults = ({ reaches, rivers }: Network): Fault[] => {
  const into = (id: string): string[] =>
    rivers.flatMap((river) => (river.id === id && river.into ? river.into : []));
  const inWater = reaches
    .map(({ from }) => findCircle(from, (id) => nextBelow({ reaches }, id)))
    .find(Boolean);
  const inRivers = rivers.map(({ id }) => findCircle(id, into)).find(Boolean);
  const on = (circle: readonly string[], a: string, b: string): boolean =>
    circle.some((id, index) => id === a && circle[index + 1] === b);
  return [
    ...(inWater
      ? [
          {
            pointer: `/reaches/${reaches.findIndex(({ from, to }) => on(inWater, from, to))}`,
            code: "REACH_IN_CIRCLE",
            detail: { path: inWater.join(" → ") },
          },
        ]
      : []),
    ...(inRivers
      ? [
          {
            pointer: `/rivers/${rivers.findIndex(({ id }) => inRivers.includes(id))}/into`,
            code: "RIVER_UPHILL",
            detail: { path: inRivers.join(" → ") },
          },
        ]
      : []),
  ];
};

const shareFaults = ({ reaches }: Network): Fault[] =>
  [...new Set(reaches.map(({ to }) => to))].flatMap((to): Fault[] => {
    const sum = reaches.reduce((all, reach) => all + (reach.to === to ? (reach.flowShare ?? 0) : 0), 0);
    return sum <= 1 + 1e-9
      ? []
      : [
          {
            pointer: `/reaches/${reaches.findLastIndex((reach) => reach.to === to && reach.flowShare !== undefined)}/flowShare`,
            code: "FLOW_SHARES_EXCEED",
            detail: { to, sum: rounded(sum) },
          },
        ];
  });

const otherStations = (network: Network, { files }: Bundle): Station[] =>
  Object.values(files).flatMap((content) => {
    const other = Network.safeParse(content);
    return other.success && other.data.id < network.id ? other.data.stations : [];
  });

/** What the schema of a network cannot say. */
export const networkFaults = (network: Network, bundle: Bundle): Fault[] => [
  ...twiceFaults(network.stations, otherStations(network, bundle)),
  ...network.stations.flatMap((station, index) =>
    stationFaults(station, `/stations/${index}`, network, bundle),
  ),
  ...network.rivers.flatMap(({ id, into }, index): Fault[] => [
    ...(network.rivers.findIndex((river) => river.id === id) < index
      ? [{ pointer: `/rivers/${index}/id`, code: "ID_TWICE", detail: { id } }]
      : []),
    ...(into === undefined || network.rivers.some((river) => river.id === into)
      ? []
      : [
          {
            pointer: `/rivers/${index}/into`,
            code: "RIVER_UNKNOWN",
            detail: { id: into, known: network.rivers.map((river) => river.id).join("、") },
          },
        ]),
  ]),
  ...network.reaches.flatMap((reach, index) => reachFaults(reach, index, network)),
  ...circleFaults(network),
  ...shareFaults(network),
];

export const networkKind: DefinitionKind = {
  kind: "monitoring-network",
  schema: Network,
  examine: networkFaults,
  texts: networkTexts,
};
