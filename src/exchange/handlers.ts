import type { Handlers } from "#base/handler.ts";
import type { Refusals } from "#base/outcome.ts";
import { conflictHandlers } from "./conflict-handlers.ts";
import type { exchangeContract } from "./contract.ts";
import type { AgreementProofs } from "./evidence.ts";
import { exchangeKeyHandlers } from "./key-handlers.ts";
import type { Exchange } from "./open.ts";
import { exchangeHealthHandlers } from "./health-handlers.ts";
import { exchangeOperatorHandlers } from "./operator-handlers.ts";
import { exchangeParkedHandlers, type NoteParked } from "./parked-handlers.ts";
import { exchangePeerHandlers } from "./peer-handlers.ts";

/** `texts`: the refusals of all capabilities, so that the operator reads every reason in words. */
export const exchangeHandlers = (
  exchange: Exchange,
  agreementProofs: AgreementProofs,
  texts?: Refusals,
  noteParked?: NoteParked,
): Handlers<typeof exchangeContract> => ({
  ...exchangePeerHandlers(exchange),
  ...exchangeOperatorHandlers(exchange, texts),
  ...exchangeHealthHandlers(exchange, texts),
  ...exchangeParkedHandlers(exchange, texts, noteParked),
  ...conflictHandlers(exchange, agreementProofs),
  ...exchangeKeyHandlers(exchange),
});
