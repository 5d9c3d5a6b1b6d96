import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import { dayOf, type Day } from "#base/time.ts";
import type { Erasure, ErasureReason } from "#exchange/events.ts";
import { isClosed, type CaseFile, type Words } from "./case-file.ts";
import type { Retention } from "./procedure.ts";
import type { CaseRefusal } from "./refusals.ts";
import { explainRetention, isRetentionOver, keptUntil } from "./retention.ts";
import type { PartyNames } from "./words.ts";

const law = (zh: string, en: string): Words => ({
  zh: `《个人信息保护法》第四十七条第一款${zh}`,
  en: `Personal Information Protection Law, art. 47(1)${en}`,
});

/** Why, in words, and the article it stands on. A proposal holds no free text: what somebody types might name a person. */
export const erasureReasons: Record<ErasureReason, { words: Words; basis: Words }> = {
  "retention-over": {
    words: { zh: "保存期限已满", en: "the retention period is over" },
    basis: law("第二项", "(2)"),
  },
  "person-asked": {
    words: { zh: "本人要求删除", en: "the person asked for it" },
    basis: law("（个人有权请求删除）", " (the individual may ask)"),
  },
  unlawful: {
    words: { zh: "违反法律或约定处理", en: "it was processed against law or agreement" },
    basis: law("第四项", "(4)"),
  },
};

type Closed = Pick<CaseFile, "state" | "closedAt">;
export const closedOnOf = (file: Closed): Day | undefined =>
  isClosed(file) && file.closedAt ? dayOf(file.closedAt) : undefined;

/** Whether the period lets it go; other reasons do not wait for it. */
const isDue = (
  closedOn: Day,
  retention: Retention | undefined,
  reason: ErasureReason,
  today: Day,
): Outcome<undefined, CaseRefusal> => {
  if (reason !== "retention-over") return done(undefined);
  if (!retention) return refuse("RETENTION_UNKNOWN");
  if (isRetentionOver(closedOn, retention, today)) return done(undefined);
  const { years, basis } = retention;
  const until = keptUntil(closedOn, retention);
  return refuse("RETENTION_RUNS", { closedOn, years, until, basis_zh: basis.zh, basis_en: basis.en });
};

export type ErasureFacts = {
  file: Closed & Pick<CaseFile, "holder">;
  retention: Retention | undefined;
  reason: ErasureReason;
  here: Party;
  today: Day;
  name: PartyNames;
};

/** Whether the personal data of a case may be erased now, and how that follows. */
export const mayErase = ({
  file,
  retention,
  reason,
  here,
  today,
  name,
}: ErasureFacts): Outcome<{ closedOn: Day; basis: Words; why: Words }, CaseRefusal> => {
  const closedOn = closedOnOf(file);
  if (closedOn === undefined) return refuse("CASE_OPEN");
  if (file.holder !== here) return refuse("HELD_ELSEWHERE", name(file.holder));
  const due = isDue(closedOn, retention, reason, today);
  if (!due.ok) return due;
  const { words, basis } = erasureReasons[reason];
  const period = retention && explainRetention(closedOn, retention);
  return done({
    closedOn,
    basis,
    why: period ? { zh: `${words.zh}；${period.zh}`, en: `${words.en}; ${period.en}` } : words,
  });
};

/** What another node's erasure must hold to, as far as this node knows the case; it may not have heard of its end yet. */
export const againstErasure = (
  file: Closed & Pick<CaseFile, "last">,
  retention: Retention | undefined,
  { after, closedOn, reason, at }: Erasure,
): Outcome<undefined, CaseRefusal> => {
  const known = closedOnOf(file);
  if (known === undefined && file.last === after) return refuse("CASE_OPEN");
  return isDue(known ?? closedOn, retention, reason, dayOf(at));
};
