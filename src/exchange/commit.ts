import type { Outcome } from "#base/outcome.ts";
import type { Db, Tx } from "#base/tx.ts";
import { keepAttempts } from "./refused-attempts.ts";
import { Conflict, isNewSubjectTaken } from "./store.ts";

class RolledBack extends Error {}

/** PostgreSQL's codes for two transactions that cannot both have been first: serialization failure and deadlock. */
const retryable = (error: unknown): boolean =>
  error instanceof Conflict ||
  isNewSubjectTaken(error) ||
  ["40001", "40P01"].includes(String((error as { code?: unknown }).code));

export const retryOnConflict = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++)
    try {
      return await work();
    } catch (error) {
      if (attempt === 5 || !retryable(error)) throw error;
    }
};

/** Work in one transaction: kept if it is done, undone if it is refused. What was refused is written down. */
export const commitOutcome = <T>(db: Db, work: (tx: Tx) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  retryOnConflict(async () => {
    let outcome: Outcome<T> | undefined;
    let used: Tx | undefined;
    try {
      await db.transaction().execute(async (tx) => {
        used = tx;
        outcome = await work(tx);
        if (!outcome.ok) throw new RolledBack();
      });
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
      await keepAttempts(db, used!);
    }
    return outcome!;
  });
