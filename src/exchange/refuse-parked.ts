import type { Tx } from "#base/tx.ts";
import type { ExchangeDeps } from "./deps.ts";
import { markRefused, takeWaiting, type ParkedEvent } from "./parking-store.ts";
import { answerRefused, takeUp } from "./release.ts";
import { readBody } from "./shape.ts";

/**
 * An operator gives up on an event that waits. Its author is told under signature; what waits behind it is judged again,
 * as after any other refusal.
 */
export const refuseForGood = async (
  deps: ExchangeDeps,
  tx: Tx,
  { seq, author, subject, body }: ParkedEvent,
  reason: string,
): Promise<void> => {
  const refusal = { code: "OPERATOR_REFUSED", detail: { reason } };
  await markRefused(tx, seq, refusal);
  const { recorded } = readBody(body ?? "", author);
  if (recorded) await answerRefused(deps, tx, [{ recorded, refusal }]);
  await takeUp(deps, tx, await takeWaiting(tx, { author, subject }));
};
