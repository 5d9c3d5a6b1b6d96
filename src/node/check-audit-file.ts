import { z } from "zod";
import { parseCanonical } from "#base/canonical.ts";
import { keyIdOf } from "#base/signature.ts";
import type { Instant } from "#base/time.ts";
import { auditChecker, type AuditChecked, type AuditPiece } from "./audit-chain.ts";

export const auditFileFormat = "tongwulang-audit/1";

const At = z.iso.datetime({ precision: 3 });
const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Link = z.strictObject({
  number: z.int().min(1),
  line: z.uuid(),
  at: At,
  digest: Hash,
  previous: Hash,
  hash: Hash,
});
const Text = z.looseObject({ id: z.uuid(), at: At });
const Seal = z.strictObject({
  number: z.int().min(1),
  hash: Hash,
  sealedAt: At,
  suite: z.string().max(50),
  key: z.string().max(200),
  signature: z.string().max(200),
});
const First = z.strictObject({ format: z.literal(auditFileFormat), node: z.string().max(20), madeAt: At });
const Piece = z.union([
  z.strictObject({ link: Link, text: Text.optional() }),
  z.strictObject({ seal: Seal }),
]);

/** `keys` are the ids of the keys that signed: whoever reads the result compares them with what they know of the node. */
export type AuditFileChecked = AuditChecked & { node?: string; keys: string[] };

const noForm: AuditFileChecked = {
  lines: 0,
  deleted: 0,
  seals: 0,
  head: "",
  sealedUpTo: 0,
  keys: [],
  broken: { number: 0, fault: "FILE_FORM" },
};

/**
 * Checks an exported log without a database. With what an `earlier` export said of its end it also finds that the log was
 * cut off or written anew since: it must have stood exactly so then.
 */
export const checkAuditFile = async (
  lines: AsyncIterable<string>,
  options: { now: Instant; earlier?: { lines: number; head: string } },
): Promise<AuditFileChecked> => {
  const { now, earlier } = options;
  const keys = new Set<string>();
  let node = "";
  let checker: ReturnType<typeof auditChecker> | undefined;
  for await (const line of lines) {
    const value = parseCanonical(line);
    if (!checker) {
      const first = First.safeParse(value);
      if (!first.success) return noForm;
      ({ node } = first.data);
      checker = auditChecker({ node, now, isKeyOfNode: (key) => Boolean(keys.add(keyIdOf(key))) });
      continue;
    }
    const piece = Piece.safeParse(value).success ? (value as AuditPiece) : undefined; // as it is hashed
    if (!piece) checker.broken(checker.result().lines + 1, "FILE_FORM");
    else if ("seal" in piece) checker.seal(piece.seal);
    else checker.link(piece.link, piece.text);
    const { lines: number, head } = checker.result();
    if (number === earlier?.lines && head !== earlier.head) checker.broken(number, "EARLIER_DIFFERS");
  }
  if (!checker) return noForm;
  const { lines: number, sealedUpTo } = checker.result();
  if (sealedUpTo !== number) checker.broken(number, "NOT_SEALED");
  if (earlier && number < earlier.lines) checker.broken(number + 1, "EARLIER_DIFFERS");
  return { ...checker.result(), node, keys: [...keys] };
};
