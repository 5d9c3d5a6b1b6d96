import { z } from "zod";
import { Party } from "#base/party.ts";
import { Period } from "#official/period.ts";
import type { DefinitionKind } from "#agreements/definition-kind.ts";
import type { Fault } from "#agreements/finding.ts";
import { Place } from "./place.ts";

const Words = z.object({ zh: z.string().min(1).max(500), en: z.string().min(1).max(500) });
const Id = z.string().regex(/^[a-z][a-z0-9-]*$/);

/** A place where a patrol stops and looks. */
export const RoutePoint = z.strictObject({
  id: Id,
  name: Words,
  place: Place.extend({ accuracy: z.enum(["published", "approximate"]) }),
  /** The party on whose ground it lies. */
  side: Party,
  /** The section of the network at this point, where it is one. */
  section: Id.optional(),
  look: Words.optional(),
});
export type RoutePoint = z.infer<typeof RoutePoint>;

/** A stretch of a border river that two or three parties look after together. */
export const PatrolRoute = z.strictObject({
  $schema: z.string().optional(),
  kind: z.literal("patrol-route"),
  id: Id,
  network: Id,
  title: Words,
  river: Words,
  sides: z.array(Party).min(2),
  points: z.array(RoutePoint).min(2).max(100),
  frequency: z.strictObject({ times: z.int().min(1).max(366), per: z.enum(["month", "quarter", "year"]) }),
  status: z.enum(["sample", "verified"]),
  source: Words,
});
export type PatrolRoute = z.infer<typeof PatrolRoute>;

/** What a patrol may find, and how long each step after it may take. */
export const FindingKinds = z.strictObject({
  $schema: z.string().optional(),
  kind: z.literal("patrol-finding-kinds"),
  kinds: z
    .array(
      z.strictObject({
        code: Id,
        group: Id,
        name: Words,
        /** By when it is put right, unless the patrol sets another day. */
        rectify: z.strictObject({ n: z.int().min(0).max(365), unit: z.enum(["workday", "day"]) }),
      }),
    )
    .min(1),
  groups: z.array(z.strictObject({ code: Id, name: Words })).min(1),
  /** Why a party may return a finding that was passed to it. */
  returnReasons: z.array(z.strictObject({ code: Id, name: Words })).min(1),
  limits: z.strictObject({ answer: Period, recheck: Period }),
  status: z.enum(["sample", "verified"]),
  source: Words,
});
export type FindingKinds = z.infer<typeof FindingKinds>;

const twice = (values: readonly string[]): number[] =>
  values.flatMap((value, at) => (values.indexOf(value) < at ? [at] : []));

const routeFaults = (route: PatrolRoute): Fault[] => [
  ...twice(route.points.map(({ id }) => id)).map((at) => ({
    pointer: `/points/${at}/id`,
    code: "POINT_TWICE",
    detail: { id: route.points[at]!.id },
  })),
  ...route.points.flatMap(({ side }, at) =>
    route.sides.includes(side)
      ? []
      : [{ pointer: `/points/${at}/side`, code: "POINT_OF_NO_SIDE", detail: { side } }],
  ),
];

const kindFaults = ({ kinds, groups }: FindingKinds): Fault[] => [
  ...twice(kinds.map(({ code }) => code)).map((at) => ({
    pointer: `/kinds/${at}/code`,
    code: "KIND_TWICE",
    detail: { id: kinds[at]!.code },
  })),
  ...kinds.flatMap(({ group }, at) =>
    groups.some(({ code }) => code === group)
      ? []
      : [{ pointer: `/kinds/${at}/group`, code: "GROUP_UNKNOWN", detail: { id: group } }],
  ),
];

/** What patrols bring into agreements. */
export const patrolDefinitions: readonly DefinitionKind[] = [
  {
    kind: "patrol-route",
    schema: PatrolRoute,
    examine: routeFaults,
    texts: {
      POINT_TWICE: {
        zh: "巡查点“{id}”重复",
        en: "There are two points “{id}”",
        next: { zh: "每个巡查点用各自的标识。", en: "Give each point an id of its own." },
      },
      POINT_OF_NO_SIDE: {
        zh: "巡查点所在方 {side} 不在本路线的各方之中",
        en: "The point lies with {side}, which is no side of this route",
        next: { zh: "更正 side，或把该方加入 sides。", en: "Correct side, or add the party to sides." },
      },
    },
  },
  {
    kind: "patrol-finding-kinds",
    schema: FindingKinds,
    examine: kindFaults,
    texts: {
      KIND_TWICE: {
        zh: "问题类别“{id}”重复",
        en: "There are two kinds “{id}”",
        next: { zh: "每个类别用各自的标识。", en: "Give each kind a code of its own." },
      },
      GROUP_UNKNOWN: {
        zh: "没有“{id}”这个分组",
        en: "There is no group “{id}”",
        next: { zh: "更正 group，或在 groups 里加上。", en: "Correct group, or add it to groups." },
      },
    },
  },
];
