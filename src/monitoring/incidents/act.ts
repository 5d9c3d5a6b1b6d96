import { callerOf, type Context } from "#base/handler.ts";
import { newId } from "#base/id.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Signer } from "#base/signature.ts";
import type { Tx } from "#base/tx.ts";
import type { Recorded } from "#protocol/event.ts";
import type { MonitoringDeps } from "../deps.ts";
import { clauseForNetwork } from "../in-force.ts";
import type { CapAlert } from "./cap/cap-alert.ts";
import { signCap } from "./cap/sign-cap.ts";
import { writeCap } from "./cap/write-cap.ts";
import type { Doer } from "./command.ts";
import { incidentSubject, type IncidentEventType } from "./events.ts";
import type { Incident } from "./incident.ts";
import { readAround, type Around } from "./incidents-deps.ts";
import { findIncident } from "./store.ts";
import { viewOf, type Seen } from "./view-of.ts";
import type { IncidentView } from "./view.ts";

/** What a command on one incident works with, inside its transaction. */
export type Acting = { tx: Tx; incident: Incident; around: Around; doer: Doer; signer: Signer };

export type ToRecord = { type: IncidentEventType; data: Record<string, unknown>; about?: string };

type Answer = Outcome<{ incident: IncidentView }>;

export const answerIncident = async (
  deps: MonitoringDeps,
  tx: Tx,
  context: Context,
  id: string,
  around: Around,
): Promise<Answer> => {
  const incident = await findIncident(tx, id);
  if (!incident) return refuse("INCIDENT_NOT_FOUND");
  const arrived = await deps.acknowledgements(
    tx,
    incident.messages.map(({ event }) => event),
  );
  const { partyName, nameOf, getPlan, findNetwork } = around;
  const keys = await deps.partyKeys(tx);
  const plan = getPlan(incident.network);
  const seen: Seen = {
    here: deps.here,
    now: context.now,
    partyName,
    nameOf,
    keys,
    arrived,
    plan: plan.ok ? plan.value : undefined,
    medium: findNetwork(incident.network)?.medium,
  };
  return done({ incident: viewOf(incident, seen) });
};

/** The signed text of a message as it goes into its event. */
export const sealCap = (alert: CapAlert, signer: Signer): string => signCap(writeCap(alert), signer);

/** Records events of an incident: to every party of the agreement under whose clause it was opened. */
export const recordOf = (
  deps: MonitoringDeps,
  tx: Tx,
  { id, clause, parties, opened }: Pick<Incident, "id" | "clause" | "parties" | "opened">,
  actor: { role: string; department: string },
  { type, data, about }: ToRecord,
): Promise<Outcome<Recorded[]>> =>
  deps.exchange.append(tx, [
    {
      type,
      subject: incidentSubject(id),
      data,
      audience: [...parties].sort(),
      actor,
      ...(clause && { clause }),
      ...(type !== "monitoring.incident-ended" && { about: about ?? opened }),
    },
  ]);

const doerOf = async (deps: MonitoringDeps, tx: Tx, context: Context): Promise<Doer> => ({
  here: deps.here,
  officer: await deps.staffNumber(tx, callerOf(context).personId),
  now: context.now,
});

/** One command on one incident: read, ruled, recorded and applied in one transaction; answered as it now is. */
export const act = (
  deps: MonitoringDeps,
  context: Context,
  id: string,
  rule: (acting: Acting) => Outcome<ToRecord> | Promise<Outcome<ToRecord>>,
): Promise<Answer> =>
  deps.exchange.commit(async (tx): Promise<Answer> => {
    const incident = await findIncident(tx, id);
    if (!incident) return refuse("INCIDENT_NOT_FOUND");
    const signer = await deps.findSigner(tx);
    if (!signer.ok) return signer;
    const around = await readAround(deps, tx, context.now);
    const doer = await doerOf(deps, tx, context);
    const ruled = await rule({ tx, incident, around, doer, signer: signer.value });
    if (!ruled.ok) return ruled;
    const { role, department } = callerOf(context);
    const recorded = await recordOf(deps, tx, incident, { role, department }, ruled.value);
    return recorded.ok ? answerIncident(deps, tx, context, id, around) : recorded;
  });

/** A new incident under the clause that lets this party warn about the network. */
export const open = (
  deps: MonitoringDeps,
  context: Context,
  network: string,
  rule: (acting: {
    tx: Tx;
    around: Around;
    doer: Doer;
    parties: readonly string[];
  }) => Promise<Outcome<Record<string, unknown>>>,
): Promise<Answer> =>
  deps.exchange.commit(async (tx): Promise<Answer> => {
    const around = await readAround(deps, tx, context.now);
    const granted = clauseForNetwork(around.standings, {
      network,
      party: deps.here,
      power: "warn",
      at: context.now,
    });
    if (!granted) return refuse("NO_RESPONSE_PLAN", { network });
    const ruled = await rule({ tx, around, doer: await doerOf(deps, tx, context), parties: granted.parties });
    if (!ruled.ok) return ruled;
    const id = newId();
    const { role, department } = callerOf(context);
    const recorded = await deps.exchange.append(tx, [
      {
        type: "monitoring.incident-opened",
        subject: incidentSubject(id),
        data: ruled.value,
        audience: [...granted.parties].sort(),
        actor: { role, department },
        clause: granted.clause,
      },
    ]);
    return recorded.ok ? answerIncident(deps, tx, context, id, around) : recorded;
  });
