import { callerOf, type Context } from "#base/handler.ts";
import { newId } from "#base/id.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { randomBytes } from "node:crypto";
import { dayOf } from "#base/time.ts";
import type { Tx } from "#base/tx.ts";
import { caseNumberOf } from "#official/case-number.ts";
import { completenessDue } from "./clocks.ts";
import type { CaseDeps } from "./deps.ts";
import { findUploads } from "./draft-store.ts";
import type { HandedIn } from "./events.ts";
import type { Planned } from "./facts.ts";
import { checkApplication, type Application } from "./intake.ts";
import { readInForce, type Offered } from "./item-book.ts";
import { caseCounterOf, trackingCodeFrom } from "./number.ts";
import { getProcedure } from "./procedures.ts";
import { record } from "./record.ts";
import { partyNames } from "./seen-by.ts";
import { keepHandedIn, nextNumber, setFiler } from "./store.ts";
import { attachmentsOf } from "./supplement.ts";

/** The item with who decides it, if papers for it may be handed in at this node now. */
export const availableItem = async (
  deps: CaseDeps,
  tx: Tx | CaseDeps["db"],
  code: string,
  now: string,
): Promise<Outcome<Offered>> => {
  const inForce = await readInForce(deps, tx);
  const offered = inForce.book(now).byCode.get(code);
  if (!offered) return refuse("ITEM_NOT_FOUND");
  if (offered.authority.party === deps.here) return done(offered);
  const clause = inForce.clause(code, deps.here, now);
  if (clause?.grant.powers.includes("receive")) return done(offered);
  const name = await partyNames(deps);
  return refuse("ITEM_NOT_AVAILABLE", { party: name(offered.authority.party).zh });
};

/** Each accepting party counts in its own range of the clause, also for what it decides itself. */
const rangeOf = async (
  deps: CaseDeps,
  tx: Tx,
  code: string,
  now: string,
): Promise<{ from: number; to: number }> => {
  const inForce = await readInForce(deps, tx);
  const own = inForce.clause(code, deps.here, now);
  if (own) return own.grant.numbering[deps.here] ?? { from: 1, to: 9999 };
  for (const { party } of await deps.parties()) {
    const clause = party === deps.here ? undefined : inForce.clause(code, party, now);
    const range = clause?.grant.numbering[deps.here];
    if (range) return range;
  }
  return { from: 1, to: 9999 };
};

/** Only files that this person brought, with size and kind as they were measured then. */
export const ownFiles = async (
  tx: Tx,
  owner: string,
  materials: readonly HandedIn[],
): Promise<Outcome<HandedIn[]>> => {
  const uploads = await findUploads(
    tx,
    owner,
    materials.flatMap(({ files }) => files.map(({ digest }) => digest)),
  );
  const owned: HandedIn[] = [];
  for (const [index, one] of materials.entries()) {
    const files: HandedIn["files"] = [];
    for (const { digest, label } of one.files) {
      const upload = uploads.get(digest);
      if (!upload) return refuse("FILE_NOT_FOUND", undefined, `materials.${index}.files`);
      files.push({ digest, size: upload.size, mediaType: upload.mediaType, label });
    }
    owned.push({ ...one, files });
  }
  return done(owned);
};

/** Makes a case of an application, once for each key. Answers with its id. */
export const openCase = async (
  deps: CaseDeps,
  tx: Tx,
  context: Context,
  {
    key,
    code,
    application,
    channel,
  }: { key: string; code: string; application: Application; channel: "online" | "window" },
): Promise<Outcome<string>> => {
  const caller = callerOf(context);
  const { now } = context;
  const today = dayOf(now);
  const available = await availableItem(deps, tx, code, now);
  if (!available.ok) return available;
  const { item, authority } = available.value;
  const files = await ownFiles(tx, caller.personId, application.materials);
  if (!files.ok) return files;
  const checked = checkApplication(
    item,
    { ...application, materials: files.value },
    { today, channel, allowsSamples: deps.isSample },
  );
  if (!checked.ok) return checked;

  const id = newId();
  if (!(await keepHandedIn(tx, key, id)))
    throw Object.assign(new Error("the same form came twice at once"), { code: "40001" });
  const range = await rangeOf(deps, tx, code, now);
  const sequence = Number(await nextNumber(tx, caseCounterOf(code, today), range.from));
  const number = sequence > range.to ? undefined : caseNumberOf(code, today, sequence);
  if (!number) return refuse("NUMBERS_EXHAUSTED");
  if (!number.ok) throw new Error(`the item ${item.id} has no good code: ${number.refusal.code}`);

  const inForce = await readInForce(deps, tx);
  const clause = inForce.clause(code, deps.here, now);
  const begun = { procedure: item.procedure, clause: clause?.ref, submittedAt: now };
  const step = completenessDue(today, getProcedure(inForce.procedure, begun), deps.calendars);
  const attachments = attachmentsOf(checked.value.materials);
  const submitted: Planned = {
    type: "cases.submitted",
    data: {
      item: code,
      number: number.value,
      trackingCode: trackingCodeFrom(randomBytes(6)),
      channel,
      accepting: deps.here,
      deciding: authority.party,
      submittedOn: today,
      step,
      ...checked.value,
      itemId: item.id,
      itemName: item.name,
      domain: item.domain,
      caseType: item.caseType,
      procedure: item.procedure,
      department: authority.department,
    },
    ...(attachments.length > 0 && { attachments }),
  };
  const received: Planned = {
    type: "cases.received",
    data: { item: code, receivedOn: today, step },
    document: "receipt",
  };
  const recorded = await record(
    deps,
    tx,
    {
      file: { id, accepting: deps.here, deciding: authority.party, last: "" },
      clause,
      name: await partyNames(deps),
      actor: { role: caller.role, department: caller.department },
      today,
    },
    channel === "window" ? [submitted, received] : [submitted],
  );
  if (!recorded.ok) return recorded;
  if (channel === "online") await setFiler(tx, id, caller.personId);
  return done(id);
};
