import { canonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import { isSignedBy, isSuite, type PublicKey, type Signer } from "#base/signature.ts";
import type { Instant } from "#base/time.ts";
import type { AuditFault } from "./audit-fault.ts";

/** A line of the audit log as it is hashed; what is empty is not in it. */
export type AuditText = { id: string; at: Instant } & Record<string, unknown>;

/** A line's place in the chain. It outlives the line, which may be deleted when its time is over. */
export type AuditLink = {
  number: number;
  line: string;
  at: Instant;
  digest: string;
  previous: string;
  hash: string;
};

/** The node's word for the chain up to `number`. */
export type AuditSeal = {
  number: number;
  hash: string;
  sealedAt: Instant;
  suite: string;
  key: string;
  signature: string;
};

/** One piece of the chain: a link with its line, if that is still kept, or a seal, which stands after its link. */
export type AuditPiece = { link: AuditLink; text?: AuditText } | { seal: AuditSeal };

export const beforeFirst = "0".repeat(64);

const hashOfLink = ({ number, line, at, digest, previous }: Omit<AuditLink, "hash">): string =>
  sha256Hex(canonical({ number, line, at, digest, previous }));

export const linkTo = (before: Pick<AuditLink, "number" | "hash">, text: AuditText): AuditLink => {
  const { id: line, at } = text;
  const digest = sha256Hex(canonical(text));
  const link = { number: before.number + 1, line, at, digest, previous: before.hash };
  return { ...link, hash: hashOfLink(link) };
};

const sealedBytes = (
  node: string,
  { number, hash, sealedAt }: Omit<AuditSeal, keyof PublicKey | "signature">,
) => Buffer.from(`tongwulang-audit-v1\n${canonical({ node, number, hash, sealedAt })}`);

export const sealAudit = (
  node: string,
  { number, hash }: Pick<AuditLink, "number" | "hash">,
  sealedAt: Instant,
  signer: Signer,
): AuditSeal => {
  const sealed = { number, hash, sealedAt };
  return { ...sealed, ...signer.publicKey, signature: signer.sign(sealedBytes(node, sealed)) };
};

/** Lines are kept for six months by law; whoever deletes one earlier is found. */
const mayBeDeleted = (at: Instant, now: Instant): boolean =>
  Temporal.PlainDate.compare(
    Temporal.PlainDate.from(at.slice(0, 10)).add({ months: 6 }),
    Temporal.PlainDate.from(now.slice(0, 10)),
  ) <= 0;

/** What a check says: how much it looked at, and the first thing that is not as it must be. */
export type AuditChecked = {
  /** Links of the chain. */
  lines: number;
  /** Of these, lines that were deleted after their time. */
  deleted: number;
  seals: number;
  head: string;
  /** Up to where the node has signed. */
  sealedUpTo: number;
  broken?: { number: number; fault: AuditFault };
};

/**
 * Checks a chain piece by piece, so that a log of any length fits: links in their order with their lines, each seal after
 * its link. `isKeyOfNode` says whose signature counts.
 */
export const auditChecker = (options: {
  node: string;
  now: Instant;
  isKeyOfNode: (key: PublicKey) => boolean;
}) => {
  const { node, now, isKeyOfNode } = options;
  const state: AuditChecked = { lines: 0, deleted: 0, seals: 0, head: beforeFirst, sealedUpTo: 0 };
  const broken = (number: number, fault: AuditFault): void => {
    state.broken ??= { number, fault };
  };
  const sealFault = (seal: AuditSeal): AuditFault | undefined => {
    const { suite, key, signature } = seal;
    if (seal.number !== state.lines || seal.hash !== state.head) return "SEAL_OF_OTHER_CHAIN";
    if (!isSuite(suite) || !isKeyOfNode({ suite, key })) return "SEAL_OF_OTHER_KEY";
    return isSignedBy({ suite, key }, sealedBytes(node, seal), signature) ? undefined : "SEAL_NOT_SIGNED";
  };
  return {
    link: (link: AuditLink, text: AuditText | undefined): void => {
      if (state.broken) return;
      const number = state.lines + 1;
      if (link.number !== number) return broken(number, "LINK_MISSING");
      if (link.previous !== state.head || link.hash !== hashOfLink(link))
        return broken(number, "LINK_ALTERED");
      if (!text && !mayBeDeleted(link.at, now)) return broken(number, "LINE_MISSING");
      const isSame = !text || (text.id === link.line && sha256Hex(canonical(text)) === link.digest);
      if (!isSame) return broken(number, "LINE_ALTERED");
      state.lines = number;
      state.head = link.hash;
      if (!text) state.deleted += 1;
    },
    seal: (seal: AuditSeal): void => {
      if (state.broken) return;
      const fault = sealFault(seal);
      if (fault) return broken(seal.number, fault);
      state.seals += 1;
      state.sealedUpTo = seal.number;
    },
    broken,
    result: (): AuditChecked => state,
  };
};
