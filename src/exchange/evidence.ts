import { canonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Tx } from "#base/tx.ts";
import type { Digest, Event } from "#protocol/event.ts";
import type { ExchangeDeps } from "./deps.ts";
import { erasedAmong } from "./erasure-store.ts";
import {
  evidenceBytes,
  evidenceFormat,
  type Acknowledgement,
  type AgreementProof,
  type Evidence,
} from "./evidence-format.ts";
import { keyWords, Needed, proofOf, readPages } from "./evidence-pages.ts";
import { eventsOfSubject, findReceipt, type EvidenceRow } from "./evidence-store.ts";
import { findOwnSigner } from "./own-key.ts";

/** What the agreements hand over: the founding agreement and those named, by digest. */
export type AgreementProofs = (
  tx: Tx,
  digests: readonly Digest[],
) => Promise<{ founding: Digest; agreements: Record<Digest, AgreementProof> }>;

const acknowledge = async (
  tx: Tx,
  rows: readonly EvidenceRow[],
  parties: readonly Party[],
  needed: Needed,
) => {
  const acknowledgements: Acknowledgement[] = [];
  const pending: Evidence["pending"] = [];
  const asked = new Set<string>();
  for (const { author: of, page, audience } of rows)
    for (const by of audience === "public" ? parties : audience.split(",")) {
      if (by === of || asked.has(`${of} ${page} ${by}`)) continue;
      asked.add(`${of} ${page} ${by}`);
      const receipt = await findReceipt(tx, of, page, by);
      if (!receipt) {
        pending.push({ of, page, by });
        continue;
      }
      acknowledgements.push({ of, page, by, ...receipt });
      needed.add(of, page, receipt.upTo);
      needed.add(by, receipt.at);
    }
  return { acknowledgements, pending };
};

/** Each event after what it names, each author's in its own order; else as they came. Some came before what they follow. */
const inOrder = (rows: readonly EvidenceRow[]): EvidenceRow[] => {
  const ordered: EvidenceRow[] = [];
  const placed = new Set<Digest>();
  const present = new Set(rows.map(({ body }) => sha256Hex(body)));
  for (let rest = rows; rest.length > 0;) {
    const later: EvidenceRow[] = [];
    const held = new Set<Party>();
    for (const row of rest) {
      const { previous, about } = JSON.parse(row.body) as Event;
      const named = previous ?? about;
      if (held.has(row.author) || (named !== undefined && present.has(named) && !placed.has(named))) {
        held.add(row.author);
        later.push(row);
      } else {
        placed.add(sha256Hex(row.body));
        ordered.push(row);
      }
    }
    if (later.length === rest.length) return [...ordered, ...later];
    rest = later;
  }
  return ordered;
};

/**
 * One text that proves what happened to a subject: its events, their way up to signed pages, the other parties'
 * receipts, the agreements and the keys. It needs nothing else to be checked (`verifyEvidence`).
 */
export const evidenceOf = async (
  deps: ExchangeDeps,
  tx: Tx,
  subject: string,
  agreementProofs: AgreementProofs,
): Promise<Outcome<string, "NO_EVENTS" | "NOT_SEALED_YET" | "SUBJECT_ERASED" | "KEY_NOT_HELD">> => {
  if ((await erasedAmong(tx, [subject])).size > 0) return refuse("SUBJECT_ERASED", { subject });
  const { sealed: arrived, unsealed } = await eventsOfSubject(tx, subject);
  const sealed = inOrder(arrived);
  if (unsealed > 0) return refuse("NOT_SEALED_YET", { subject });
  if (sealed.length === 0) return refuse("NO_EVENTS", { subject });
  const signer = await findOwnSigner(deps, tx);
  if (!signer.ok) return signer;
  const needed = new Needed();
  for (const { author, page } of sealed) needed.add(author, page);
  const parties = (await deps.authority.parties(tx)).map(({ party }) => party);
  const { acknowledgements, pending } = await acknowledge(tx, sealed, parties, needed);
  const named = sealed.flatMap(({ body }) => (JSON.parse(body) as Event).clause?.agreement ?? []);
  const { founding, agreements } = await agreementProofs(tx, [...new Set(named)]);
  const keys = await keyWords(tx, needed);
  const unsigned: Omit<Evidence, "signature"> = {
    format: evidenceFormat,
    subject,
    founding,
    agreements,
    pages: await readPages(tx, needed),
    events: sealed.map(proofOf),
    ...(keys.length > 0 && { keys }),
    acknowledgements,
    pending,
    madeBy: deps.here,
    madeAt: deps.clock(),
  };
  const signature = signer.value.sign(evidenceBytes(canonical(unsigned)));
  return done(`${canonical({ ...unsigned, signature })}\n`);
};
