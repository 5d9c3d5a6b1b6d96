import type { Party } from "#base/party.ts";
import { dayOf, type Day } from "#base/time.ts";
import { monthMinutes, type Network, type Station } from "../network.ts";
import { flag } from "../observations/flags.ts";
import { partsOf, type Latest } from "../observations/reading.ts";
import { standardAt, type Standard } from "../standards/standard-at.ts";
import { propertyWords } from "../standards/words.ts";

/** What is kept of one public stream. */
export type Kept = Pick<Latest, "stream" | "firstAtMs" | "atMs" | "flags">;

type NamedParty = { party: Party; name: { zh: string; en?: string | undefined } };

export type CatalogueFacts = {
  networks: readonly Network[];
  kept: readonly Kept[];
  parties: readonly NamedParty[];
  /** Who publishes it: the party of this node. */
  here: Party;
  issuedAt: string;
};

const inBoth = ({ zh, en }: { zh: string; en?: string | undefined }) => [
  { "@value": zh, "@language": "zh" },
  ...(en ? [{ "@value": en, "@language": "en" }] : []),
];
const instant = (atMs: number) => ({ "@value": new Date(atMs).toISOString(), "@type": "xsd:dateTime" });
const iana = (type: string) => ({ "@id": `https://www.iana.org/assignments/media-types/${type}` });

/** `P1M`, `PT4H`, `PT10M` (ISO 8601) */
const durationOf = (minutes: number): string =>
  minutes >= monthMinutes ? "P1M" : minutes % 60 === 0 ? `PT${minutes / 60}H` : `PT${minutes}M`;

// DCAT-AP 3.0.1 takes themes, rights and formats from the authority tables of the EU Publications Office.
const authority = (entry: string) => ({ "@id": `http://publications.europa.eu/resource/authority/${entry}` });
const open = {
  "dcat:theme": authority("data-theme/ENVI"),
  "dct:accessRights": authority("access-right/PUBLIC"),
};

/** An organisation is an agent, and who reads without inference is told so. */
const agent = ({ party, name }: NamedParty) => ({
  "@id": `#party-${party}`,
  "@type": ["foaf:Agent", "foaf:Organization"],
  "dct:identifier": party,
  "foaf:name": inBoth(name),
});

const formats = { csv: "text/csv", json: "application/json" } as const;

const distribution = (
  id: string,
  url: string,
  format: keyof typeof formats,
  words: { zh: string; en: string },
) => ({
  "@id": id,
  "@type": "dcat:Distribution",
  "dct:title": inBoth(words),
  "dcat:accessURL": { "@id": url },
  "dcat:downloadURL": { "@id": url },
  "dct:format": authority(`file-type/${format.toUpperCase()}`),
  "dcat:mediaType": iana(formats[format]),
});

/** Thirty days of one station, which is what a download may hold; a reader names other days in the address. */
const stationDataset = (
  network: Network,
  station: Station,
  kept: readonly Kept[],
  parties: readonly NamedParty[],
) => {
  const streams = kept.map(({ stream }) => stream);
  const lastMs = Math.max(...kept.map(({ atMs }) => atMs));
  const firstMs = Math.min(...kept.map(({ firstAtMs }) => firstAtMs));
  const from = new Date(Math.max(firstMs, lastMs - 30 * 86_400_000)).toISOString();
  const to = new Date(lastMs + 1).toISOString();
  const url = (format: string) =>
    `/api/monitoring/export?${new URLSearchParams({ streams: streams.join(","), from, to, format }).toString()}`;
  const words = streams.map((stream) => propertyWords(partsOf(stream).property));
  const { lon, lat, accuracy } = station.place;
  const isSample = station.sample === true || kept.some(({ flags }) => (flags & flag.sample) !== 0);
  const measuredBy = parties.find(({ party }) => party === station.party);
  return {
    "@id": `#${station.id}`,
    "@type": "dcat:Dataset",
    "dct:identifier": station.id,
    ...open,
    ...(measuredBy && { "dct:creator": agent(measuredBy) }),
    "dct:title": inBoth({
      zh: `${station.name.zh}监测值`,
      en: `Observations at ${station.name.en}`,
    }),
    "dct:description": inBoth({
      zh: `${network.title.zh}。项目：${words.map(({ zh }) => zh).join("、")}。含标记与版次${isSample ? "；示例数据" : ""}${accuracy === "approximate" ? "；坐标为示意" : ""}。`,
      en: `${network.title.en}. Items: ${words.map(({ en }) => en).join(", ")}. With flags and revisions${isSample ? "; sample data" : ""}${accuracy === "approximate" ? "; the place is approximate" : ""}.`,
    }),
    "dcat:keyword": inBoth(
      network.medium === "water"
        ? { zh: "地表水", en: "surface water" }
        : { zh: "环境空气", en: "ambient air" },
    ),
    "dct:temporal": {
      "@type": "dct:PeriodOfTime",
      "dcat:startDate": instant(firstMs),
      "dcat:endDate": instant(lastMs),
    },
    "dcat:temporalResolution": { "@value": durationOf(station.intervalMinutes), "@type": "xsd:duration" },
    "dct:spatial": {
      "@type": "dct:Location",
      "dcat:centroid": { "@value": `POINT(${lon} ${lat})`, "@type": "geo:wktLiteral" },
    },
    "dcat:distribution": [
      distribution(`#${station.id}-csv`, url("csv"), "csv", {
        zh: "CSV，最近30天",
        en: "CSV, the last 30 days",
      }),
      distribution(`#${station.id}-json`, url("json"), "json", {
        zh: "JSON，最近30天",
        en: "JSON, the last 30 days",
      }),
    ],
  };
};

