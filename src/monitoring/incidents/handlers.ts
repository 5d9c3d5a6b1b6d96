import { z } from "zod";
import type { Handlers } from "#base/handler.ts";
import { newId } from "#base/id.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { keyIdOf } from "#base/signature.ts";
import type { Db } from "#base/tx.ts";
import { listAlerts } from "../alerts/store.ts";
import type { MonitoringDeps } from "../deps.ts";
import { clauseForNetwork } from "../in-force.ts";
import { partiesDownstream } from "../network.ts";
import { act, answerIncident, open, sealCap, type Acting, type ToRecord } from "./act.ts";
import type { CapAlert } from "./cap/cap-alert.ts";
import type { KnowsMessage } from "./cap/check-cap.ts";
import { capOfMessage, capOfReceipt, referenceTo, type MessageToWrite } from "./cap/cap-of-message.ts";
import { readCap, readCapBytes } from "./cap/read-cap.ts";
import { verifyCap } from "./cap/sign-cap.ts";
import { readingOf } from "./cap/reading-of.ts";
import { endIncident, mayConfirm, mayFinish, openIncident, sendMessage, type Planned } from "./command.ts";
import type { incidentContract } from "./contract.ts";
import { incidentSubject } from "./events.ts";
import { readAround } from "./incidents-deps.ts";
import { factsOf, proposeMessage, proposeWords } from "./propose.ts";
import type { ResponsePlan } from "./response-plan.ts";
import { findGathering, findIncident, listIncidents, readIncidents } from "./store.ts";
import { tiersOf } from "./tiers.ts";
import { rowOf } from "./view-of.ts";

const pageLength = 50;
const mostGathered = 50;
const mostCapBytes = 1024 * 1024;

const all = async (bytes: AsyncIterable<Uint8Array>): Promise<Outcome<Buffer>> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of bytes) {
    size += part.length;
    if (size > mostCapBytes) return refuse("TOO_LARGE", { limit: "1 MiB" });
    parts.push(part);
  }
  return done(Buffer.concat(parts));
};

type Said = Pick<MessageToWrite, "kind" | "level" | "facts" | "arrivals" | "tiers"> & {
  headline: string;
  text: string;
};

/** A person writes one text. Where it is what was proposed, its English is known; else it stands as it was written. */
const worded = (written: string, proposed: { zh: string; en: string }) => ({
  zh: written,
  en: written === proposed.zh ? proposed.en : written,
});

/** The data of a message's event, with the message itself as signed CAP in it. */
const messageData = (
  { incident, around, doer, signer }: Acting,
  plan: ResponsePlan,
  said: Said,
  { to, receiptBy, expiresAt, follows }: Planned,
): Record<string, unknown> => {
  const proposed = proposeWords(incident, said.kind, plan, around, said.tiers);
  const cap = capOfMessage(
    {
      ...said,
      headline: worded(said.headline, proposed.headline),
      text: worded(said.text, proposed.text),
      id: newId(),
      incident,
      plan,
      by: doer.here,
      at: doer.now,
      to,
      receiptBy,
      expiresAt,
      follows: follows.map((one) => one.cap),
    },
    around,
  );
  const { network } = incident;
  const { level, text } = said;
  return { network, level, to, text, receiptBy, cap: sealCap(cap, signer), officer: doer.officer };
};

/** The messages that this node holds of the incidents that a file names. */
const knowsOf = async (db: Db, { incidents = "" }: CapAlert): Promise<KnowsMessage> => {
  const ids = incidents.split(/\s+/).filter((id) => z.uuid().safeParse(id).success);
  const held = [...(await readIncidents(db, ids)).values()].flatMap(({ messages }) =>
    messages.flatMap(({ cap, receipts }) => [cap, ...receipts.map((receipt) => receipt.cap)]),
  );
  const known = new Set(held.map(referenceTo));
  return ({ sender, identifier, sent }) => known.has(`${sender},${identifier},${sent}`);
};

