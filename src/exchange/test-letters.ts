import { sql } from "kysely";
import { z } from "zod";
import { refuse, type Refusal } from "#base/outcome.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Digest, EventKind } from "#protocol/event.ts";
import type { Authority, ClauseLimits, PartyNode } from "#agreements/authority.ts";
import type { Capability } from "./capability.ts";
import type { Draft } from "./draft.ts";

/** Letters between parties: the smallest capability that has everything (holder, passing on, words about, own state). */
const kind = (type: string, by: EventKind["by"], more: Partial<EventKind> = {}): EventKind => ({
  type,
  version: 1,
  data: z.looseObject({ text: z.string().max(100_000), to: z.string().optional() }),
  by,
  needs: { grant: "letters", power: "write" },
  ...more,
});

export const letterKinds: readonly EventKind[] = [
  kind("letter.written", "holder"),
  kind("letter.passed", "holder", { passesTo: (data: { to: string }) => data.to }),
  kind("letter.answered", "anyone"),
];

/** Its state: the texts of a letter in the order they were applied, one row each, numbered without gaps. */
export const prepareLetters = (db: Db) =>
  sql`create schema if not exists letters;
    create table if not exists letters.line (id bigint generated always as identity primary key, subject text not null, author text not null, text text not null);
    create index if not exists line_subject on letters.line (subject)`.execute(db);

export const letters: Capability = {
  name: "letters",
  kinds: letterKinds,
  examine: async (_, events) =>
    new Map(
      events.flatMap(({ event, digest }) =>
        String(event.data["text"]).includes("forbidden")
          ? [[digest, { code: "LETTER_FORBIDDEN" }] as const]
          : [],
      ),
    ),
  apply: async (tx, events) => {
    const lines = events.map(({ event, author }) => ({
      subject: event.subject,
      author,
      text: event.data["text"],
    }));
    await sql`
      insert into letters.line (subject, author, text)
      select subject, author, text from json_to_recordset(${JSON.stringify(lines)}::json) as g(subject text, author text, text text)
    `.execute(tx);
  },
  forget: async (tx, erasures) => {
    for (const { subject } of erasures)
      await sql`delete from letters.line where subject = ${subject}`.execute(tx);
  },
};

export const linesOf = async (db: Db | Tx, subject?: string): Promise<string[]> => {
  const { rows } = await sql<{ text: string }>`
    select text from letters.line where ${subject ? sql`subject = ${subject}` : sql`true`} order by id`.execute(
    db,
  );
  return rows.map(({ text }) => text);
};

export const agreementDigest: Digest = "a".repeat(64);
export const clause = { agreement: agreementDigest, clause: "letters" };

/** A signed text reduced to what the exchange asks of it: who is party, and that the clause `letters` allows letters. */
export const letterAuthority = (
  parties: readonly PartyNode[],
  limits: readonly ClauseLimits[] = [],
): Authority => ({
  parties: () => Promise.resolve(parties),
  limits: () => Promise.resolve(limits),
  duties: clause,
  mayCross: (_, events) =>
    Promise.resolve(
      new Map(
        events.flatMap(({ event, digest }): [Digest, Refusal][] =>
          event.clause?.clause === "letters"
            ? []
            : [[digest, refuse("NO_CLAUSE", { type: event.type }).refusal]],
        ),
      ),
    ),
});

export const tongzhou = "110112";
export const wuqing = "120114";
export const langfang = "131000";

export const letter = (subject: string, text: string, more: Partial<Draft> = {}): Draft => ({
  type: "letter.written",
  subject,
  data: { text },
  audience: [tongzhou, wuqing],
  actor: { role: "officer", department: "d1" },
  clause,
  ...more,
});
