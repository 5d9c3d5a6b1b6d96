import { hash } from "#base/hash.ts";
import { newId } from "#base/id.ts";
import { done, refuse, type Outcome, type Refusal } from "#base/outcome.ts";
import { suites } from "#base/signature.ts";
import type { Tx } from "#base/tx.ts";
import type { Digest, Event, Recorded } from "#protocol/event.ts";
import { leafOf, newSalt } from "#protocol/leaf.ts";
import { maxPageBytes } from "#protocol/page.ts";
import { barByBacklog } from "./backlog.ts";
import { kindsOf, type Kinds } from "./capability.ts";
import type { NextKey } from "./chain-store.ts";
import type { ExchangeDeps } from "./deps.ts";
import type { Draft } from "./draft.ts";
import { judge, type Known } from "./judge.ts";
import { noteAttempt } from "./refused-attempts.ts";
import { bodyOf, hasNul } from "./shape.ts";
import * as store from "./store.ts";
import { keyChanged, type Succession } from "./succession.ts";
import { audienceKey, linkHolderEvent, previousFor, type Subject } from "./subject.ts";

const kindsByDeps = new WeakMap<ExchangeDeps, Kinds>();
export const kindsFor = (deps: ExchangeDeps): Kinds => {
  let kinds = kindsByDeps.get(deps);
  if (!kinds) kindsByDeps.set(deps, (kinds = kindsOf(deps.capabilities)));
  return kinds;
};

type Written = { recorded: Recorded; body: string };

/** Gives drafts their id, time and place. Links are judged later; here they are only followed. */
const write = (deps: ExchangeDeps, drafts: readonly Draft[], subjects: Map<string, Subject>): Written[] => {
  const kinds = kindsFor(deps);
  const newest = new Map<string, number>();
  for (const known of kinds.values())
    newest.set(known.kind.type, Math.max(newest.get(known.kind.type) ?? 0, known.kind.version));
  const moving = new Map(subjects);
  const time = deps.clock();
  return drafts.map((draft) => {
    const version = newest.get(draft.type);
    const kind = version === undefined ? undefined : kinds.get(`${draft.type}/${version}`)!.kind;
    if (!kind) throw new Error(`no capability knows ${draft.type}`);
    const audience =
      draft.audience === "public" ? draft.audience : [...new Set([...draft.audience, deps.here])].sort();
    const subject = moving.get(draft.subject);
    const event: Event = {
      id: newId(),
      type: draft.type,
      version: kind.version,
      subject: draft.subject,
      audience,
      actor: { role: draft.actor.role, department: draft.actor.department },
      time,
      data: draft.data,
    };
    const link = previousFor(subject, audience);
    if (kind.by === "anyone") event.about = draft.about ?? link;
    else if (link !== undefined) event.previous = link;
    if (draft.clause) event.clause = draft.clause;
    if (draft.attachments?.length) event.attachments = draft.attachments;
    const body = bodyOf(event);
    const recorded = { event, digest: hash("sha256", body).toString("hex"), author: deps.here };
    if (kind.by === "holder") {
      const linked = linkHolderEvent(subject, recorded, kind, () => true);
      if (linked.ok && linked.value.kind === "linked") moving.set(draft.subject, linked.value.after);
    }
    return { recorded, body };
  });
};

const nextKeyOf = ({ event: { type, data } }: Recorded): NextKey | undefined => {
  if (type !== keyChanged) return undefined;
  const { from, publicKey } = data as Succession;
  return { from, publicKey };
};

/** The first reason against any of the events, if there is one. */
const attachmentsMissing = async (
  deps: ExchangeDeps,
  written: readonly Written[],
): Promise<Digest | undefined> => {
  for (const { recorded } of written)
    for (const { digest } of recorded.event.attachments ?? [])
      if (!(await deps.attachments.has(digest))) return digest;
  return undefined;
};

/**
 * Whether a subject that was new when `before` was read is there by now. Only a row can be locked, so what another
 * transaction opened may be seen by `apply` although `examine` did not see it.
 */
