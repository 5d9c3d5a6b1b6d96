import type { Party } from "#base/party.ts";
import type { CaseView } from "#cases/view.ts";

/** What people were told is done: it must be found on every node that may see it, whatever happened since. */
export type Ledger = {
  /** Digest of an event → the case it is of. */
  told: Map<string, { case: string; type: string; party: Party }>;
  /** Case → the mark that is in its form, so that one form made twice is seen. */
  cases: Map<string, { accepting: Party; deciding: Party }>;
  note: (view: CaseView) => void;
  commands: { done: number; refused: number; unknown: number };
  refusals: Map<string, number>;
};

export const newLedger = (): Ledger => {
  const told: Ledger["told"] = new Map();
  const cases: Ledger["cases"] = new Map();
  return {
    told,
    cases,
    commands: { done: 0, refused: 0, unknown: 0 },
    refusals: new Map(),
    note: ({ id, accepting, deciding, timeline }) => {
      cases.set(id, { accepting, deciding });
      for (const { event, type, party } of timeline) told.set(event, { case: id, type, party });
    },
  };
};
