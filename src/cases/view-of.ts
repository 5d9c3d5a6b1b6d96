import type { Party } from "#base/party.ts";
import type { Digest } from "#protocol/event.ts";
import { isClosed, type CaseFile, type Words } from "./case-file.ts";
import { currentClock, daysLeft, ruleOf, stateOf } from "./clocks.ts";
import { commandsFor } from "./commands.ts";
import type { Acknowledgement, CarryingClause } from "./deps.ts";
import { closedOnOf } from "./erasure.ts";
import type { Facts } from "./facts.ts";
import { isMet } from "./field.ts";
import type { Item } from "./item.ts";
import { lightOf } from "./light.ts";
import { maskAgent, maskAnswers, maskApplicant, maskDelivery } from "./mask.ts";
import type { Procedure } from "./procedure.ts";
import { sidesToRate } from "./rate.ts";
import { explainRetention, keptUntil } from "./retention.ts";
import type { CaseView, ClockView, MaterialView } from "./view.ts";
import { wayOf } from "./way.ts";
import {
  clockStartWords,
  documentTitles,
  entryDetail,
  entryTitle,
  stateWordsOf,
  type PartyNames,
} from "./words.ts";

/** Who looks: the owner, who handles the case (names in full), other staff, staff without the mask, or anybody who knows number and code. */
export type Sight = "owner" | "handling" | "staff" | "staff-unmasked" | "public";

export type Seen = {
  facts: Facts;
  name: PartyNames;
  clause: CarryingClause | undefined;
  acknowledgements: Map<Digest, Acknowledgement>;
  isSample: boolean;
};

/** Every node signs for every page; what counts is the signature of the side that the file went to. */
export const isSignedFor = (receipt: Acknowledgement | undefined, by: Party): boolean =>
  receipt?.acknowledged.some(({ party }) => party === by) ?? false;

/** A file is on its way until the other side has signed for it or has acted on it. */
export const isInTransit = (
  file: CaseFile,
  here: Party,
  acknowledgements: Map<Digest, Acknowledgement>,
): boolean => {
  const { handed } = file;
  if (!handed || handed.from !== here || isClosed(file) || file.holder !== handed.to) return false;
  const after = file.timeline.slice(file.timeline.findIndex(({ event }) => event === handed.event) + 1);
  if (after.some(({ party }) => party === handed.to)) return false;
  return !isSignedFor(acknowledgements.get(handed.event), handed.to);
};

const clockOrder = ["completeness", "handover", "promised", "legal", "delivery"] as const;

/** The file is handed over when the other side has signed for it, not when it was sent: until then that clock runs. */
export const asSeen = (file: CaseFile, inTransit: boolean): CaseFile => {
  const { handover } = file.clocks;
  if (!inTransit || !handover || file.handed?.to !== file.deciding) return file;
  return { ...file, clocks: { ...file.clocks, handover: { ...handover, stoppedOn: undefined } } };
};

export const clocksOf = (
  { facts, clause }: Pick<Seen, "facts" | "clause">,
  inTransit: boolean,
): ClockView[] => {
  const { procedure, item, calendars, today } = facts;
  const file = asSeen(facts.file, inTransit);
  return clockOrder.flatMap((kind): ClockView[] => {
    const clock = file.clocks[kind];
    if (!clock) return [];
    const { due, raw, provisional } = clock;
    return [
      {
        kind,
        due,
        raw,
        provisional,
        unit: clock.unit ?? "workday",
        daysLeft: daysLeft(clock.stoppedOn ?? today, clock, calendars),
        state: stateOf(file, kind, today),
        rule: ruleOf(kind, procedure, item, clause?.grant.relayLimit),
      },
    ];
  });
};

/** The papers of this case: those its answers ask for, and whatever was handed in beside them. */
const papersOfCase = (file: CaseFile, item: Item) =>
  item.materials.filter(
    ({ id, when }) =>
      !when ||
      isMet(when, file.form) ||
      file.materials.some((one) => one.material === id && one.files.length > 0),
  );

const materialsOf = (file: CaseFile, item: Item): MaterialView[] =>
  papersOfCase(file, item).map((material) => {
    const { id, name, necessary, fromSharing, madeBySystem, originals, copies, verifyOriginal } = material;
    const handedIn = file.materials.find((one) => one.material === id);
    const checked = file.checked.find((one) => one.material === id);
    const defect = file.defects.find((one) => one.material === id)?.what;
    return {
      material: id,
      name,
      necessary,
      fromSharing,
      ...(madeBySystem && { madeBySystem }),
      originals,
      copies,
      verifyOriginal,
      ...(handedIn && { handedIn }),
      ...(checked && { checked }),
      ...(defect && { defect }),
    };
  });

/** What came later overrules it: a receipt, or the first step of the side that the file had gone to. */
const missedView = (
  { timeline }: CaseFile,
  event: Digest,
  { missed = [], acknowledged }: Acknowledgement,
): CaseView["timeline"][number]["missed"] => {
  const after = timeline.slice(timeline.findIndex((entry) => entry.event === event) + 1);
  return missed.map(({ kind, party, saidAt, limitHours }) => {
    const came = kind === "relay" ? acknowledged : after;
    const arrivedAt = came.find((one) => one.party === party)?.at;
    return { kind, party, saidAt, limitHours, ...(arrivedAt && { arrivedAt }) };
  });
};

