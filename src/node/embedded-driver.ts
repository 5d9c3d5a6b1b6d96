import type { PGlite } from "@electric-sql/pglite";
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from "kysely";
import { embeddedStatements, type Statements } from "./embedded-statements.ts";
import type { Lasting } from "./lasting-files.ts";
import { parameter } from "./value-types.ts";

const longestWaitMs = 60_000;

/** The one connection of an embedded database, handed to one user at a time in the order they came. */
class Turnstile {
  #last: Promise<void> = Promise.resolve();

  async enter(): Promise<() => void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = before.then(() => promise);
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, fail) => {
      timer = setTimeout(() => {
        resolve(); // give the turn back, or everybody behind would wait for ever
        fail(
          new Error(
            "waited 60 s for the embedded database: is a query on `db` made inside an open transaction?",
          ),
        );
      }, longestWaitMs);
      timer.unref();
    });
    await Promise.race([before, tooLong]);
    clearTimeout(timer);
    return resolve;
  }
}

const changesShape = /\b(create|alter|drop)\b/i;

class EmbeddedConnection implements DatabaseConnection {
  readonly #engine: PGlite;
  readonly #statements: Statements;
  leave: () => void;

  constructor(engine: PGlite, statements: Statements, leave: () => void) {
    this.#engine = engine;
    this.#statements = statements;
    this.leave = leave;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const result =
      parameters.length === 0
        ? await this.#executeText(sql)
        : await this.#statements.run(sql, parameters.map(parameter));
    return {
      rows: (result?.rows ?? []) as R[],
      ...(result?.affectedRows !== undefined && { numAffectedRows: BigInt(result.affectedRows) }),
    };
  }

  /** Without parameters the simple protocol does, which takes several statements at once. */
  async #executeText(text: string) {
    const results = await this.#engine.exec(text);
    if (changesShape.test(text)) await this.#statements.forget();
    return results.at(-1);
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("the embedded database does not stream rows");
  }
}

class EmbeddedDriver implements Driver {
  readonly #engine: PGlite;
  readonly #statements: Statements;
  readonly #turnstile = new Turnstile();

  readonly #lasting: Lasting | undefined;

  constructor(engine: PGlite, lasting: Lasting | undefined) {
    this.#engine = engine;
    this.#statements = embeddedStatements(engine);
    this.#lasting = lasting;
  }

  async init(): Promise<void> {
    await this.#engine.waitReady;
  }

  async acquireConnection(): Promise<EmbeddedConnection> {
    return new EmbeddedConnection(this.#engine, this.#statements, await this.#turnstile.enter());
  }

  async releaseConnection(connection: EmbeddedConnection): Promise<void> {
    connection.leave();
  }

  async beginTransaction(connection: EmbeddedConnection, settings: TransactionSettings): Promise<void> {
    const level = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : "";
    const mode = settings.accessMode ? ` ${settings.accessMode}` : "";
    await connection.executeQuery(CompiledQuery.raw(`begin${level}${mode}`));
  }

  async commitTransaction(connection: EmbeddedConnection): Promise<void> {
    const commit = async () => void (await connection.executeQuery(CompiledQuery.raw("commit")));
    if (!this.#lasting) return commit();
    const { reached } = await this.#lasting.commit(commit);
    // The next transaction runs while this one's log is on its way to the disk; nobody is told before it is there.
    connection.leave();
    await reached;
  }

  async rollbackTransaction(connection: EmbeddedConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  async savepoint(connection: EmbeddedConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`savepoint "${name}"`));
  }

  async rollbackToSavepoint(connection: EmbeddedConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`rollback to savepoint "${name}"`));
  }

  async releaseSavepoint(connection: EmbeddedConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`release savepoint "${name}"`));
  }

  async destroy(): Promise<void> {
    if (!this.#engine.closed) await this.#engine.close();
  }
}

/** PGlite for Kysely. Kysely's own dialect for it lets a stranger's query into an open transaction; this one queues. */
export const embeddedDialect = (engine: PGlite, lasting?: Lasting): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new EmbeddedDriver(engine, lasting),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
});
