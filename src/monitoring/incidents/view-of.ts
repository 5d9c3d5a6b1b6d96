import { fill } from "#base/bilingual.ts";
import { boundedMap } from "#base/bounded-map.ts";
import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { PublicKey } from "#base/signature.ts";
import type { Instant } from "#base/time.ts";
import type { Digest } from "#protocol/event.ts";
import { keyIdOf } from "#base/signature.ts";
import { verifyCap } from "./cap/sign-cap.ts";
import { mayConfirm, mayEnd, mayFinish, maySend } from "./command.ts";
import { findDone, notConfirmedBy, type Incident, type Message } from "./incident.ts";
import { kindWords } from "./message-words.ts";
import { incidentRefusals } from "./refusals.ts";
import type { ResponsePlan } from "./response-plan.ts";
import type { Network } from "../network.ts";
import type { CommandView, IncidentLine, IncidentRow, IncidentView, MessageView, TaskView } from "./view.ts";

type Words = { zh: string; en: string };

/** What a view needs beside the incident itself. */
export type Seen = {
  here: Party;
  now: Instant;
  partyName: (party: Party) => Words;
  nameOf: (id: string) => Words | undefined;
  /** As they are in force now; absent where no agreement has them any more. */
  plan?: ResponsePlan | undefined;
  medium?: Network["medium"] | undefined;
  keys: ReadonlyMap<Party, readonly PublicKey[]>;
  arrived: ReadonlyMap<Digest, { acknowledged: { party: Party; at: Instant }[] }>;
};

const commandView = (outcome: { ok: true } | { ok: false; refusal: Refusal }): CommandView => {
  if (outcome.ok) return { allowed: true };
  const { code, detail } = outcome.refusal;
  const text = incidentRefusals[code as keyof typeof incidentRefusals];
  return { allowed: false, reason: { zh: fill(text.zh, detail), en: fill(text.en, detail) } };
};

const isLate = (message: Message, now: Instant): boolean =>
  message.receiptBy < now && notConfirmedBy(message).length > 0;

export const rowOf = (incident: Incident, { here, now }: Pick<Seen, "here" | "now">): IncidentRow => {
  const { id, title, network, level, isExercise, isSample, holder, openedAt, endedAt, messages, tasks } =
    incident;
  const own = tasks.filter(({ parties }) => parties.includes(here));
  return {
    id,
    title,
    network,
    level,
    isExercise,
    isSample,
    holder,
    openedAt,
    ...(endedAt && { endedAt }),
    messages: messages.length,
    waitingFor: incident.parties.filter((party) =>
      messages.some((message) => notConfirmedBy(message).includes(party)),
    ),
    isLate: messages.some((message) => isLate(message, now)),
    tasks: tasks.reduce((sum, { parties }) => sum + parties.length, 0),
    tasksDone: incident.done.length,
    toConfirm: messages.filter((message) => notConfirmedBy(message).includes(here)).length,
    toDo: own.filter((task) => !findDone(incident, task.id, here)).length,
  };
};

const taskView = (incident: Incident, task: Incident["tasks"][number], seen: Seen): TaskView => {
  const { id, title, does, basis, by, parties } = task;
  return {
    id,
    title,
    does,
    ...(basis && { basis }),
    by,
    owners: parties.map((party) => {
      const done = findDone(incident, id, party);
      if (!done) return { party, state: by < seen.now ? ("overdue" as const) : ("open" as const) };
      const { at, note, officer } = done;
      return { party, state: at <= by ? ("done" as const) : ("done-late" as const), at, note, officer };
    }),
    finish: commandView(mayFinish(incident, id, seen.here)),
  };
};

/** Messages whose signature was seen to hold: neither they nor the keys that a party had ever change. */
const held = boundedMap<Digest, true>(5000);

/** Whether the CAP text is signed by a key that its sender has or had. */
const signatureOf = ({ event, cap, by }: Message, keys: Seen["keys"]): MessageView["signature"] => {
  if (held.get(event)) return "holds";
  const own = keys.get(by) ?? [];
  const verified = verifyCap(cap, (keyId) => own.find((key) => keyIdOf(key) === keyId));
  if (verified.ok) {
    held.set(event, true);
    return "holds";
  }
  return verified.why === "unsigned" ? "none" : "broken";
};

