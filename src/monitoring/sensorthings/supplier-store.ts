import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { textArray } from "#base/array-parameter.ts";
import type { Instant } from "#base/time.ts";
import type { Db } from "#base/tx.ts";

/** Who hands in measurements by a token (供数单位): a station's operator, a data logger. */
export type Supplier = { name: string; stations: string[]; createdAt: Instant; revokedAt: Instant | null };

export const newToken = (): string => `twl_${randomBytes(32).toString("base64url")}`;

const hashOf = (token: string): Uint8Array => createHash("sha256").update(token).digest();

/** False where the name is taken. */
export const insertSupplier = async (
  db: Db,
  { name, stations, createdAt }: Omit<Supplier, "revokedAt">,
  token: string,
): Promise<boolean> => {
  const { rows } = await sql`
    insert into monitoring.supplier (name, token_hash, stations, created_at)
    values (${name}, ${hashOf(token)}, ${textArray(stations)}::text[], ${createdAt}) on conflict (name) do nothing
    returning name`.execute(db);
  return rows.length > 0;
};

export const listSuppliers = async (db: Db): Promise<Supplier[]> => {
  const { rows } = await sql<Supplier>`
    select name, stations, created_at as "createdAt", revoked_at as "revokedAt" from monitoring.supplier order by name`.execute(
    db,
  );
  return rows;
};

export const revokeSupplier = async (db: Db, name: string, at: Instant): Promise<boolean> => {
  const { rows } = await sql`
    update monitoring.supplier set revoked_at = ${at} where name = ${name} and revoked_at is null returning name`.execute(
    db,
  );
  return rows.length > 0;
};

const keptMs = 2000;

/** Finds suppliers by their token; what was found holds for two seconds, so that a stream of values asks nothing. */
export const supplierFinder = (db: Db) => {
  const kept = new Map<string, { supplier: Pick<Supplier, "name" | "stations"> | undefined; atMs: number }>();
  return async (token: string): Promise<Pick<Supplier, "name" | "stations"> | undefined> => {
    const now = Date.now();
    const known = kept.get(token);
    if (known && now - known.atMs < keptMs) return known.supplier;
    const { rows } = await sql<Pick<Supplier, "name" | "stations">>`
      select name, stations from monitoring.supplier where token_hash = ${hashOf(token)} and revoked_at is null`.execute(
      db,
    );
    if (kept.size > 1000) kept.clear();
    if (rows[0]) kept.set(token, { supplier: rows[0], atMs: now });
    return rows[0];
  };
};