/** The editions by which a report is judged today; its rows name the one that each was judged by. */
const judgedBy = (day: Day): Standard[] =>
  (
    [
      "surface-water-standard",
      "water-evaluation",
      "water-ranking",
      "air-index-standard",
      "air-quality-standard",
      "air-evaluation",
    ] as const
  ).flatMap((kind) => standardAt(kind, day) ?? []);

const reportDataset = (today: Day) => {
  const month = today.slice(0, 7);
  const url = (format: string) => `/api/monitoring/public/month-file?month=${month}&format=${format}`;
  return {
    "@id": "#month-report",
    "@type": "dcat:Dataset",
    "dct:identifier": "month-report",
    ...open,
    "dct:title": inBoth({ zh: "月报", en: "Month report" }),
    "dct:description": inBoth({
      zh: "断面类别、河流水质状况、城市水质指数、超标次数与倍数、空气质量天数、首要污染物天数、缺测及原因；依据标准逐项注明。",
      en: "Classes of sections, water quality of rivers, city water quality indices, exceedances with their multiples, days by air quality and by primary pollutant, gaps with their reasons; the standard is named with each.",
    }),
    "dct:conformsTo": judgedBy(today).map(({ id, title }) => ({
      "@type": "dct:Standard",
      "dct:identifier": id,
      "dct:title": inBoth(title),
    })),
    "dcat:distribution": [
      distribution("#month-report-csv", url("csv"), "csv", { zh: "CSV", en: "CSV" }),
      distribution("#month-report-json", url("json"), "json", { zh: "JSON", en: "JSON" }),
    ],
  };
};

/** The public data as a DCAT 3 catalogue. Addresses are relative: they hold wherever the node is reached. */
export const catalogueOf = ({ networks, kept, parties, here, issuedAt }: CatalogueFacts) => {
  const byStation = Map.groupBy(kept, ({ stream }) => partsOf(stream).station);
  const datasets = networks.flatMap((network) =>
    network.stations.flatMap((station) => {
      const found = byStation.get(station.id);
      return found ? [stationDataset(network, station, found, parties)] : [];
    }),
  );
  return {
    "@context": {
      dcat: "http://www.w3.org/ns/dcat#",
      dct: "http://purl.org/dc/terms/",
      foaf: "http://xmlns.com/foaf/0.1/",
      geo: "http://www.opengis.net/ont/geosparql#",
      xsd: "http://www.w3.org/2001/XMLSchema#",
    },
    "@id": "",
    "@type": "dcat:Catalog",
    "dct:title": inBoth({ zh: "水和空气监测公开数据", en: "Open data of water and air monitoring" }),
    "dct:description": inBoth({
      zh: "三地共同监测、向社会公开的数据。数值带质量标记和版次；更正保留原值。",
      en: "Measurements that the parties share and publish. Values carry flags and revisions; a correction keeps what stood there.",
    }),
    "dct:publisher": agent(parties.find(({ party }) => party === here)!),
    "dct:language": [authority("language/ZHO"), authority("language/ENG")],
    "dct:modified": { "@value": issuedAt, "@type": "xsd:dateTime" },
    "dcat:dataset": [reportDataset(dayOf(issuedAt)), ...datasets],
  };
};
