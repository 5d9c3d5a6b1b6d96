import type { Kysely, Transaction } from "kysely";

/** The database of a node; every capability writes only its own schema, through its own `store.ts`. */
export type Db = Kysely<unknown>;
/** A running transaction: what `store.ts` and `apply.ts` take. */
export type Tx = Transaction<unknown>;
