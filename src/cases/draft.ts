import { z } from "zod";
import { Party } from "#base/party.ts";
import { Agent, Applicant, Delivery, HandedIn } from "./events.ts";
import { Answers } from "./field.ts";
import { Said } from "./view.ts";

export const ItemRow = z.object({
  id: z.string(),
  name: Said,
  summary: Said,
  domain: z.string(),
  initials: z.string(),
  caseType: z.enum(["1", "2"]),
  decidedBy: z.array(z.object({ party: Party, code: z.string() })),
  promised: z.object({ n: z.int(), unit: z.string() }),
  available: z.boolean(), // a clause in force lets this node accept it for the others
  handled: z.int(), // cases of it at this node in the past year
});
export type ItemRow = z.infer<typeof ItemRow>;

/** A draft is local until it is sent: no event, no border. `revision` keeps two tabs from overwriting each other. */
export const Draft = z.object({
  id: z.uuid(),
  revision: z.int(),
  item: z.string(),
  itemId: z.string(),
  itemName: Said,
  deciding: Party,
  savedAt: z.iso.datetime(),
  applicant: Applicant.partial(),
  agent: Agent.partial().optional(),
  form: Answers,
  materials: z.array(HandedIn),
  delivery: Delivery.partial(),
});
export type Draft = z.infer<typeof Draft>;
export const DraftContent = Draft.pick({
  applicant: true,
  agent: true,
  form: true,
  materials: true,
  delivery: true,
});

/** What is handed in at a counter, for a person standing there. */
export const HandIn = z.object({
  key: z.uuid(), // made by the page once per form: the same key never makes a second case
  item: z.string().length(31),
  applicant: Applicant,
  agent: Agent.optional(),
  form: Answers,
  materials: z.array(HandedIn),
  delivery: Delivery,
});
