import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Tx } from "#base/tx.ts";
import type { Caller } from "#base/role.ts";
import type { Attachment, Digest } from "#protocol/event.ts";
import type { MonitoringDeps } from "../deps.ts";
import type { PatrolEventType, RecordRef } from "./events.ts";
import type { Way } from "./in-force.ts";
import { findPhotos } from "./photo-store.ts";
import { changedMeanwhile, findRecords, type KnownRecord } from "./store.ts";

/** The record if it is known already; a refusal where its id stands for something else. */
export const findKnown = async (
  tx: Tx,
  { id, content }: RecordRef,
): Promise<Outcome<KnownRecord | undefined>> => {
  const known = (await findRecords(tx, [id])).get(id);
  return known && known.content !== content
    ? refuse("RECORD_CONFLICT", { subject: known.subject })
    : done(known);
};

/** The photos of a record, all of which must have been brought before. */
export const getPhotos = async (tx: Tx, digests: readonly Digest[]): Promise<Outcome<Attachment[]>> => {
  const brought = await findPhotos(tx, digests);
  const missing = digests.find((digest) => !brought.has(digest));
  return missing
    ? refuse("PHOTO_MISSING", { photo: missing })
    : done([...new Set(digests)].map((digest) => brought.get(digest)!));
};

// Another request was quicker, perhaps with this very record: asked again, the rule says how things stand now.
const movedOn: ReadonlySet<string> = new Set([
  "NOT_HOLDER",
  "FORKED_SUBJECT",
  "SUBJECT_TAKEN",
  "RECORD_CONFLICT",
]);

type Said = {
  caller: Caller;
  record: RecordRef;
  type: PatrolEventType;
  subject: string;
  network: string;
  data: Record<string, unknown>;
  photos: readonly Attachment[];
  way: Way;
};

/** Records and applies one event in `tx`. */
export const recordEvent = async (
  { exchange }: Pick<MonitoringDeps, "exchange">,
  tx: Tx,
  { caller, record, type, subject, network, data, photos, way }: Said,
): Promise<Outcome<{ recordedAt: string; event: Digest }>> => {
  const recorded = await exchange.append(tx, [
    {
      type,
      subject,
      data: { ...data, record, network },
      audience: way.audience,
      actor: { role: caller.role, department: caller.department },
      ...(way.clause && { clause: way.clause }),
      ...(photos.length > 0 && { attachments: [...photos] }),
    },
  ]);
  if (!recorded.ok) {
    if (movedOn.has(recorded.refusal.code)) throw changedMeanwhile();
    return recorded;
  }
  const { event, digest } = recorded.value[0]!;
  return done({ recordedAt: event.time, event: digest });
};