const wasOpenedMeanwhile = async (
  tx: Tx,
  drafts: readonly Draft[],
  before: ReadonlyMap<string, Subject>,
): Promise<boolean> => {
  const opened = drafts.map(({ subject }) => subject).filter((subject) => !before.has(subject));
  // A transaction that PostgreSQL has given up answers nothing more: then the fault itself says why.
  return (await store.lockSubjects(tx, opened).catch(() => new Map())).size > 0;
};

/**
 * Records what happened here: judged like a peer would, applied, and queued for the next page; all in `tx`.
 * One event that does not hold refuses all of them; the caller rolls back.
 */
export const append = async (
  deps: ExchangeDeps,
  tx: Tx,
  drafts: readonly Draft[],
): Promise<Outcome<Recorded[]>> => {
  if (drafts.length === 0) return done([]);
  const no = (refusal: Refusal, draft: Draft): Outcome<Recorded[]> => {
    noteAttempt(tx, draft, refusal, deps.clock());
    return { ok: false, refusal };
  };
  const barred = await barByBacklog(deps, tx, drafts);
  if (barred) return no(barred, drafts[0]!);
  const subjects = await store.lockSubjects(tx, [...new Set(drafts.map(({ subject }) => subject))].sort());
  const before = new Map(subjects);
  const written = write(deps, drafts, subjects);
  const sizes = written.map(({ body }) => Buffer.byteLength(body));
  const large = sizes.findIndex((size) => size > maxPageBytes);
  if (large >= 0) return no(refuse("TOO_LARGE", { limit: "1 MiB" }).refusal, drafts[large]!);
  const unkept = written.findIndex(({ body }) => hasNul(body));
  if (unkept >= 0)
    return no(refuse("BAD_DATA", { type: drafts[unkept]!.type, issue: "nul" }).refusal, drafts[unkept]!);
  const missing = await attachmentsMissing(deps, written);
  if (missing) return no(refuse("ATTACHMENT_UNKNOWN", { attachment: missing }).refusal, drafts[0]!);

  const events = written.map(({ recorded }) => recorded);
  const abouts = events.flatMap(({ event }) => (event.about === undefined ? [] : [event.about]));
  const applied = await store.appliedAmong(tx, [...new Set(abouts)]);
  const known: Known = { subjects, applied, absent: new Set(), held: new Set() };
  const judging = { kinds: kindsFor(deps), authority: deps.authority, here: deps.here };
  const verdicts = await judge(tx, judging, events, known).catch(async (fault: unknown) => {
    if (await wasOpenedMeanwhile(tx, drafts, before))
      throw new store.Conflict("a subject was opened meanwhile");
    throw fault;
  });
  for (const [i, verdict] of verdicts.entries()) {
    if (verdict.state === "applied") continue;
    const refusal =
      verdict.state === "refused"
        ? verdict.refusal
        : (verdict.refusal ?? refuse(verdict.code, verdict.detail).refusal);
    return no(refusal, drafts[i]!);
  }
  // The key of the page is known when it is sealed: its suite is nearly always the newest one's.
  const hashName = suites[deps.keys.all().at(-1)!.publicKey.suite].hash;
  await store.insertOwn(
    tx,
    deps.here,
    hashName,
    written.map(({ recorded, body }, i) => {
      const salt = newSalt();
      const nextKey = nextKeyOf(recorded);
      return {
        digest: recorded.digest,
        subject: recorded.event.subject,
        type: recorded.event.type,
        audience: audienceKey(recorded.event.audience),
        salt,
        body,
        leaf: leafOf(hashName, salt, body),
        size: sizes[i]!,
        ...(nextKey && { nextKey }),
      };
    }),
  );
  await saveMoved(tx, before, known.subjects);
  await store.insertAttachments(
    tx,
    events.flatMap(({ event, digest }) =>
      (event.attachments ?? []).map((a) => ({ digest: a.digest, event: digest })),
    ),
  );
  return done(events);
};

/** Writes the subjects that moved since `before`. */
export const saveMoved = (tx: Tx, before: Map<string, Subject>, after: Map<string, Subject>): Promise<void> =>
  store.saveSubjects(
    tx,
    [...after]
      .filter(([subject, state]) => before.get(subject) !== state)
      .map(([subject, state]) => ({ subject, ...state, before: before.get(subject)?.revision ?? 0 })),
  );
