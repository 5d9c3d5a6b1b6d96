import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { sha256Hex } from "#base/hash.ts";
import { newId } from "#base/id.ts";
import { Party } from "#base/party.ts";
import type { Day, Instant } from "#base/time.ts";
import { addDays } from "#official/calendar-day.ts";
import type { Digest } from "#protocol/event.ts";
import { FindingAct, type PhoneRecord } from "#monitoring/patrol/record.ts";
import type { PatrolRoute } from "#monitoring/patrol/route.ts";
import told from "../../../definitions/samples/patrols.json" with { type: "json" };
import type { OfficeTime } from "./office-time.ts";
import type { Office, StoryStep } from "./story.ts";
import { must, type Visitor } from "./visitor.ts";

const ago = z.int().min(1).max(25);
/** A day is told by how many days after the day the trial begins it lies. */
const inDays = z.int().min(-30).max(30);
const photos = z.array(z.string());

/** Patrols of the trial and what became of their findings: everything in them is made up. */
export const SamplePatrols = z.strictObject({
  kind: z.literal("sample-patrols"),
  sample: z.literal(true),
  told: z.strictObject({ zh: z.string(), en: z.string() }),
  walks: z.array(
    z.strictObject({
      party: Party,
      route: z.string(),
      mode: z.enum(["joint", "mutual"]),
      inspected: Party.optional(),
      workdaysAgo: ago,
      findings: z.array(
        z.strictObject({
          id: z.string(),
          kind: z.string(),
          point: z.string(),
          note: z.string(),
          photos,
          responsible: Party,
          dueInDays: inDays,
        }),
      ),
    }),
  ),
  /** What a party did about findings on a day. */
  turns: z.array(
    z.strictObject({
      party: Party,
      workdaysAgo: ago,
      acts: z.array(
        z.looseObject({ finding: z.string(), photos: photos.optional(), rectifyInDays: inDays.optional() }),
      ),
    }),
  ),
});
export type SamplePatrols = z.infer<typeof SamplePatrols>;

export const samplePatrols = (): SamplePatrols => SamplePatrols.parse(told);

const folder = join(import.meta.dirname, "../../../definitions/samples/photos");
export const samplePhoto = (name: string): Promise<Buffer> => readFile(join(folder, `${name}.jpg`));

const bring = (visitor: Visitor, names: readonly string[]): Promise<Digest[]> =>
  Promise.all(
    names.map(async (name) => {
      const body = await samplePhoto(name);
      const digest = sha256Hex(body);
      const response = await visitor.fetch(`/api/patrol/photos/${digest}`, {
        method: "PUT",
        headers: { "content-type": "image/jpeg", "x-tongwulang": "1" },
        body: new Uint8Array(body),
      });
      if (!response.ok) throw new Error(`a sample photo was not taken: ${await response.text()}`);
      return digest;
    }),
  );

const minuteMs = 60_000;
const backAt = 11 * 60 + 40;
const atDesk = 15 * 60 + 10;

/** All patrols are one story: what one party does next, it does once it has the others' part of it. */
const story = "patrols";
const officer = "duty";

/** Every step of the sample patrols: a phone sends what it wrote down on the way, and desks do what is theirs. */
export const patrolSteps = (momentOf: (time: OfficeTime) => Instant, today: Day): StoryStep[] => {
  const { walks, turns } = samplePatrols();
  const ids = new Map(walks.flatMap(({ findings }) => findings.map(({ id }) => [id, newId()] as const)));
  const walked = walks.map((walk): StoryStep => {
    const time = { workdaysAgo: walk.workdaysAgo, minute: backAt };
    const sentAtMs = Date.parse(momentOf(time));
    return { story, party: walk.party, ...time, take: (office) => send(office, walk, ids, sentAtMs, today) };
  });
  const answered = turns.map(({ party, workdaysAgo, acts }): StoryStep => {
    const take = async (office: Office) => {
      const visitor = await office.as(party, officer);
      await Promise.all(
        acts.map(async ({ finding, photos: names, rectifyInDays, ...act }) => {
          const body = FindingAct.parse({
            ...act,
            ...(names && { photos: await bring(visitor, names) }),
            ...(rectifyInDays !== undefined && { rectifyBy: addDays(today, rectifyInDays) }),
          });
          const params = { id: ids.get(finding)!, record: newId() };
          must(await visitor.monitoring.actOnFinding({ params, body }));
        }),
      );
    };
    return { story, party, workdaysAgo, minute: atDesk, take };
  });
  return [...walked, ...answered];
};

/** The records of one phone: the beginning goes first, the rest together. */
const send = async (
  office: Office,
  { party, route: id, mode, inspected, findings }: SamplePatrols["walks"][number],
  ids: ReadonlyMap<string, string>,
  sentAtMs: number,
  today: Day,
): Promise<void> => {
  const visitor = await office.as(party, officer);
  const { routes } = must(await visitor.monitoring.readPatrolRoutes({}));
  const { points }: PatrolRoute = routes.find((route) => route.id === id)!;
  const patrol = newId();
  const pace = 25 * minuteMs;
  const begunAtMs = sentAtMs - (points.length + 1) * pace;
  const put = async (record: PhoneRecord, recordId = newId()) =>
    must(
      await visitor.monitoring.recordFromPhone({
        params: { id: recordId },
        body: { record, sentAtMs, personId: visitor.person!.id },
      }),
    );
  await put({ kind: "begin", route: id, mode, ...(inspected && { inspected }), begunAtMs }, patrol);
  const seen = points.flatMap(({ id: point, place }, nth) => {
    const atMs = begunAtMs + (nth + 1) * pace;
    const found = findings.filter((one) => one.point === point);
    return [
      put({ kind: "reach", patrol, point, atMs }),
      ...found.map(async (one) =>
        put(
          {
            kind: "finding",
            patrol,
            findingKind: one.kind,
            point,
            place: { lon: place.lon, lat: place.lat, by: "point" },
            note: one.note,
            foundAtMs: atMs + 5 * minuteMs,
            photos: await bring(visitor, one.photos),
            responsible: one.responsible,
            rectifyBy: addDays(today, one.dueInDays),
          },
          ids.get(one.id),
        ),
      ),
    ];
  });
  await Promise.all(seen);
  await put({ kind: "end", patrol, endedAtMs: sentAtMs - 5 * minuteMs });
};
