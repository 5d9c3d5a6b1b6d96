import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyRing } from "#base/key-ring.ts";
import { signerFromPem, type PublicKey } from "#base/signature.ts";
import { systemClock } from "#base/time.ts";
import { sql } from "kysely";
import { attachmentFolder } from "#exchange/attachments.ts";
import { getChain } from "#exchange/chain-store.ts";
import { exchangeCapability } from "#exchange/exchange-capability.ts";
import { letter, letterAuthority, letters, prepareLetters } from "#exchange/test-letters.ts";
import { keyCapability } from "#exchange/key-capability.ts";
import { openExchange } from "#exchange/open.ts";
import { openDatabase, type DatabasePlace } from "#node/database.ts";
import { migrate, readMigrations } from "#node/migrate.ts";
import { serveExchange } from "./serve-exchange.ts";

/**
 * A process of one node with nothing but the exchange and letters, for tests that kill it and for the benchmark.
 * Told everything by its parent; ends with it.
 */
export type NodeOrder = {
  party: string;
  place: DatabasePlace;
  pem: string;
  port: number;
  peers: { party: string; url: string; publicKey: PublicKey }[];
};
export type Ask =
  /** `as`: begins its subjects, so that two processes of a party have their own. */
  | { do: "write"; count: number; batch: number; writers: number; bytes: number; as?: string }
  | { do: "trickle"; count: number; everyMs: number; bytes: number }
  /** Writes letters numbered on from what is there, until `upTo` are written. */
  | { do: "continue"; upTo: number; batch: number }
  | { do: "count"; author: string }
  | { do: "await"; author: string; count: number }
  | { do: "pull"; on: boolean };
export type Answer = { ready?: true; millis?: number; count?: number; times?: [string, number][] };

const order = JSON.parse(process.env["NODE_ORDER"]!) as NodeOrder;
const say = (answer: Answer) => process.send!(answer);

const { db, siblings } = await openDatabase(order.place, { connections: 8 });
await migrate(db, await readMigrations());
await prepareLetters(db);

/** When each letter was applied, once its transaction is through. */
const applied: string[] = [];
const times: [string, number][] = [];
const timed = {
  ...letters,
  apply: async (tx: Parameters<typeof letters.apply>[0], events: Parameters<typeof letters.apply>[1]) => {
    await letters.apply(tx, events, order.party);
    for (const { event, author } of events)
      if (author !== order.party) applied.push(String(event.data["text"]).split(" ")[0]!);
  },
};

const signer = signerFromPem(order.pem);
const parties = [
  ...order.peers,
  { party: order.party, url: `http://127.0.0.1:${order.port}`, publicKey: signer.publicKey },
];
const exchange = openExchange({
  db,
  here: order.party,
  keys: keyRing([signer], () => signer),
  clock: systemClock,
  capabilities: [exchangeCapability, keyCapability, timed],
  authority: letterAuthority(parties.map((node) => ({ ...node, name: { zh: node.party } }))),
  attachments: attachmentFolder(mkdtempSync(join(tmpdir(), "tongwulang-node-"))),
  siblings,
  log: (line) => console.error(`${order.party}: ${line}`),
});
void (async () => {
  for (;;) {
    await exchange.applied.wait(1_000_000);
    const now = Date.now();
    for (const id of applied.splice(0)) times.push([id, now]);
  }
})();

const countOf = async (author: string): Promise<number> => {
  const { rows } = await sql<{
    n: bigint;
  }>`select count(*) as n from letters.line where author = ${author}`.execute(db);
  return Number(rows[0]!.n);
};

const audience = parties.map(({ party }) => party).toSorted();
let serial = 0;
const draft = (id: string, bytes: number) =>
  letter(`s-${order.party}-${id}`, `${id} ${"x".repeat(Math.max(0, bytes - 330))}`, { audience });
const write = async (drafts: ReturnType<typeof draft>[]) => {
  const outcome = await exchange.commit((tx) => exchange.append(tx, drafts));
  if (!outcome.ok) throw new Error(outcome.refusal.code);
};

const answer = async (ask: Ask): Promise<Answer> => {
  const started = performance.now();
  const done = (rest: Answer = {}): Answer => ({ millis: performance.now() - started, ...rest });
  switch (ask.do) {
    case "write": {
      let left = ask.count;
      const writer = async () => {
        while (left > 0) {
          const size = Math.min(ask.batch, left);
          left -= size;
          await write(Array.from({ length: size }, () => draft(`${ask.as ?? ""}${++serial}`, ask.bytes)));
        }
      };
      await Promise.all(Array.from({ length: ask.writers }, writer));
      return done();
    }
    case "trickle": {
      const sent: [string, number][] = [];
      for (let i = 0; i < ask.count; i++) {
        const id = `t${++serial}`;
        await write([draft(id, ask.bytes)]);
        sent.push([id, Date.now()]);
        await new Promise((next) => setTimeout(next, ask.everyMs * (0.5 + Math.random())));
      }
      return done({ times: sent });
    }
    case "continue": {
      for (let n = await countOf(order.party); n < ask.upTo; n = await countOf(order.party)) {
        const size = Math.min(ask.batch, ask.upTo - n);
        await write(Array.from({ length: size }, (_, i) => letter("kept", `${n + i + 1}`, { audience })));
      }
      return done({ count: await countOf(order.party) });
    }
    case "count":
      return done({ count: await countOf(ask.author) });
    case "await": {
      let count = 0;
      // Counting rows again and again would be half of what is measured; the chain's end is one row.
      while ((await getChain(db, ask.author)).end.next <= ask.count) await exchange.applied.wait(50);
      while ((count = await countOf(ask.author)) < ask.count) await exchange.applied.wait(50);
      return done({ count, times });
    }
    case "pull":
      if (ask.on) exchange.start();
      return done();
  }
};

process.on("disconnect", () => process.exit());
process.on("message", (ask: Ask) => {
  answer(ask).then(say, (error: unknown) => console.error(error));
});
await serveExchange(exchange, order.port);
say({ ready: true });
