import { entityTypes } from "./model.ts";

const spec = "http://www.opengis.net/spec/iot_sensing/1.1/req";

const under = (group: string, names: readonly string[]): string[] =>
  names.map((name) => `${spec}/${group}/${name}`);

/** What is fulfilled of OGC 18-088. Not offered, and so not listed: multi-datastream, filtered delete. */
export const requirements: readonly string[] = [
  ...under("datamodel", [
    "thing",
    "location",
    "historical-location",
    "datastream",
    "sensor",
    "observed-property",
    "observation",
    "feature-of-interest",
    "entity-control-information",
  ]),
  ...under("resource-path", ["resource-path-to-entities"]),
  ...under("request-data", [
    "status-codes",
    "query-status-code",
    "order",
    "expand",
    "select",
    "orderby",
    "skip",
    "top",
    "count",
    "filter",
    "built-in-filter-operations",
    "built-in-query-functions",
    "pagination",
  ]),
  ...under("create-update-delete", [
    "create-entity",
    "link-to-existing-entities",
    "deep-insert",
    "deep-insert-status-code",
    "update-entity",
    "delete-entity",
    "historical-location-auto-creation",
  ]),
  ...under("batch-request", ["batch-request"]),
  ...under("data-array", ["data-array"]),
];

const mqttRequirements = [
  `${spec}/create-observations-via-mqtt/observations-creation`,
  `${spec}/receive-updates-via-mqtt/receive-updates`,
];

/** The service's root: its sets, and what may be expected of it (18-088, 9.2.1). */
export const serviceRoot = (root: string, mqttEndpoints: readonly string[]) => {
  const mqtt = mqttEndpoints.length > 0 ? mqttRequirements : [];
  return {
    value: Object.values(entityTypes).map(({ set }) => ({ name: set, url: `${root}/${set}` })),
    serverSettings: {
      conformance: [...requirements, ...mqtt],
      ...Object.fromEntries(mqtt.map((requirement) => [requirement, { endpoints: mqttEndpoints }])),
    },
  };
};