const transitOf = (
  file: CaseFile,
  name: PartyNames,
  missed: Acknowledgement["missed"] = [],
): NonNullable<CaseView["transit"]> => {
  const { to, at } = file.handed!;
  const { zh, en } = name(to);
  const late = missed.find(({ kind, party }) => kind === "relay" && party === to);
  const said = late && {
    zh: `超过${late.limitHours}小时的送达时限，本节点已签名留证。`,
    en: ` The limit of ${late.limitHours} hours has passed, which this node has recorded under its signature.`,
  };
  const words = {
    zh: `已发往${zh}，对方节点还没有签收；材料已保存，不会丢失。${said?.zh ?? ""}`,
    en: `Sent to ${en}, whose node has not signed for it yet; the file is kept and cannot be lost.${said?.en ?? ""}`,
  };
  return { to, since: at, waiting: true, words };
};

const personal = ({ facts }: Seen, sight: Sight): Partial<CaseView> => {
  const { file, item } = facts;
  if (sight === "public") return {};
  const { applicant, agent, form, delivery } = file;
  if (sight === "owner" || sight === "staff-unmasked")
    return { applicant, ...(agent && { agent }), form, delivery };
  const names = sight === "handling" ? "in-full" : "masked";
  return {
    applicant: maskApplicant(applicant, names),
    ...(agent && { agent: maskAgent(agent, names) }),
    form: maskAnswers(form, item.form),
    delivery: maskDelivery(delivery, names),
  };
};

const keptOf = (file: CaseFile, { retention }: Procedure): Pick<CaseView, "kept"> => {
  const closedOn = closedOnOf(file);
  if (!closedOn || !retention) return {};
  const why = explainRetention(closedOn, retention);
  return { kept: { until: keptUntil(closedOn, retention), why, basis: retention.basis } };
};

/** What the public may read of a step: never what an officer wrote. */
const quiet = (detail: Words | undefined, sight: Sight): Words | undefined =>
  sight === "public" ? undefined : detail;

const licence = "01"; // 行政许可 in GB/T 39046

export const viewOf = (seen: Seen, sight: Sight): CaseView => {
  const { facts, name, clause, acknowledgements, isSample } = seen;
  const { file, desk, procedure, item, calendars, today, here, terms } = facts;
  const inTransit = isInTransit(file, here, acknowledgements);
  const clocks = clocksOf(seen, inTransit);
  const current = isClosed(file) ? undefined : currentClock(file);
  const clock = clocks.find(({ kind }) => kind === current);
  const isStaff = sight !== "owner" && sight !== "public";
  const isOwn = sight === "owner" || (isStaff && here === file.accepting);
  return {
    id: file.id,
    number: file.number,
    procedure: file.procedure,
    caseType: file.caseType,
    ...(isOwn && { trackingCode: file.trackingCode }),
    item: { id: file.itemId, code: file.item, name: file.itemName, domain: file.domain },
    accepting: file.accepting,
    deciding: file.deciding,
    holder: file.holder,
    acceptingName: name(file.accepting),
    decidingName: name(file.deciding),
    state: inTransit && file.state === "under-review" ? "in-transit" : file.state,
    stateWords: stateWordsOf(file, name, inTransit),
    submittedAt: file.submittedAt,
    ...(file.closedAt && { closedAt: file.closedAt }),
    ...keptOf(file, procedure),
    ...personal(seen, sight),
    masked: sight !== "owner" && sight !== "staff-unmasked",
    materials: sight === "public" ? [] : materialsOf(file, item),
    clocks,
    ...(clock && { clock }),
    light: lightOf(asSeen(file, inTransit), procedure, calendars, today),
    timeline: file.timeline.map((entry) => {
      const receipt = acknowledgements.get(entry.event);
      const detail = quiet(entryDetail(entry, name, item.typeCode === licence), sight);
      return {
        event: entry.event,
        type: entry.type,
        at: entry.at,
        party: entry.party,
        title: entryTitle(entry, file, name),
        ...(detail && { detail }),
        ...(receipt?.page !== undefined && { page: receipt.page }),
        acknowledged: (receipt?.acknowledged ?? []).filter(
          ({ party }) => party !== entry.party && [file.accepting, file.deciding].includes(party),
        ),
        ...(receipt?.missed && { missed: missedView(file, entry.event, receipt) }),
      };
    }),
    way: wayOf(file, inTransit),
    documents:
      sight === "public"
        ? []
        : file.documents.map(({ kind, number, issuedOn, party }, index) => ({
            index,
            kind,
            title: documentTitles[kind],
            number,
            issuedOn,
            party,
            sample: isSample,
          })),
    ...(file.decision && sight !== "public" && { decision: file.decision }),
    ...(desk.proposal && isStaff && { proposal: desk.proposal }),
    ...(desk.extensionAsked && isStaff && { extensionAsked: desk.extensionAsked }),
    ratings: file.closedAt && file.state === "delivered" ? ratingsOf(file, sight) : [],
    ...(clause && {
      clause: {
        agreement: clause.ref.agreement,
        agreementTitle: clause.agreementTitle,
        clause: clause.ref.clause,
        clauseTitle: clause.clauseTitle,
      },
    }),
    clockStart: clockStartWords(file, name, terms.clockStart),
    ...(inTransit && { transit: transitOf(file, name, acknowledgements.get(file.handed!.event)?.missed) }),
    withdrawalAsked: file.withdrawalAsked !== undefined,
    commands: sight === "public" ? {} : commandsFor(facts),
  };
};

const ratingsOf = (file: CaseFile, sight: Sight): CaseView["ratings"] =>
  sidesToRate(file).map((side) => {
    const given = file.ratings.find((one) => one.side === side);
    if (!given || sight === "public") return { side, codes: [] };
    const { stars, codes, text, at, answer } = given;
    return { side, stars, codes, at, ...(text && { text }), ...(answer && { answer }) };
  });
