import { done, refuse, type Outcome } from "#base/outcome.ts";
import { dayOf, type Day } from "#base/time.ts";
import type { Recorded } from "#protocol/event.ts";
import type { CaseClock, CaseFile, ClockKind } from "./case-file.ts";
import { findStepOf, sidesOf, targetOf } from "./engine.ts";
import { entryOf } from "./entry.ts";
import type { CaseEventOf, WrittenDue } from "./events.ts";
import { inOrder } from "./history.ts";
import { documentOf } from "./issued-document.ts";
import type { ProcedureOf } from "./procedures.ts";
import type { CaseRefusal } from "./refusals.ts";
import { stateNames } from "./state-words.ts";

type Clocks = CaseFile["clocks"];
type Change = Partial<CaseFile>;

const running = (startOn: Day, due: WrittenDue): CaseClock => ({ ...due, startOn });
const stopped = (clocks: Clocks, day: Day, ...kinds: ClockKind[]): Clocks => {
  const after = { ...clocks };
  for (const kind of kinds) {
    const clock = after[kind];
    if (clock && !clock.stoppedOn) after[kind] = { ...clock, stoppedOn: day };
  }
  return after;
};
const moved = (file: CaseFile, legal: WrittenDue, promised: WrittenDue): Clocks => ({
  ...file.clocks,
  ...(file.clocks.legal && { legal: { ...file.clocks.legal, ...legal } }),
  ...(file.clocks.promised && { promised: { ...file.clocks.promised, ...promised } }),
});
/** Later words about a paper take the place of earlier ones; the order of the list stays. */
const replaced = <T extends { material: string }>(before: readonly T[], now: readonly T[]): T[] => {
  const byMaterial = new Map([...before, ...now].map((one) => [one.material, one]));
  return [...byMaterial.values()];
};

