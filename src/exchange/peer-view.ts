import type { Refusal, Refusals } from "#base/outcome.ts";
import type { Instant } from "#base/time.ts";
import type { PeerView } from "./contract-operator.ts";
import { inWords } from "./in-words.ts";
import type { PeerFigures } from "./peer-figures.ts";

/** What went wrong, in words a person can act on. */
export const troubleView = (
  texts: Refusals,
  refusal: Refusal,
  at: Instant,
  named: readonly Pick<PeerFigures, "party" | "name">[] = [],
) => ({
  code: refusal.code,
  ...inWords(texts, refusal, named),
  detail: refusal.detail ?? {},
  at,
});

export const peerViewOf = (texts: Refusals, { trouble, ...figures }: PeerFigures): PeerView => ({
  ...figures,
  trouble: trouble && troubleView(texts, trouble.refusal, trouble.at),
});
