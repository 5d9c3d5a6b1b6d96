import { done, type Outcome } from "#base/outcome.ts";
import type { Tx } from "#base/tx.ts";
import type { Recorded } from "#protocol/event.ts";
import type { Draft } from "#exchange/draft.ts";
import { isLocal, type CaseFile } from "./case-file.ts";
import type { CarryingClause, CaseDeps } from "./deps.ts";
import type { Plan, Planned } from "./facts.ts";
import { subjectPrefix } from "./fold.ts";
import { counterOf, documentNumber } from "./number.ts";
import { changedMeanwhile, nextNumber } from "./store.ts";
import type { PartyNames } from "./words.ts";

const movedOn: ReadonlySet<string> = new Set(["NOT_HOLDER", "FORKED_SUBJECT"]);

export type RecordContext = {
  file: Pick<CaseFile, "id" | "accepting" | "deciding" | "last">;
  clause: CarryingClause | undefined;
  name: PartyNames;
  actor: { role: string; department: string };
  today: string;
};

/** Draws the number of the document; a result without a number of its own bears that of the decision. */
const numbered = async (
  deps: CaseDeps,
  tx: Tx,
  { file, name, today }: RecordContext,
  { data, document }: Planned,
): Promise<Planned["data"]> => {
  if (!document) return data;
  const sequence = await nextNumber(tx, counterOf(document, today));
  const number = documentNumber(document, file, deps.here, today, sequence, name);
  const result = data["result"] as { number: string } | undefined;
  return {
    ...data,
    documentNumber: number,
    ...(result && !result.number && { result: { ...result, number } }),
  };
};

/** Turns a plan into events of this node: numbers, audience, clause; recorded and applied in `tx`. */
export const record = async (
  deps: CaseDeps,
  tx: Tx,
  context: RecordContext,
  events: Plan["events"],
): Promise<Outcome<Recorded[]>> => {
  if (events.length === 0) return done([]);
  const { file, clause, actor } = context;
  const drafts: Draft[] = [];
  for (const planned of events)
    drafts.push({
      type: planned.type,
      subject: `${subjectPrefix}${file.id}`,
      data: await numbered(deps, tx, context, planned),
      audience: [...new Set([file.accepting, file.deciding])].sort(),
      actor,
      ...(!isLocal(file) && clause && { clause: clause.ref }),
      ...(planned.word && { about: file.last }),
      ...(planned.attachments && { attachments: planned.attachments }),
    });
  const recorded = await deps.exchange.append(tx, drafts);
  // The rule has just said that the file is here: if it is not, somebody was quicker. Asked again, the rule says so.
  if (!recorded.ok && movedOn.has(recorded.refusal.code)) throw changedMeanwhile();
  return recorded;
};