/** What one event changes, beside the state and the history. */
const changeBy = (file: CaseFile, { event, digest, author }: Recorded): Change => {
  const today = dayOf(event.time);
  const as = <T>() => event.data as T;
  switch (event.type) {
    case "cases.received": {
      const { receivedOn, step } = as<CaseEventOf<"cases.received">>();
      const startOn = file.clocks.completeness?.startOn ?? receivedOn;
      return { receivedOn, clocks: { ...file.clocks, completeness: running(startOn, step) } };
    }
    case "cases.checked":
      return { checked: replaced(file.checked, as<CaseEventOf<"cases.checked">>().materials) };
    case "cases.supplement-requested": {
      const { defects, requestedOn } = as<CaseEventOf<"cases.supplement-requested">>();
      return {
        defects,
        supplementAskedOn: requestedOn,
        clocks: stopped(file.clocks, requestedOn, "completeness"),
      };
    }
    case "cases.supplemented": {
      const { materials, form, suppliedOn, step } = as<CaseEventOf<"cases.supplemented">>();
      const supplied = new Set(materials.map(({ material }) => material));
      return {
        materials: replaced(file.materials, materials),
        checked: file.checked.filter(({ material }) => !supplied.has(material)), // what is new is looked at anew
        defects: [],
        ...(form && { form: { ...file.form, ...form } }),
        ...(file.acceptedOn === undefined && {
          clocks: {
            ...file.clocks,
            // Correcting on the spot does not give the window new days; answering its notice does.
            completeness: file.supplementAskedOn
              ? running(suppliedOn, step)
              : (file.clocks.completeness ?? running(suppliedOn, step)),
          },
        }),
      };
    }
    case "cases.accepted": {
      const { acceptedOn, reason, legal, promised, handover } = as<CaseEventOf<"cases.accepted">>();
      return {
        acceptedOn,
        acceptedAs: reason,
        clocks: {
          ...stopped(
            file.clocks,
            reason === "deemed" ? file.clocks.completeness!.due : today,
            "completeness",
          ),
          legal: running(acceptedOn, legal),
          promised: running(acceptedOn, promised),
          ...(handover && { handover: running(today, handover) }),
        },
      };
    }
    case "cases.refused":
      return { clocks: stopped(file.clocks, today, "completeness"), closedAt: event.time };
    case "cases.passed": {
      const { to, purpose, legal, promised } = as<CaseEventOf<"cases.passed">>();
      const clocks = purpose === "decide" ? stopped(file.clocks, today, "handover") : file.clocks;
      return {
        holder: to,
        handed: { event: digest, from: author, to, at: event.time },
        clocks:
          legal && promised
            ? { ...clocks, legal: running(today, legal), promised: running(today, promised) }
            : clocks,
        ...(purpose === "decide" && { returned: undefined }),
      };
    }
    case "cases.returned": {
      const { to, reasons } = as<CaseEventOf<"cases.returned">>();
      return {
        holder: to,
        handed: { event: digest, from: author, to, at: event.time },
        returned: { reasons },
      };
    }
    case "cases.paused": {
      const { procedure, pausedOn, expectedWorkdays } = as<CaseEventOf<"cases.paused">>();
      return { pauses: [...file.pauses, { procedure, from: pausedOn, expectedWorkdays }] };
    }
    case "cases.resumed": {
      const { legal, promised, resumedOn } = as<CaseEventOf<"cases.resumed">>();
      const pauses = file.pauses.map((one) => (one.resumedOn ? one : { ...one, resumedOn }));
      return { pauses, clocks: moved(file, legal, promised) };
    }
    case "cases.extended": {
      const { legal, promised } = as<CaseEventOf<"cases.extended">>();
      return { extended: true, clocks: moved(file, legal, promised) };
    }
    case "cases.decided": {
      const { outcome, reasons, result, decidedOn, deliverBy } = as<CaseEventOf<"cases.decided">>();
      return {
        decision: {
          outcome,
          reasons,
          ...(result && { resultName: result.name, resultNumber: result.number }),
        },
        decidedOn,
        withdrawalAsked: undefined,
        clocks: {
          ...stopped(file.clocks, decidedOn, "legal", "promised"),
          delivery: running(decidedOn, deliverBy),
        },
      };
    }
    case "cases.withdrawal-asked":
      // A decision that crossed the request on its way stands; the request is kept in the history only.
      return file.decision
        ? {}
        : { withdrawalAsked: { reason: as<CaseEventOf<"cases.withdrawal-asked">>().reason } };
    case "cases.withdrawn":
      return {
        clocks: stopped(file.clocks, today, "completeness", "handover", "legal", "promised"),
        closedAt: event.time,
      };
    case "cases.delivered": {
      const { deliveredOn } = as<CaseEventOf<"cases.delivered">>();
      return { deliveredOn, closedAt: event.time, clocks: stopped(file.clocks, deliveredOn, "delivery") };
    }
    case "cases.rated": {
      const { side, stars, codes, text } = as<CaseEventOf<"cases.rated">>();
      const rating = { side, stars, codes, ...(text && { text }), at: event.time, event: digest };
      return { ratings: [...file.ratings, rating].sort((a, b) => a.side.localeCompare(b.side)) };
    }
    case "cases.rating-answered": {
      const { side, what, calledBack } = as<CaseEventOf<"cases.rating-answered">>();
      const answer = { what, calledBack, at: event.time };
      return { ratings: file.ratings.map((one) => (one.side === side ? { ...one, answer } : one)) };
    }
    default:
      return {};
  }
};

const eventNotNow = (zh: string, en: string) => refuse("EVENT_NOT_NOW" as const, { zh, en });

/** What the procedure leaves open and every node must hold to all the same. */
const against = (file: CaseFile, { event, author }: Recorded): Outcome<undefined, CaseRefusal> => {
  const data = event.data;
  if (event.type === "cases.supplement-requested" && file.supplementAskedOn) return refuse("ALREADY_ASKED");
  if (event.type === "cases.extended" && file.extended) return refuse("ALREADY_EXTENDED");
  if (event.type === "cases.passed" || event.type === "cases.returned") {
    const to = data["purpose"] === "decide" ? file.deciding : file.accepting;
    if (data["to"] !== to || to === author)
      return eventNotNow("移交对象不是另一方", "it is not passed to the other side");
  }
  if (event.type === "cases.decided" && new Set(data["officers"] as string[]).size < 2)
    return refuse("SAME_OFFICER");
  if (event.type === "cases.rated" && file.ratings.some(({ side }) => side === data["side"]))
    return eventNotNow("这一方已经评价过", "this side was rated already");
  if (event.type === "cases.rating-answered") {
    const rating = file.ratings.find(({ side }) => side === data["side"]);
    if (!rating || rating.side !== author)
      return eventNotNow("没有需要本方回访的评价", "there is no rating of this side to answer");
    if (rating.answer) return eventNotNow("这条评价已经回访", "this rating was answered already");
  }
  return done(undefined);
};

