/** The sensing entities of OGC SensorThings 1.1 (18-088, clause 8): their properties and how they hang together. */
export type TypeName =
  | "Thing"
  | "Location"
  | "HistoricalLocation"
  | "Datastream"
  | "Sensor"
  | "ObservedProperty"
  | "Observation"
  | "FeatureOfInterest";

export type PropertyKind = "text" | "object" | "geometry" | "time" | "period" | "any" | "unit";

export type Property = {
  kind: PropertyKind;
  required?: true;
  /** Known to the service, never set by a client. */ derived?: true;
};

/** `keptAs`: the link stands at the other end, under that name. */
export type Navigation = { to: TypeName; many?: true; required?: true; keptAs?: string };

export type EntityType = {
  name: TypeName;
  set: string;
  properties: Record<string, Property>;
  navigation: Record<string, Navigation>;
};

const text: Property = { kind: "text", required: true };
const named = { name: text, description: text, properties: { kind: "object" } } as const satisfies Record<
  string,
  Property
>;
const place = { ...named, encodingType: text } as const satisfies Record<string, Property>;

export const entityTypes: Record<TypeName, EntityType> = {
  Thing: {
    name: "Thing",
    set: "Things",
    properties: named,
    navigation: {
      Locations: { to: "Location", many: true },
      HistoricalLocations: { to: "HistoricalLocation", many: true, keptAs: "Thing" },
      Datastreams: { to: "Datastream", many: true, keptAs: "Thing" },
    },
  },
  Location: {
    name: "Location",
    set: "Locations",
    properties: { ...place, location: { kind: "geometry", required: true } },
    navigation: {
      Things: { to: "Thing", many: true, keptAs: "Locations" },
      HistoricalLocations: { to: "HistoricalLocation", many: true, keptAs: "Locations" },
    },
  },
  HistoricalLocation: {
    name: "HistoricalLocation",
    set: "HistoricalLocations",
    properties: { time: { kind: "time", required: true } },
    navigation: {
      Thing: { to: "Thing", required: true },
      Locations: { to: "Location", many: true, required: true },
    },
  },
  Datastream: {
    name: "Datastream",
    set: "Datastreams",
    properties: {
      ...named,
      unitOfMeasurement: { kind: "unit", required: true },
      observationType: text,
      observedArea: { kind: "geometry" },
      phenomenonTime: { kind: "period", derived: true },
      resultTime: { kind: "period", derived: true },
    },
    navigation: {
      Thing: { to: "Thing", required: true },
      Sensor: { to: "Sensor", required: true },
      ObservedProperty: { to: "ObservedProperty", required: true },
      Observations: { to: "Observation", many: true },
    },
  },
  Sensor: {
    name: "Sensor",
    set: "Sensors",
    properties: { ...place, metadata: { kind: "any", required: true } },
    navigation: { Datastreams: { to: "Datastream", many: true, keptAs: "Sensor" } },
  },
  ObservedProperty: {
    name: "ObservedProperty",
    set: "ObservedProperties",
    properties: { ...named, definition: text },
    navigation: { Datastreams: { to: "Datastream", many: true, keptAs: "ObservedProperty" } },
  },
  Observation: {
    name: "Observation",
    set: "Observations",
    properties: {
      phenomenonTime: { kind: "period" },
      resultTime: { kind: "time" },
      result: { kind: "any", required: true },
      resultQuality: { kind: "any" },
      validTime: { kind: "period" },
      parameters: { kind: "object" },
    },
    navigation: {
      Datastream: { to: "Datastream", required: true },
      FeatureOfInterest: { to: "FeatureOfInterest" },
    },
  },
  FeatureOfInterest: {
    name: "FeatureOfInterest",
    set: "FeaturesOfInterest",
    properties: { ...place, feature: { kind: "geometry", required: true } },
    navigation: { Observations: { to: "Observation", many: true } },
  },
};

const bySet = new Map(Object.values(entityTypes).map((type) => [type.set, type]));

export const findTypeOfSet = (set: string): EntityType | undefined => bySet.get(set);

/** A number for what a client created here, a word for what an agreement's definition names. */
export type Id = number | string;

export type Entity = {
  type: TypeName;
  id: Id;
  properties: Record<string, unknown>;
  /** Navigation name → ids; only those kept at this end, the other end is found by looking it up. */
  links: Record<string, readonly Id[]>;
  /** From a network definition: not changed by a client. */
  isFixed?: true;
};
