import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import type { Day, Instant } from "#base/time.ts";
import type { Tx } from "#base/tx.ts";
import type { Digest } from "#protocol/event.ts";

export type AgreementRow = {
  digest: Digest;
  bundle: string;
  proposedBy: Party;
  proposedAt: Instant;
  proposal: Digest;
};
export type SignatureRow = {
  digest: Digest;
  party: Party;
  keyId: string;
  signature: string;
  signatory: string;
  signedAt: Instant;
  event: Digest;
};
export type EndingRow = SignatureRow & { endsOn: Day };

export const getRevision = async (tx: Tx): Promise<bigint> => {
  const { rows } = await sql<{ value: bigint }>`select value from agreements.revision`.execute(tx);
  return rows[0]!.value;
};

export const nextRevision = async (tx: Tx): Promise<void> => {
  await sql`update agreements.revision set value = nextval('agreements.revision_number')`.execute(tx);
};

/** Every version; the long text only of those the caller does not know yet. */
export const readAgreements = async (
  tx: Tx,
  known: readonly Digest[],
): Promise<(Omit<AgreementRow, "bundle"> & { bundle: string | null })[]> => {
  const { rows } = await sql<Omit<AgreementRow, "bundle"> & { bundle: string | null }>`
    select digest, case when digest = any(${known}::text[]) then null else bundle end as bundle,
      proposed_by as "proposedBy", proposed_at as "proposedAt", proposal
    from agreements.agreement order by position`.execute(tx);
  return rows;
};

const signatureColumns = sql`digest, party, key_id as "keyId", signature, signatory, signed_at as "signedAt", event`;

export const readSignatures = async (tx: Tx): Promise<SignatureRow[]> => {
  const { rows } = await sql<SignatureRow>`
    select ${signatureColumns} from agreements.signature order by signed_at, party`.execute(tx);
  return rows;
};

export const readEndings = async (tx: Tx): Promise<EndingRow[]> => {
  const { rows } = await sql<EndingRow>`
    select ${signatureColumns}, ends_on as "endsOn" from agreements.ending order by signed_at, party`.execute(
    tx,
  );
  return rows;
};

export const insertAgreement = async (tx: Tx, row: AgreementRow): Promise<void> => {
  await sql`insert into agreements.agreement (digest, bundle, proposed_by, proposed_at, proposal)
    values (${row.digest}, ${row.bundle}, ${row.proposedBy}, ${row.proposedAt}, ${row.proposal})`.execute(tx);
};

export const insertSignature = async (tx: Tx, row: SignatureRow): Promise<void> => {
  await sql`insert into agreements.signature (digest, party, key_id, signature, signatory, signed_at, event)
    values (${row.digest}, ${row.party}, ${row.keyId}, ${row.signature}, ${row.signatory}, ${row.signedAt}, ${row.event})`.execute(
    tx,
  );
};

export const insertEnding = async (tx: Tx, row: EndingRow): Promise<void> => {
  await sql`insert into agreements.ending (digest, party, ends_on, key_id, signature, signatory, signed_at, event)
    values (${row.digest}, ${row.party}, ${row.endsOn}, ${row.keyId}, ${row.signature}, ${row.signatory}, ${row.signedAt}, ${row.event})`.execute(
    tx,
  );
};
