import type { Agent } from "#cases/events.ts";

/** A recorded mandate, as far as an application needs it. */
export type Mandate = {
  id: string;
  principal: { id: string; displayName: string };
  agent: { id: string; displayName: string };
  scope: string;
  validFrom: string;
  validUntil: string;
  isRevoked: boolean;
};
export type Self = { name: string; idNumber?: string | undefined };

/** The mandates under which this person may act today. */
export const usable = <M extends Mandate>(
  mandates: readonly M[],
  me: string | undefined,
  today: string,
): M[] =>
  mandates.filter(
    (one) => !one.isRevoked && one.agent.id === me && one.validFrom <= today && today <= one.validUntil,
  );

const tidy = (text: string | undefined) => (text ?? "").normalize("NFKC").replace(/\s/g, "").toUpperCase();

export type MandateStanding =
  | { kind: "unsaid" }
  /** Somebody else than who is signed in is named as the agent. */
  | { kind: "other-person" }
  /** What stands in the application is recorded here. */
  | { kind: "recorded"; mandate: Mandate }
  /** Nothing recorded lets this person act for that applicant. */
  | { kind: "not-recorded" };

/** What this site knows of the mandate that an application states. */
export const standingOf = (
  stated: { agent: Partial<Agent>; applicantName: string | undefined },
  self: Self | undefined,
  mine: readonly Mandate[],
): MandateStanding => {
  const { agent, applicantName } = stated;
  if (self?.idNumber && agent.idNumber && tidy(agent.idNumber) !== tidy(self.idNumber))
    return { kind: "other-person" };
  if (!applicantName?.trim()) return { kind: "unsaid" };
  const mandate = mine.find((one) => tidy(one.principal.displayName) === tidy(applicantName));
  if (mandate) return { kind: "recorded", mandate };
  return agent.mandate?.trim() ? { kind: "not-recorded" } : { kind: "unsaid" };
};
