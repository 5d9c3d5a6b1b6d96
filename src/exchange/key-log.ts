import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import { keyIdOf, type PublicKey } from "#base/signature.ts";
import type { Recorded } from "#protocol/event.ts";
import type { Head, PageHeader } from "#protocol/page.ts";
import { changedKey } from "./succession.ts";
import type { KeyId } from "./succession-shape.ts";

/** A chain is signed with this key from that page on. */
export type KeyStart = { from: number; publicKey: PublicKey };

/** What `by` says of the key `from`; `page` is the page of its own chain that says it, once it is sealed. */
export type Revocation = { by: Party; from: KeyId; publicKey: PublicKey; upTo: Head; page?: number };

/** All that decides which key signs which page of one chain. */
export type KeyLog = {
  /** Ascending; the first is the key of the founding agreement, from page 1. */
  starts: readonly KeyStart[];
  revocations: readonly Revocation[];
  /** How many parties the founding agreement has. */
  parties: number;
};

/** More than half of all parties, but never more than all the others. */
export const quorumOf = (parties: number): number => Math.min(Math.floor(parties / 2) + 1, parties - 1);

export const keyAt = ({ starts }: KeyLog, number: number): PublicKey =>
  starts.findLast(({ from }) => from <= number)!.publicKey;

export const withStarts = (log: KeyLog, starts: readonly KeyStart[]): KeyLog =>
  starts.length ? { ...log, starts: [...log.starts, ...starts] } : log;

const highest = (said: readonly Revocation[]): Revocation =>
  said.reduce((most, one) => (one.upTo.number > most.upTo.number ? one : most));

/** Those who revoked a key for the same other one, if they are a quorum. */
const agreedOn = ({ revocations, parties }: KeyLog, key: KeyId): Revocation[] | undefined =>
  [
    ...Map.groupBy(
      revocations.filter(({ from }) => from === key),
      ({ publicKey }) => keyIdOf(publicKey),
    ).values(),
  ].find((said) => said.length >= quorumOf(parties));

/** A key that a quorum revoked: the last page that it may sign, and the key of the next. */
export type Replaced = { upTo: Head; publicKey: PublicKey };

export const findReplaced = (log: KeyLog, key: KeyId): Replaced | undefined => {
  const said = agreedOn(log, key);
  return said && { upTo: highest(said).upTo, publicKey: said[0]!.publicKey };
};

/**
 * Whether another page than this one ends a revoked key: under its last number counts the page that the revoking parties
 * had applied, also where the party itself has signed one of its own there.
 */
export const endsOtherwise = (log: KeyLog, { key }: Pick<PageHeader, "key">, page: Head): boolean => {
  const last = (agreedOn(log, key) ?? []).filter(({ upTo }) => upTo.number === page.number);
  const isLast = findReplaced(log, key)?.upTo.number === page.number;
  return isLast && !last.some(({ upTo }) => upTo.digest === page.digest);
};

/**
 * The replacement that signs next: of a key that was not changed on the pages that still count. A change that stands
 * after the last page of a revoked key is as void as its page.
 */
export const findDue = (log: KeyLog): Replaced | undefined => {
  for (const [i, { from, publicKey }] of log.starts.entries()) {
    const replaced = findReplaced(log, keyIdOf(publicKey));
    const first = replaced && replaced.upTo.number + 1;
    if (first && first >= from && first < (log.starts[i + 1]?.from ?? Infinity)) return replaced;
  }
  return undefined;
};

/** The key that signs the next page of a chain, as far as is known here. */
export const keyOfNext = (log: KeyLog, next: number): PublicKey =>
  findDue(log)?.publicKey ?? keyAt(log, next);

/** Every key that signed the chain, and one that is to sign it next. */
export const keysIn = (log: KeyLog): PublicKey[] => {
  const due = findDue(log);
  return [...log.starts.map(({ publicKey }) => publicKey), ...(due ? [due.publicKey] : [])];
};

/** The last page that a revoked key may sign: as a quorum says, or as `here` itself has said before there is one. */
const lastPageOf = (log: KeyLog, key: KeyId, here: Party | undefined): number | undefined => {
  const said = log.revocations.filter(({ from }) => from === key);
  if (!agreedOn(log, key) && !said.some(({ by }) => by === here)) return undefined;
  return highest(agreedOn(log, key) ?? said).upTo.number;
};

type Asked = Pick<PageHeader, "number" | "key" | "heads">;

/**
 * The key that a page must be signed with. The first page under a replacement follows the highest page that the
 * revoking parties had applied, and its heads cover a quorum of their words: so it says itself which of them count.
 */
export const keyFor = (
  log: KeyLog,
  { number, key, heads }: Asked,
  here?: Party,
): Outcome<PublicKey, "UNKNOWN_KEY" | "KEY_REVOKED"> => {
  const current = keyAt(log, number);
  const currentId = keyIdOf(current);
  if (key === currentId) {
    const last = lastPageOf(log, currentId, here);
    return last !== undefined && number > last ? refuse("KEY_REVOKED", { key, number, last }) : done(current);
  }
  const covered = log.revocations.filter(
    ({ by, from, page, publicKey }) =>
      from === currentId &&
      keyIdOf(publicKey) === key &&
      page !== undefined &&
      page <= (heads[by]?.number ?? 0),
  );
  if (covered.length >= quorumOf(log.parties) && highest(covered).upTo.number === number - 1)
    return done(covered[0]!.publicKey);
  const replaced = findReplaced(log, key);
  return replaced
    ? refuse("KEY_REVOKED", { key, number, last: replaced.upTo.number })
    : refuse("UNKNOWN_KEY", { key });
};

/**
 * What a page that holds does to the keys of its chain: it may be the first under a replacement, and it may end with the
 * event that changes the key. A change anywhere else on a page is no page of this format.
 */
export const startsOf = (
  log: KeyLog,
  { number, key, count }: Pick<PageHeader, "number" | "key" | "count">,
  signedWith: PublicKey,
  events: readonly { index: number; recorded?: Recorded }[],
): Outcome<KeyStart[], "KEY_CHANGE_NOT_LAST"> => {
  const starts: KeyStart[] = [];
  if (keyIdOf(keyAt(log, number)) !== key) starts.push({ from: number, publicKey: signedWith });
  for (const { index, recorded } of events) {
    const next = recorded && changedKey(recorded, key);
    if (!next) continue;
    if (index !== count - 1) return refuse("KEY_CHANGE_NOT_LAST", { number, index });
    starts.push({ from: number + 1, publicKey: next });
  }
  return done(starts);
};