const messageView = (message: Message, seen: Seen): MessageView => {
  const { cap: _, receipts, unanswered, ...rest } = message;
  return {
    ...rest,
    receipts: receipts.map(({ cap: __, ...receipt }) => ({
      ...receipt,
      isLate: receipt.at > message.receiptBy,
    })),
    waitingFor: notConfirmedBy(message),
    unanswered: unanswered.map(({ event: ___, ...one }) => one),
    arrived: seen.arrived.get(message.event)?.acknowledged ?? [],
    signature: signatureOf(message, seen.keys),
    confirm: commandView(mayConfirm(message, seen.here)),
  };
};

const names = (parties: readonly Party[], partyName: Seen["partyName"]): Words => ({
  zh: parties.map((party) => partyName(party).zh).join("、"),
  en: parties.map((party) => partyName(party).en).join(", "),
});

const linesOf = (incident: Incident, { partyName }: Seen): IncidentLine[] => {
  const lines: IncidentLine[] = [
    {
      at: incident.openedAt,
      party: incident.holder,
      what: "opened",
      words: { zh: "建立事件", en: "opened the incident" },
    },
  ];
  for (const message of incident.messages) {
    const to = names(message.to, partyName);
    const kind = kindWords[message.kind];
    lines.push({
      at: message.at,
      party: message.by,
      what: message.kind === "end" ? "ended" : "sent",
      words: { zh: `${kind.zh} → ${to.zh}`, en: `${kind.en} → ${to.en}` },
      note: message.headline ?? message.text,
    });
    for (const { at, party, note } of message.receipts)
      lines.push({
        at,
        party,
        what: "confirmed",
        words: { zh: `回执：${kind.zh}`, en: `confirmed: ${kind.en}` },
        ...(note && { note }),
      });
    for (const { at, parties, to: told } of message.unanswered) {
      const missing = names(parties, partyName);
      lines.push({
        at,
        party: message.by,
        what: "unanswered",
        words: {
          zh: `${missing.zh}逾期未回执（${kind.zh}），已报${told.zh}`,
          en: `no receipt from ${missing.en} in time (${kind.en}); told ${told.en}`,
        },
      });
    }
  }
  for (const { at, party, task, note } of incident.done) {
    const title = incident.tasks.find(({ id }) => id === task)!.title;
    lines.push({
      at,
      party,
      what: "done",
      words: { zh: `完成：${title.zh}`, en: `done: ${title.en}` },
      note,
    });
  }
  return lines.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
};

const rolesIn = ({ parties, holder, downstream }: Incident, { roles }: ResponsePlan) =>
  Object.fromEntries(
    parties.map((party) => [
      party,
      party === holder ? roles.opener : downstream.includes(party) ? roles.affected : roles.informed,
    ]),
  );

/** The incident as the room shows it. */
export const viewOf = (incident: Incident, seen: Seen): IncidentView => {
  const { facts, group, station, parties } = incident;
  const { plan, medium } = seen;
  const arrivals = incident.messages.findLast((message) => message.arrivals.length > 0)?.arrivals ?? [];
  const tiers = incident.messages.findLast((message) => message.tiers?.length)?.tiers ?? [];
  const ids = new Set([
    ...facts.flatMap((fact) => [fact.station, fact.property ?? []].flat()),
    ...incident.messages.flatMap((message) => [
      ...message.facts.flatMap((fact) => [fact.station, fact.property ?? []].flat()),
      ...message.arrivals.map((arrival) => arrival.station),
    ]),
    ...(station ? [station] : []),
  ]);
  return {
    ...rowOf(incident, seen),
    facts,
    ...(group && { group }),
    ...(station && { station }),
    parties,
    ...(plan && {
      plan: {
        roles: rolesIn(incident, plan),
        endSays: plan.messages.end.says,
        endsWhen: plan.endsWhen,
      },
    }),
    ...(medium && { medium }),
    arrivals,
    tiers,
    messages: incident.messages.map((message) => messageView(message, seen)),
    tasks: incident.tasks.map((task) => taskView(incident, task, seen)),
    lines: linesOf(incident, seen),
    names: Object.fromEntries(
      [...ids].flatMap((id) => {
        const words = seen.nameOf(id);
        return words ? [[id, words]] : [];
      }),
    ),
    send: commandView(maySend(incident)),
    end: commandView(mayEnd(incident, seen.here)),
    now: seen.now,
  };
};
