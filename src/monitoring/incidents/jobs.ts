import { done, type Outcome } from "#base/outcome.ts";
import type { MonitoringDeps } from "../deps.ts";
import { recordOf } from "./act.ts";
import { nextStep } from "./incident.ts";
import { findIncident, listAwaiting } from "./store.ts";

/**
 * Says under signature of every message from here that somebody should have confirmed by now and has not: the next step
 * of the escalation. A receipt that arrives later overrules it. Doing it twice says nothing twice.
 */
export const escalateUnanswered = async (deps: MonitoringDeps): Promise<number> => {
  const now = deps.clock();
  let said = 0;
  for (const { id } of await listAwaiting(deps.db, now)) {
    const outcome = await deps.exchange.commit(async (tx): Promise<Outcome<number>> => {
      const incident = await findIncident(tx, id);
      let count = 0;
      for (const message of incident?.messages.filter(({ by }) => by === deps.here) ?? []) {
        const due = nextStep(incident!, message);
        if (!due || due.dueAt > now) continue;
        const actor = { role: "node", department: deps.here };
        const recorded = await recordOf(deps, tx, incident!, actor, {
          type: "monitoring.message-unanswered",
          data: { network: incident!.network, ...due.escalation },
          about: message.event,
        });
        if (!recorded.ok) return recorded;
        count += 1;
      }
      return done(count);
    });
    if (outcome.ok) said += outcome.value;
  }
  return said;
};
