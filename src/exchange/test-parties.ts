import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outcome } from "#base/outcome.ts";
import { keyRing, type KeyRing } from "#base/key-ring.ts";
import { newPrivateKey, signerFromPem, type Signer, type Suite } from "#base/signature.ts";
import { systemClock, type Clock } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import type { Authority, ClauseLimits, PartyNode } from "#agreements/authority.ts";
import type { Recorded } from "#protocol/event.ts";
import { attachmentFolder } from "./attachments.ts";
import type { Capability } from "./capability.ts";
import type { ExchangeDeps } from "./deps.ts";
import type { Draft } from "./draft.ts";
import { erasureCapability } from "./erasure.ts";
import { exchangeCapability } from "./exchange-capability.ts";
import { keyCapability } from "./key-capability.ts";
import { openExchange, type Exchange } from "./open.ts";
import { letterAuthority, letters, linesOf, prepareLetters } from "./test-letters.ts";
import { serveRequest } from "./test-server.ts";

export const newSigner = (suite?: Suite): Signer => signerFromPem(newPrivateKey(suite));

export type TestParty = Exchange & {
  party: string;
  db: Db;
  /** Records and commits; throws what was refused, so that a story reads straight on. */
  write: (...drafts: Draft[]) => Promise<Recorded[]>;
  /** Seals until nothing is queued. */
  sealAll: () => Promise<void>;
  /** Takes everything `from` has sealed. */
  takeFrom: (from: Pick<TestParty, "party">) => Promise<Outcome<unknown>>;
  lines: (subject?: string) => Promise<string[]>;
};

type Options = {
  clock?: Clock;
  capabilities?: readonly Capability[];
  /** Stands between a node and its peers: may change or lose what travels. */
  between?: (request: Request, go: () => Promise<Response>) => Promise<Response>;
  signers?: Record<string, Signer>;
  /** What a party holds instead of a ring of its own: a copy of a node has the same keys. */
  rings?: Record<string, KeyRing>;
  log?: (line: string) => void;
  /** What clauses say of relay and delivery. */
  limits?: readonly ClauseLimits[];
  /** Real agreements instead of the letters' own. */
  agreementsOf?: (party: string) => { authority: Authority; capabilities: readonly Capability[] };
};

export const arrivedOf = async (request: Request) => ({
  method: request.method,
  url: new URL(request.url).pathname + new URL(request.url).search,
  headers: Object.fromEntries(request.headers),
  body: new Uint8Array(await request.clone().arrayBuffer()),
  signal: request.signal,
});

const folders: string[] = [];
// Not a hook of the test runner: it follows every promise of a process from its first hook on, and benches come here too.
process.once("exit", () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Nodes of one agreement that reach each other in memory, each on its own database. */
export const testParties = async (
  databases: Record<string, Db>,
  options: Options = {},
): Promise<Record<string, TestParty>> => {
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-attachments-"));
  folders.push(folder);
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
      keys: options.rings?.[party] ?? keyRing([signers[party]!], newSigner),
      clock: options.clock ?? systemClock,
      capabilities: options.capabilities ?? [
        exchangeCapability,
        keyCapability,
        letters,
        erasureCapability([letters], party),
      ],
      authority: letterAuthority(nodes, options.limits),
      ...options.agreementsOf?.(party),
      ...(options.log && { log: options.log }),
      attachments: attachmentFolder(join(folder, party)),
      fetch: async (input, init) => {
        const request = new Request(input, init);
        const to = parties[new URL(request.url).hostname.split(".")[0]!];
        const go = async () =>
          to ? serveRequest(to, await arrivedOf(request)) : Promise.reject(new TypeError("no such host"));
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
  return parties;
};
