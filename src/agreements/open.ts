import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Tx } from "#base/tx.ts";
import type { Digest, EventKind, Recorded } from "#protocol/event.ts";
import type { Capability } from "#exchange/capability.ts";
import type { Bundle } from "./agreement.ts";
import { apply } from "./apply.ts";
import type { Authority, Barred, ClauseLimits } from "./authority.ts";
import { firstFault } from "./check.ts";
import type { DefinitionKind } from "./definition-kind.ts";
import { agreementKinds } from "./events.ts";
import type { Founding, PartyKeys } from "./found.ts";
import { clauseFor, definitionsInForce, type CaseClause, type DefinitionInForce } from "./in-force.ts";
import { may, mayBeLifted } from "./may.ts";
import { rule } from "./sign.ts";
import { prepareClauses, standingsOf, type PreparedClauses, type Standings } from "./standing.ts";
import type { Signing } from "./state.ts";
import * as store from "./store.ts";

export type AgreementsDeps = {
  founding: Founding;
  /** Every kind of event of every capability: what a clause must grant for it. */
  kinds: readonly EventKind[];
  /** What definition files may be, so that a faulty agreement is refused at the door. */
  definitions: readonly DefinitionKind[];
  /** Every key that each party has or had; those of the founding agreement if not said. */
  readKeys?: (tx: Tx) => Promise<PartyKeys>;
};

/** The agreements of one node: what the exchange asks, what it applies, and what other capabilities may look up. */
export type Agreements = {
  founding: Founding;
  definitions: readonly DefinitionKind[];
  authority: Authority;
  capability: Capability;
  readKeys: (tx: Tx) => Promise<PartyKeys>;
  /** All versions with their signatures and when they are in force. */
  read: (tx: Tx) => Promise<Standings>;
  /** The clause under which `accepting` may take papers for the item that this implementation code names. */
  findClause: (tx: Tx, itemCode: string, accepting: Party, at: Instant) => Promise<CaseClause | undefined>;
  /** Files of a kind ("service-item", "procedure") that clauses in force at that time bring into force. */
  definitionsInForce: (tx: Tx, kind: string, at: Instant) => Promise<DefinitionInForce[]>;
};

const limitsIn = (standings: Standings): ClauseLimits[] =>
  [...standings.values()].flatMap(({ digest, clauses }) =>
    [...clauses.values()].flatMap(({ clause: { id, limits } }) =>
      limits ? [{ clause: { agreement: digest, clause: id }, limits }] : [],
    ),
  );

export const openAgreements = (deps: AgreementsDeps): Agreements => {
  const { founding, kinds, definitions } = deps;
  const readKeys = deps.readKeys ?? (() => Promise.resolve(founding.keys));
  const kindByType = new Map(
    [...agreementKinds, ...kinds].map((kind) => [`${kind.type}/${kind.version}`, kind]),
  );
  const bundles = new Map<Digest, Bundle>();
  const prepared = new Map<Digest, PreparedClauses>();
  let kept: { revision: bigint; standings: Standings } | undefined;

  const prepare = ({ digest, bundle }: Signing): PreparedClauses => {
    let clauses = prepared.get(digest);
    if (!clauses) prepared.set(digest, (clauses = prepareClauses(bundle)));
    return clauses;
  };

  const readSignings = async (tx: Tx): Promise<Signing[]> => {
    const agreements = await store.readAgreements(tx, [...bundles.keys()]);
    const signatures = Map.groupBy(await store.readSignatures(tx), ({ digest }) => digest);
    const endings = Map.groupBy(await store.readEndings(tx), ({ digest }) => digest);
    return agreements.map(({ digest, bundle: text, proposedBy, proposedAt, proposal }) => {
      // A bundle read by a transaction that is rolled back later is still what its digest names.
      const bundle = bundles.get(digest) ?? (JSON.parse(text!) as Bundle);
      bundles.set(digest, bundle);
      return {
        digest,
        bundle,
        proposedBy,
        proposedAt,
        proposal,
        signatures: (signatures.get(digest) ?? []).map((row) => ({ ...row, at: row.signedAt })),
        endings: (endings.get(digest) ?? []).map((row) => ({ ...row, at: row.signedAt })),
      };
    });
  };

  /** What a transaction was told once it goes by, until it changes an agreement itself. */
  const readIn = new WeakMap<Tx, Standings>();

  /** One short question to the database tells whether what is kept in memory still holds, for every process. */
  const readAgain = async (tx: Tx): Promise<Standings> => {
    const revision = await store.getRevision(tx);
    if (kept?.revision === revision) return kept.standings;
    const standings = standingsOf([founding.signing, ...(await readSignings(tx))], prepare);
    kept = { revision, standings };
    return standings;
  };
  const read = async (tx: Tx): Promise<Standings> => {
    const known = readIn.get(tx);
    if (known) return known;
    const standings = await readAgain(tx);
    if (tx.isTransaction) readIn.set(tx, standings);
    return standings;
  };
  const applyAndForget: Capability["apply"] = async (tx, events) => {
    await apply(tx, events);
    readIn.delete(tx);
  };

  const mayCross = async (tx: Tx, events: readonly Recorded[]): Promise<Map<Digest, Barred>> => {
    const standings = await read(tx);
    const refused = new Map<Digest, Barred>();
    for (const recorded of events) {
      const { type, version } = recorded.event;
      const kind = kindByType.get(`${type}/${version}`);
      const outcome = kind && may(recorded, kind, standings);
      if (!outcome) refused.set(recorded.digest, { code: "NO_CLAUSE", detail: { type } });
      else if (!outcome.ok) {
        const { refusal } = outcome;
        refused.set(recorded.digest, { ...refusal, mayBeLifted: mayBeLifted(recorded, refusal, standings) });
      }
    }
    return refused;
  };

  const examine = async (tx: Tx, events: readonly Recorded[]): Promise<Map<Digest, Refusal>> => {
    const facts = { standings: await read(tx), keys: await readKeys(tx), founding: founding.digest };
    const refused = new Map<Digest, Refusal>();
    for (const recorded of events) {
      const ruled = rule(recorded, facts);
      const { event, digest } = recorded;
      if (!ruled.ok) refused.set(digest, ruled.refusal);
      else if (event.type === "agreements.proposed") {
        const fault = firstFault((event.data as { bundle: Bundle }).bundle, definitions);
        if (fault) refused.set(digest, fault);
      }
    }
    return refused;
  };

  return {
    founding,
    definitions,
    readKeys,
    read,
    authority: {
      parties: () => Promise.resolve(founding.nodes),
      duties: founding.duties,
      mayCross,
      limits: async (tx) => limitsIn(await read(tx)),
    },
    capability: {
      name: "agreements",
      kinds: agreementKinds,
      examine,
      apply: applyAndForget,
      changesAuthority: true,
    },
    findClause: async (tx, itemCode, accepting, at) => clauseFor(await read(tx), itemCode, accepting, at),
    definitionsInForce: async (tx, kind, at) => definitionsInForce(await read(tx), kind, at),
  };
};
