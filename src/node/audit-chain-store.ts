import { sql } from "kysely";
import type { Outcome } from "#base/outcome.ts";
import type { Signer } from "#base/signature.ts";
import type { Clock, Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import {
  beforeFirst,
  linkTo,
  sealAudit,
  type AuditLink,
  type AuditPiece,
  type AuditSeal,
  type AuditText,
} from "./audit-chain.ts";

const lockKey = 7_100_114_122; // 120 and 121 are of migrations and of sample people
const batch = 500;

type Row = { id: string; at: Instant } & Record<string, unknown>;

/** A row as it is hashed: what is empty is left out, so that a column added later changes no old line. */
const textOf = (row: Row): AuditText =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as AuditText;

const columns = sql`a.id, a.at, a.person, a.role, a.department, a.action, a.subject, a.outcome,
  a.request_id as "requestId", a.detail`;

const readHead = async (tx: Tx): Promise<Pick<AuditLink, "number" | "hash">> => {
  const { rows } = await sql<{ number: bigint; hash: string }>`
    select number, hash from people.audit_link order by number desc limit 1`.execute(tx);
  return rows[0] ? { ...rows[0], number: Number(rows[0].number) } : { number: 0, hash: beforeFirst };
};

const linkBatch = (db: Db): Promise<number> =>
  db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx);
    const { rows } = await sql<Row>`select ${columns} from people.audit_waiting w
      join people.audit a on a.id = w.line order by a.id limit ${batch}`.execute(tx);
    if (rows.length === 0) return 0;
    let head = await readHead(tx);
    const links = rows.map((row) => {
      const link = linkTo(head, textOf(row));
      head = link;
      return link;
    });
    await sql`insert into people.audit_link (number, line, at, digest, previous, hash)
      select * from jsonb_to_recordset(${JSON.stringify(links)}::jsonb)
        as l(number bigint, line uuid, at timestamptz, digest text, previous text, hash text)`.execute(tx);
    await sql`delete from people.audit_waiting where line in
      (select l.line::uuid from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as l(line text))`.execute(
      tx,
    );
    return links.length;
  });

const hasWaiting = async (db: Db): Promise<boolean> => {
  const { rows } = await sql`select from people.audit_waiting limit 1`.execute(db);
  return rows.length > 0;
};

/** Links every line that was committed and is not linked yet. Several processes take turns; writers wait for none. */
export const linkAudit = async (db: Db): Promise<number> => {
  let linked = 0;
  for (let more = await hasWaiting(db); more;) {
    const count = await linkBatch(db);
    linked += count;
    more = count === batch;
  }
  return linked;
};

/** Signs the chain up to its end with the key in use, unless that is signed already or the key is not held. */
export const sealAuditHead = async (
  db: Db,
  {
    node,
    clock,
    findSigner,
  }: { node: string; clock: Clock; findSigner: (tx: Tx) => Promise<Outcome<Signer>> },
): Promise<AuditSeal | undefined> => {
  await linkAudit(db);
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx);
    const head = await readHead(tx);
    const { rows } = await sql`select from people.audit_seal where number = ${head.number}`.execute(tx);
    if (head.number === 0 || rows.length > 0) return undefined;
    const signer = await findSigner(tx);
    if (!signer.ok) return undefined;
    const seal = sealAudit(node, head, clock(), signer.value);
    const { number, hash, sealedAt, suite, key, signature } = seal;
    await sql`insert into people.audit_seal (number, hash, sealed_at, suite, key, signature)
      values (${number}, ${hash}, ${sealedAt}, ${suite}, ${key}, ${signature})`.execute(tx);
    return seal;
  });
};

type Linked = Omit<AuditLink, "number" | "at"> & { number: bigint; linkedAt: Instant };

const readLinks = async (db: Db, after: number, upTo: number) => {
  const { rows } = await sql<Linked & Row>`
    select l.number, l.line, l.at as "linkedAt", l.digest, l.previous, l.hash, ${columns}
    from people.audit_link l left join people.audit a on a.id = l.line
    where l.number > ${after} and l.number <= ${upTo} order by l.number limit ${batch}`.execute(db);
  return rows.map(({ number, line, linkedAt, digest, previous, hash, ...row }) => ({
    link: { number: Number(number), line, at: linkedAt, digest, previous, hash },
    ...(row.id !== null && { text: textOf(row) }),
  }));
};

const readSeals = async (db: Db, after: number, upTo: number): Promise<Map<number, AuditSeal>> => {
  const { rows } = await sql<Omit<AuditSeal, "number"> & { number: bigint }>`
    select number, hash, sealed_at as "sealedAt", suite, key, signature from people.audit_seal
    where number > ${after} and number <= ${upTo}`.execute(db);
  return new Map(rows.map((row) => [Number(row.number), { ...row, number: Number(row.number) }]));
};

/** The whole chain in its order, a batch at a time, up to `upTo`. */
export const readChain = async function* (db: Db, upTo: number): AsyncGenerator<AuditPiece> {
  for (let after = 0; ;) {
    const links = await readLinks(db, after, upTo);
    const last = links.at(-1)?.link.number;
    if (last === undefined) return;
    const seals = await readSeals(db, after, last);
    for (const piece of links) {
      yield piece;
      const seal = seals.get(piece.link.number);
      if (seal) yield { seal };
    }
    after = last;
  }
};

/** Lines that the chain does not know, and lines that were deleted before they were linked. */
export const countUnlinked = async (db: Db): Promise<{ unlinked: number; lost: number }> => {
  const { rows } = await sql<{ unlinked: number; lost: number }>`select
    (select count(*)::int from people.audit a where not exists (select from people.audit_link l where l.line = a.id)
      and not exists (select from people.audit_waiting w where w.line = a.id)) as unlinked,
    (select count(*)::int from people.audit_waiting w
      where not exists (select from people.audit a where a.id = w.line)) as lost`.execute(db);
  return rows[0]!;
};

/** The number of the last link. */
export const lastLink = (db: Db): Promise<number> =>
  db.transaction().execute(async (tx) => (await readHead(tx)).number);
