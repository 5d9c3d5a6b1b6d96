import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { z } from "zod";
import type { Context } from "#base/handler.ts";
import { refuse, type Outcome, type Refusal } from "#base/outcome.ts";
import { signerFromPem, type Signer } from "#base/signature.ts";
import { systemClock, type Clock } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import type { Digest, EventKind, Recorded } from "#protocol/event.ts";
import type { Authority, PartyNode } from "#agreements/authority.ts";
import { attachmentFolder } from "./attachments.ts";
import type { Capability } from "./capability.ts";
import { exchangePeerContract, paths } from "./contract.ts";
import type { ExchangeDeps } from "./deps.ts";
import type { Draft } from "./draft.ts";
import { exchangeCapability } from "./exchange-capability.ts";
import { openExchange, type Exchange } from "./open.ts";
import { exchangePeerHandlers } from "./peer-handlers.ts";

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
};

export const linesOf = async (db: Db, subject?: string): Promise<string[]> => {
  const { rows } = await sql<{ text: string }>`
    select text from letters.line where ${subject ? sql`subject = ${subject}` : sql`true`} order by id`.execute(
    db,
  );
  return rows.map(({ text }) => text);
};

export const agreementDigest: Digest = "a".repeat(64);
export const clause = { agreement: agreementDigest, clause: "letters" };

/** A signed text reduced to what the exchange asks of it: who is party, and that the clause `letters` allows letters. */
export const letterAuthority = (parties: readonly PartyNode[]): Authority => ({
  parties: () => Promise.resolve(parties),
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

export const newSigner = (): Signer =>
  signerFromPem(generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }) as string);

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

export type TestParty = Exchange & {
  party: string;
  db: Db;
  /** Records and commits; throws what was refused, so that a story reads straight on. */
  write: (...drafts: Draft[]) => Promise<Recorded[]>;
  /** Seals until nothing is queued. */
  sealAll: () => Promise<void>;
  /** Takes everything `from` has sealed. */
  takeFrom: (from: TestParty) => Promise<Outcome<unknown>>;
  lines: (subject?: string) => Promise<string[]>;
};

type Options = {
  clock?: Clock;
  capabilities?: readonly Capability[];
  /** Stands between a node and its peers: may change or lose what travels. */
  between?: (request: Request, go: () => Promise<Response>) => Promise<Response>;
  signers?: Record<string, Signer>;
};

const answer = (outcome: Outcome<unknown>): Response => {
  if (outcome.ok) return Response.json(outcome.value);
  return Response.json({ code: outcome.refusal.code }, { status: 403 });
};

/** What the HTTP server does for a peer's request, without sockets. */
export const serveRequest = async (exchange: Exchange, request: Request): Promise<Response> => {
  const url = new URL(request.url);
  const handlers = exchangePeerHandlers(exchange);
  const body = new Uint8Array(await request.arrayBuffer());
  const admitted = await exchange.verifyPeer({
    method: request.method,
    url: url.pathname + url.search,
    headers: Object.fromEntries(request.headers),
    body,
  });
  if (!admitted.ok) return answer(admitted);
  const context: Context = {
    peer: admitted.value,
    language: "zh",
    requestId: "test",
    now: exchange.deps.clock(),
    signal: request.signal,
  };
  const query = exchangePeerContract.pages.query.parse(Object.fromEntries(url.searchParams));
  if (url.pathname === paths.pages)
    return answer(await handlers.pages({ params: undefined, query, body: undefined }, context));
  if (url.pathname === paths.head)
    return answer(await handlers.head({ params: undefined, query: undefined, body: undefined }, context));
  if (url.pathname === paths.hint)
    return answer(
      await handlers.hint(
        { params: undefined, query: undefined, body: JSON.parse(Buffer.from(body).toString()) },
        context,
      ),
    );
  const digest = url.pathname.split("/").at(-1)!;
  const file = await handlers.attachment({ params: { digest }, query: undefined, body: undefined }, context);
  if (!file.ok) return answer(file);
  return new Response(ReadableStream.from(file.value.content as AsyncIterable<Uint8Array>));
};

/** Nodes of one agreement that reach each other in memory, each on its own database. */
export const testParties = async (
  databases: Record<string, Db>,
  options: Options = {},
): Promise<Record<string, TestParty>> => {
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-attachments-"));
  const signers =
    options.signers ?? Object.fromEntries(Object.keys(databases).map((party) => [party, newSigner()]));
  const nodes = Object.keys(signers).map((party): PartyNode => {
    return { party, name: { zh: party }, url: `http://${party}.test`, publicKey: signers[party]!.publicKey };
  });
  const parties: Record<string, TestParty> = {};
  for (const [party, db] of Object.entries(databases)) {
    await prepareLetters(db);
    const deps: ExchangeDeps = {
      db,
      here: party,
      signer: signers[party]!,
      clock: options.clock ?? systemClock,
      capabilities: options.capabilities ?? [exchangeCapability, letters],
      authority: letterAuthority(nodes),
      attachments: attachmentFolder(join(folder, party)),
      fetch: async (input, init) => {
        const request = new Request(input, init);
        const to = parties[new URL(request.url).hostname.split(".")[0]!];
        const go = () => (to ? serveRequest(to, request) : Promise.reject(new TypeError("no such host")));
        return options.between ? options.between(request, go) : go();
      },
    };
    const exchange = openExchange(deps);
    parties[party] = {
      ...exchange,
      party,
      db,
      write: async (...drafts) => {
        const outcome = await exchange.commit((tx) => exchange.append(tx, drafts));
        if (!outcome.ok) throw new Error(outcome.refusal.code, { cause: outcome.refusal });
        return outcome.value;
      },
      sealAll: async () => {
        for (let more = true; more;) {
          const result = await exchange.seal();
          more = typeof result === "object";
        }
      },
      takeFrom: async (from) => {
        for (;;) {
          const pulled = await exchange.pull(from.party);
          if (!pulled.ok || pulled.value.pages === 0) return pulled;
        }
      },
      lines: (subject) => linesOf(db, subject),
    };
  }
  process.once("exit", () => void rm(folder, { recursive: true, force: true }));
  return parties;
};