/** The fields of the first event by name: what a newer peer adds stays in the event and out of the file. */
const pick = (data: CaseEventOf<"cases.submitted">) => ({
  item: data.item,
  itemId: data.itemId,
  itemName: data.itemName,
  domain: data.domain,
  caseType: data.caseType,
  procedure: data.procedure,
  department: data.department,
  number: data.number,
  trackingCode: data.trackingCode,
  accepting: data.accepting,
  deciding: data.deciding,
  channel: data.channel,
  applicant: data.applicant,
  agent: data.agent,
  form: data.form,
  delivery: data.delivery,
  materials: data.materials,
  submittedOn: data.submittedOn,
  step: data.step,
});

const opened = (
  { event, digest, author }: Recorded,
  procedureOf: ProcedureOf,
): Outcome<CaseFile, CaseRefusal> => {
  const data = event.data as CaseEventOf<"cases.submitted">;
  if (event.type !== "cases.submitted") return eventNotNow("办件还没有提交", "the case was never submitted");
  if (author !== data.accepting) return eventNotNow("只有收件方可以提交", "only the accepting side submits");
  if (!procedureOf({ procedure: data.procedure, clause: event.clause, submittedAt: event.time }))
    return eventNotNow(`没有流程“${data.procedure}”`, `no procedure “${data.procedure}” here`);
  const { agent, step, ...rest } = pick(data);
  return done({
    ...rest,
    ...(agent && { agent }),
    ...(event.clause && { clause: event.clause }),
    id: event.subject.slice(subjectPrefix.length),
    holder: data.accepting,
    state: "submitted",
    submittedAt: event.time,
    checked: [],
    defects: [],
    clocks: { completeness: running(data.submittedOn, step) },
    pauses: [],
    extended: false,
    ratings: [],
    documents: [],
    timeline: [entryOf({ event, digest, author })],
    last: digest,
  });
};

export const subjectPrefix = "case/";

/** The case after one more event; or why it cannot have happened. The side that writes and the side that reads both ask. */
export const next = (
  file: CaseFile | undefined,
  recorded: Recorded,
  procedureOf: ProcedureOf,
): Outcome<CaseFile, CaseRefusal> => {
  if (!file) return opened(recorded, procedureOf);
  const { event, digest, author } = recorded;
  const procedure = procedureOf(file);
  const step = procedure && findStepOf(procedure, event.type, event.data, file.state);
  if (!step || event.type === "cases.submitted")
    return eventNotNow(`流程没有“${event.type}”这一步`, `the procedure has no step “${event.type}”`);
  const sides = sidesOf(author, file);
  if (event.data["item"] !== file.item)
    return eventNotNow("事项与办件不符", "the item is not that of the case");
  if (!step.by.some(({ side }) => sides.includes(side)))
    return eventNotNow(`“${step.title.zh}”不由这一方办理`, `“${step.title.en}” is not for that side`);
  if (!step.word && author !== file.holder)
    return eventNotNow("材料不在这一方", "that side does not hold the file");
  // Words cross with what the holder does, so their moment is not held against them.
  if (!step.word && !step.from.includes(file.state)) {
    const { zh, en } = stateNames[file.state];
    return eventNotNow(`办件处于“${zh}”环节`, `the case is at the step “${en}”`);
  }
  const open = against(file, recorded);
  if (!open.ok) return open;
  const change = changeBy(file, recorded);
  const issued = documentOf(file, recorded, step.document);
  return done({
    ...file,
    ...change,
    state: step.word ? file.state : targetOf(step, file.state, change.holder ?? file.holder, file),
    ...(issued && { documents: [...file.documents, issued] }),
    timeline: inOrder([...file.timeline, entryOf(recorded)]),
    ...(!step.word && { last: digest }),
  });
};
