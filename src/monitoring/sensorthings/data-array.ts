import { done, refuse, type Outcome } from "#base/outcome.ts";
import { entityTypes, type Id } from "./model.ts";
import { readEntity } from "./read-entity.ts";
import { addObserved, prepareObserving, type Made, type Work } from "./work.ts";

/** One row of a dataArray: made, or why not. A faulty row holds up no other (18-088, 12.3). */
export type RowAnswer = Outcome<Made>;

type Json = Record<string, unknown>;

const fault = (field: string, what: string) =>
  refuse("STA_ENTITY", { type: "CreateObservations", field, what }, field);

const idIn = (value: unknown): Id | undefined => {
  const id = (value as Json | null | undefined)?.["@iot.id"];
  return typeof id === "number" || typeof id === "string" ? id : undefined;
};

const featureComponents = new Set(["FeatureOfInterest/id", "FeatureOfInterest/@iot.id"]);

const readRow = (
  components: readonly string[],
  row: unknown,
  place: string,
): Outcome<{ given: Json; feature?: Id }> => {
  if (!Array.isArray(row) || row.length !== components.length)
    return fault(place, `[${components.join(", ")}]`);
  const given: Json = {};
  let feature: Id | undefined;
  for (const [n, name] of components.entries()) {
    const value: unknown = row[n];
    if (!featureComponents.has(name)) given[name] = value;
    else if (typeof value === "number" || typeof value === "string") feature = value;
  }
  return done({ given, ...(feature !== undefined && { feature }) });
};

const addGroup = async (work: Work, group: unknown, place: string): Promise<Outcome<RowAnswer[]>> => {
  const { Datastream: datastream, components, dataArray } = (group ?? {}) as Json;
  const id = idIn(datastream);
  if (id === undefined) return fault(`${place}.Datastream`, '{ "@iot.id" }');
  if (!Array.isArray(components) || !components.every((name) => typeof name === "string"))
    return fault(`${place}.components`, '["phenomenonTime", "result"]');
  if (!Array.isArray(dataArray)) return fault(`${place}.dataArray`, "[[ … ]]");
  const answers: RowAnswer[] = [];
  const how = { isWhole: true, at: "", implied: ["Datastream"] };
  const prepared = new Map<Id | undefined, Awaited<ReturnType<typeof prepareObserving>>>();
  for (const [n, row] of dataArray.entries()) {
    const read = readRow(components, row, `${place}.dataArray[${n}]`);
    const feature = read.ok ? read.value.feature : undefined;
    let ready = prepared.get(feature);
    if (!ready)
      prepared.set(
        feature,
        (ready = await prepareObserving(work, id, feature === undefined ? undefined : { id: feature })),
      );
    const entity = read.ok
      ? readEntity(entityTypes.Observation, read.value.given, { ...how, at: `${place}.dataArray[${n}].` })
      : read;
    if (!ready.ok || !entity.ok) answers.push(ready.ok ? (entity as RowAnswer) : ready);
    else
      answers.push(addObserved(work, ready.value.datastream, entity.value.properties, ready.value.feature));
  }
  return done(answers);
};

/** Makes the observations of a CreateObservations request; answers row by row, over all its groups. */
export const addDataArray = async (work: Work, body: unknown): Promise<Outcome<RowAnswer[]>> => {
  if (!Array.isArray(body)) return fault("", "[{ … }]");
  const answers: RowAnswer[] = [];
  for (const [n, group] of body.entries()) {
    const added = await addGroup(work, group, `[${n}]`);
    if (!added.ok) return added;
    answers.push(...added.value);
  }
  return done(answers);
};
