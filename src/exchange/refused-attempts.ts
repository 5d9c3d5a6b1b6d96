import type { Refusal } from "#base/outcome.ts";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Draft } from "./draft.ts";
import { insertRefusedAttempts, type RefusedAttempt } from "./store.ts";

const attempts = new WeakMap<Tx, RefusedAttempt[]>();

/** Remembers what was tried until its transaction is rolled back; `keepAttempts` then writes it down. */
export const noteAttempt = (tx: Tx, draft: Draft, refusal: Refusal, attemptedAt: Instant): void => {
  const noted = attempts.get(tx) ?? [];
  attempts.set(tx, noted);
  const { role, department } = draft.actor;
  const { type, subject, clause = null } = draft;
  noted.push({
    attemptedAt,
    type,
    subject,
    role,
    department,
    clause,
    code: refusal.code,
    detail: refusal.detail ?? {},
  });
};

/** Called with the transaction that was rolled back, outside of it. */
export const keepAttempts = async (db: Db, tx: Tx): Promise<void> => {
  const noted = attempts.get(tx);
  if (!noted) return;
  attempts.delete(tx);
  await insertRefusedAttempts(db, noted);
};
