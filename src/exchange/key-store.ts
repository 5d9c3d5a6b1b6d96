import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import type { PublicKey } from "#base/signature.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { PartyNode } from "#agreements/authority.ts";
import type { Digest } from "#protocol/event.ts";
import type { Head } from "#protocol/page.ts";
import type { PartyKeys } from "#agreements/found.ts";
import { keysIn, type KeyLog, type KeyStart, type Revocation } from "./key-log.ts";
import type { KeyId } from "./succession-shape.ts";

type Row = {
  starts: KeyStart[];
  revocations: (Omit<Revocation, "page"> & { page: number | null })[];
};

/** The log of a party whose key was never changed. */
export const foundingKeyLog = (party: Party, nodes: readonly PartyNode[]): KeyLog => ({
  starts: [{ from: 1, publicKey: nodes.find((node) => node.party === party)!.publicKey }],
  revocations: [],
  parties: nodes.length,
});

/** Which keys sign the chain of a party, and what is said against them. */
export const readKeyLog = async (db: Db, party: Party, nodes: readonly PartyNode[]): Promise<KeyLog> => {
  const { rows } = await sql<Row>`
    select
      (select coalesce(json_agg(json_build_object('from', from_page, 'publicKey', json_build_object('suite', suite, 'key', key))
        order by from_page), '[]') from exchange.key_start where party = ${party}) as starts,
      (select coalesce(json_agg(json_build_object('by', r.by_party, 'from', r.from_key,
        'publicKey', json_build_object('suite', r.suite, 'key', r.key),
        'upTo', json_build_object('number', r.up_to_number, 'digest', r.up_to_digest), 'page', p.number) order by r.by_party), '[]')
        from exchange.key_revocation r
        join exchange.event e on e.digest = r.event and e.author = r.by_party
        left join exchange.page p on p.author = e.author and p.max_seq >= e.seq and p.min_seq <= e.seq and e.seq = any(p.events)
        where r.party = ${party}) as revocations`.execute(db);
  const { starts, revocations } = rows[0]!;
  const log = foundingKeyLog(party, nodes);
  return {
    ...log,
    starts: [...log.starts, ...starts],
    revocations: revocations.map(({ page, ...one }) => ({ ...one, ...(page !== null && { page }) })),
  };
};

export const insertKeyStarts = async (tx: Tx, party: Party, starts: readonly KeyStart[]): Promise<void> => {
  for (const { from, publicKey } of starts)
    await sql`insert into exchange.key_start (party, from_page, suite, key)
      values (${party}, ${from}, ${publicKey.suite}, ${publicKey.key})`.execute(tx);
};

export const removeKeyStarts = async (tx: Tx, party: Party, after: number): Promise<void> => {
  await sql`delete from exchange.key_start where party = ${party} and from_page > ${after}`.execute(tx);
};

export type RevocationRow = {
  party: Party;
  from: KeyId;
  by: Party;
  publicKey: PublicKey;
  upTo: Head;
  event: Digest;
};

export const insertRevocation = async (tx: Tx, row: RevocationRow): Promise<void> => {
  const { party, from, by, publicKey, upTo, event } = row;
  await sql`insert into exchange.key_revocation (party, from_key, by_party, suite, key, up_to_number, up_to_digest, event)
    values (${party}, ${from}, ${by}, ${publicKey.suite}, ${publicKey.key}, ${upTo.number}, ${upTo.digest}, ${event})`.execute(
    tx,
  );
};

/** The keys that `by` has revoked already, as `party from`. */
export const revokedBy = async (tx: Tx, by: readonly Party[]): Promise<Set<string>> => {
  const { rows } = await sql<{ by: Party; party: Party; from: KeyId }>`
    select by_party as by, party, from_key as "from" from exchange.key_revocation
    where by_party = any(${by}::text[])`.execute(tx);
  return new Set(rows.map((row) => `${row.by} ${row.party} ${row.from}`));
};

/** Every key that each party has or had, and one that a quorum has put in the place of another. */
export const readPartyKeys = async (db: Db, nodes: readonly PartyNode[]): Promise<PartyKeys> => {
  const keys = new Map<Party, PublicKey[]>();
  for (const { party } of nodes) {
    keys.set(party, keysIn(await readKeyLog(db, party, nodes)));
  }
  return keys;
};
