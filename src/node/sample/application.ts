import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Bilingual } from "#base/bilingual.ts";
import { Party } from "#base/party.ts";
import { Agent, Applicant, Delivery } from "#cases/events.ts";
import { Answers } from "#cases/field.ts";

/** How far a sample case has come by the day the trial begins. */
export const StoryKind = z.enum([
  "draft",
  "submitted",
  "received",
  "supplement-requested",
  "accepted-passed",
  "under-review",
  "overdue",
  "to-confirm",
  "extension-asked",
  "paused",
  "decided",
  "denied",
  "delivered-rated",
]);

const Decision = z.strictObject({
  outcome: z.enum(["granted", "denied"]),
  reasons: z.string(),
  resultNumber: z.string().optional(),
  remedies: z.string().optional(),
});

/** An application of the trial and what became of it; every person and number in it is made up. */
export const SampleApplication = z.strictObject({
  $schema: z.string().optional(),
  kind: z.literal("sample-application"),
  id: z.string(),
  sample: z.literal(true),
  told: Bilingual,
  item: z.string(),
  acceptingParty: Party,
  decidingParty: Party,
  channel: z.enum(["online", "window"]),
  workdaysAgo: z.int().min(0).max(25),
  applicant: Applicant,
  agent: Agent.optional(),
  form: Answers,
  materials: z.array(z.strictObject({ material: z.string(), way: z.enum(["upload", "paper", "sharing"]) })),
  delivery: Delivery,
  story: StoryKind,
  course: z
    .strictObject({
      opinion: z.string().optional(),
      defects: z.array(z.strictObject({ material: z.string(), what: z.string() })).optional(),
      pause: z
        .strictObject({ procedure: z.string(), reason: z.string(), expectedWorkdays: z.int() })
        .optional(),
      extension: z.string().optional(),
      decision: Decision.optional(),
      ratings: z
        .array(
          z.strictObject({
            side: Party,
            stars: z.int(),
            codes: z.array(z.string()),
            text: z.string().optional(),
          }),
        )
        .optional(),
    })
    .default({}),
});
export type SampleApplication = z.infer<typeof SampleApplication>;

const folder = join(import.meta.dirname, "../../../definitions/samples/applications");

/** The applications told one by one, in the order of their numbers. */
export const readApplications = async (): Promise<SampleApplication[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(
    names.map(async (name) =>
      SampleApplication.parse(JSON.parse(await readFile(join(folder, name), "utf8"))),
    ),
  );
};
