import type { Context } from "#base/handler.ts";
import { refuse, type Outcome, type Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Caller } from "#base/role.ts";
import { dayOf } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import { findErased, type ErasedCase } from "./erased-store.ts";
import { stateNames } from "./state-words.ts";
import { erasureReasons } from "./erasure.ts";

/** "No" with all there still is to say about the case. */
export const isErased = ({
  number,
  erasedAt,
  reason,
  basis,
  closedOn,
  itemName,
  state,
}: ErasedCase): { ok: false; refusal: Refusal<"CASE_ERASED"> } =>
  refuse("CASE_ERASED", {
    number,
    on: dayOf(erasedAt),
    closedOn,
    item_zh: itemName.zh,
    item_en: itemName.en,
    state_zh: stateNames[state].zh,
    state_en: stateNames[state].en,
    reason_zh: erasureReasons[reason].words.zh,
    reason_en: erasureReasons[reason].words.en,
    basis_zh: basis.zh,
    basis_en: basis.en,
  });

/** Staff of the two sides, as they saw the case before. Whose it was is gone: an applicant asks by number and code. */
export const maySeeErased = (
  here: Party,
  { accepting, deciding, department }: ErasedCase,
  caller: Caller,
): boolean => {
  switch (caller.role) {
    case "window-clerk":
      return accepting === here;
    case "officer":
      return deciding === here && department === caller.department;
    case "supervisor":
    case "audit-administrator":
      return accepting === here || deciding === here;
    default:
      return false;
  }
};

/** Why a case is not here to be seen: erased, or not to be found by this person. */
export const absent = async (
  { here }: { here: Party },
  db: Tx | Db,
  { caller }: Pick<Context, "caller">,
  id: string,
): Promise<Extract<Outcome<never, "CASE_ERASED" | "CASE_NOT_FOUND">, { ok: false }>> => {
  const erased = await findErased(db, id);
  return erased && caller && maySeeErased(here, erased, caller) ? isErased(erased) : refuse("CASE_NOT_FOUND");
};
