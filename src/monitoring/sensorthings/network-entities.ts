import type { Network, Station } from "../network.ts";
import { findProperty } from "../standards/observed-properties.ts";
import type { Entity } from "./model.ts";

const geoJson = "application/geo+json";
const measurement = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement";

/** The id of a station's datastream; its stream is `tumenlou/ph`. No slash, so that it needs no escaping in a path. */
export const datastreamIdOf = (station: string, property: string): string => `${station}.${property}`;

const stationEntities = (network: Network, station: Station): Entity[] => {
  const { id, name, party, kind, river, border, place, intervalMinutes, targets, sample, source } = station;
  const point = { type: "Point", coordinates: [place.lon, place.lat] };
  const description = `${network.title.zh} · ${network.title.en}`;
  const about = {
    nameEn: name.en,
    network: network.id,
    ...(party && { party }),
    kind,
    ...(river && { river }),
    ...(border && { border }),
    ...(targets.length > 0 && { targets }),
    ...(sample && { sample }),
    source,
  };
  const accuracy = { accuracy: place.accuracy };
  const entities: Entity[] = [
    {
      type: "Thing",
      id,
      properties: { name: name.zh, description, properties: about },
      links: { Locations: [id] },
    },
    {
      type: "Location",
      id,
      properties: {
        name: name.zh,
        description,
        properties: accuracy,
        encodingType: geoJson,
        location: point,
      },
      links: {},
    },
    {
      type: "FeatureOfInterest",
      id,
      properties: { name: name.zh, description, properties: accuracy, encodingType: geoJson, feature: point },
      links: {},
    },
    {
      type: "Sensor",
      id,
      properties: {
        name: `${name.zh}自动监测`,
        description: `${name.en}: automatic monitoring`,
        properties: { kind },
        encodingType: "text/plain",
        metadata: source,
      },
      links: {},
    },
  ];
  // Of a station that nobody's node records there are no streams: it is on the map and nothing more.
  for (const code of party ? station.properties : []) {
    const property = findProperty(code);
    if (!property) continue;
    entities.push({
      type: "Datastream",
      id: datastreamIdOf(id, code),
      properties: {
        name: `${name.zh} ${property.zh}`,
        description: `${name.en}: ${property.en}`,
        properties: { stream: `${id}/${code}`, party, network: network.id, intervalMinutes },
        unitOfMeasurement: {
          name: property.shownUnit || property.unit,
          symbol: property.unit,
          definition: `https://ucum.org/ucum#${property.unit}`,
        },
        observationType: measurement,
        observedArea: point,
      },
      links: { Thing: [id], Sensor: [id], ObservedProperty: [code] },
    });
  }
  return entities;
};

const propertyEntity = (code: string): Entity[] => {
  const property = findProperty(code);
  if (!property) return [];
  const { zh, en, range, decimals, codes } = property;
  return [
    {
      type: "ObservedProperty",
      id: code,
      properties: {
        name: zh,
        description: en,
        definition: `urn:tongwulang:observed-property:${code}`,
        properties: { plausibleRange: range, decimals, ...(codes && { codes }) },
      },
      links: {},
    },
  ];
};

/** What the agreement's networks are in the words of SensorThings: a station is a Thing, a stream a Datastream. */
export const networkEntities = (networks: readonly Network[]): Entity[] => {
  const codes = new Set(networks.flatMap(({ stations }) => stations.flatMap(({ properties }) => properties)));
  const stations = networks.flatMap((network) =>
    network.stations.map((station) => stationEntities(network, station)),
  );
  return [...stations.flat(), ...[...codes].flatMap(propertyEntity)].map((entity) => ({
    ...entity,
    isFixed: true,
  }));
};