/** The answers of the incident room, one for every question of its contract. */
export const incidentHandlers = (deps: MonitoringDeps): Handlers<typeof incidentContract> => {
  const { db, here } = deps;
  return {
    listIncidents: async ({ query }, { now }) => {
      const found = await listIncidents(db, query.state, pageLength + 1, query.before);
      const rows = found.slice(0, pageLength);
      const { standings, networks, getPlan } = await readAround(deps, db, now);
      const mayWarn = (network: string) =>
        clauseForNetwork(standings, { network, party: here, power: "warn", at: now });
      const mayOpen = networks.filter(({ id }) => getPlan(id).ok && mayWarn(id)).map(({ id }) => id);
      return done({
        rows: rows.map((incident) => rowOf(incident, { here, now })),
        mayOpen,
        ...(found.length > pageLength && { next: rows.at(-1)!.openedAt }),
      });
    },

    readIncident: ({ params }, context) =>
      db.transaction().execute(async (tx) => {
        const around = await readAround(deps, tx, context.now);
        return answerIncident(deps, tx, context, params.id, around);
      }),

    openIncident: ({ body }, context) =>
      open(deps, context, body.network, async ({ tx, around, doer, parties }) => {
        const plan = around.getPlan(body.network);
        if (!plan.ok) return plan;
        const network = around.findNetwork(body.network)!;
        const { group, exercise, ...rest } = body;
        const already = group ? await findGathering(tx, group) : undefined;
        const gathered = group ? await listAlerts(tx, { group }, mostGathered) : [];
        const facts = body.facts.length > 0 ? body.facts : factsOf(gathered);
        // Where it was measured; a section that it is only predicted to reach is not where it began.
        const station = body.station ?? facts[0]?.station;
        return openIncident(
          {
            plan: plan.value,
            parties,
            downstream: station ? partiesDownstream(network, station, parties) : [],
            gathered,
            isSample: deps.isSample,
            ...(already && { already }),
          },
          { ...rest, facts, isExercise: exercise, ...(group && { group }), ...(station && { station }) },
          doer,
        );
      }),

    draftMessage: async ({ params, query }, { now }) => {
      const incident = await findIncident(db, params.id);
      if (!incident) return refuse("INCIDENT_NOT_FOUND");
      const around = await readAround(deps, db, now);
      const plan = around.getPlan(incident.network);
      const network = around.findNetwork(incident.network);
      if (!plan.ok || !network) return refuse("NO_RESPONSE_PLAN", { network: incident.network });
      // An exercise assumes its air: what is really forecast does not belong in it.
      const tiers = incident.isExercise ? [] : await tiersOf(db, network, incident.parties, now);
      const proposed = proposeMessage(incident, query.kind, plan.value, {
        network,
        here,
        naming: around,
        tiers,
      });
      const { receiptMinutes } = plan.value.messages[query.kind];
      const addressees = incident.parties.filter((party) => party !== here);
      return done({ ...proposed, addressees, receiptMinutes });
    },

    sendMessage: ({ params, body }, context) =>
      act(deps, context, params.id, (acting) => {
        const { incident, around, doer } = acting;
        const plan = around.getPlan(incident.network);
        if (!plan.ok) return plan;
        const ruled = sendMessage(incident, plan.value, body, doer);
        if (!ruled.ok) return ruled;
        const { kind, headline, facts, arrivals, tiers } = body;
        const data = messageData(acting, plan.value, body, ruled.value);
        const { expiresAt, tasks } = ruled.value;
        return done<ToRecord>({
          type: "monitoring.message-sent",
          data: { ...data, kind, headline, expiresAt, facts, arrivals, tiers, tasks },
        });
      }),

    confirmMessage: ({ params, body }, context) =>
      act(deps, context, params.id, ({ incident, doer, signer }) => {
        const message = incident.messages.find(({ event }) => event === params.message);
        if (!message) return refuse("MESSAGE_NOT_FOUND");
        const may = mayConfirm(message, here);
        if (!may.ok) return may;
        const { note } = body;
        const cap = capOfReceipt({
          id: newId(),
          incident,
          by: here,
          at: doer.now,
          answers: message.cap,
          to: message.by,
          ...(note && { note }),
        });
        const { officer } = doer;
        return done<ToRecord>({
          type: "monitoring.message-confirmed",
          data: { network: incident.network, cap: sealCap(cap, signer), officer, ...(note && { note }) },
          about: message.event,
        });
      }),

    finishTask: ({ params, body }, context) =>
      act(deps, context, params.id, ({ incident, doer: { officer } }) => {
        const may = mayFinish(incident, params.task, here);
        if (!may.ok) return may;
        const { network, tasks } = incident;
        const about = tasks.find(({ id }) => id === params.task)?.givenBy;
        return done<ToRecord>({
          type: "monitoring.task-done",
          data: { network, task: params.task, note: body.note, officer },
          ...(about && { about }),
        });
      }),

    endIncident: ({ params, body }, context) =>
      act(deps, context, params.id, (acting) => {
        const { incident, around, doer } = acting;
        const plan = around.getPlan(incident.network);
        if (!plan.ok) return plan;
        const ruled = endIncident(incident, plan.value, doer);
        if (!ruled.ok) return ruled;
        const said: Said = {
          kind: "end",
          level: incident.level,
          headline: proposeWords(incident, "end", plan.value, around).headline.zh,
          text: body.text,
          facts: [],
          arrivals: [],
          tiers: [],
        };
        return done<ToRecord>({
          type: "monitoring.incident-ended",
          data: messageData(acting, plan.value, said, ruled.value),
        });
      }),

    incidentEvidence: async ({ params }) => {
      const incident = await findIncident(db, params.id);
      if (!incident) return refuse("INCIDENT_NOT_FOUND");
      const evidence = await deps.evidence(incidentSubject(params.id));
      if (!evidence.ok) return evidence;
      return done({
        mediaType: "application/json",
        name: `evidence-incident-${params.id}.json`,
        content: Buffer.from(evidence.value),
      });
    },

    messageCap: async ({ params }) => {
      const incident = await findIncident(db, params.id);
      if (!incident) return refuse("INCIDENT_NOT_FOUND");
      const { messages } = incident;
      const found = [...messages, ...messages.flatMap(({ receipts }) => receipts)].find(
        ({ event }) => event === params.event,
      );
      if (!found) return refuse("MESSAGE_NOT_FOUND");
      return done({
        mediaType: "application/cap+xml",
        name: `cap-${params.event.slice(0, 12)}.xml`,
        content: Buffer.from(found.cap),
      });
    },

    readCap: async ({ body }) => {
      const bytes = await all(body);
      if (!bytes.ok) return bytes;
      const alone = readCapBytes(bytes.value);
      if (!alone.ok) return done({ faults: alone.faults, remarks: [] });
      const text = alone.text ?? "";
      const read = readCap(text, await knowsOf(db, alone.alert));
      if (!read.ok) return done({ faults: read.faults, remarks: [] });
      const keys = [...(await deps.partyKeys(db))].flatMap(([party, own]) =>
        own.map((key) => ({ party, key })),
      );
      const verified = verifyCap(text, (id) => keys.find(({ key }) => keyIdOf(key) === id)?.key);
      const signedBy = verified.ok
        ? keys.find(({ key }) => keyIdOf(key) === verified.keyId)?.party
        : undefined;
      return done({
        message: readingOf(read.alert, verified, signedBy),
        faults: [],
        remarks: read.remarks,
      });
    },
  };
};
