import { parseCanonical } from "#base/canonical.ts";
import type { Party } from "#base/party.ts";
import { suites } from "#base/signature.ts";
import type { Digest } from "#protocol/event.ts";
import { pageDigest } from "#protocol/seal-page.ts";
import { verifyHeader } from "#protocol/verify-page.ts";
import { conflictBytes, ConflictFile, conflictFormat } from "./conflict-format.ts";
import { evidenceChecks } from "./evidence-checks.ts";
import { keyFor } from "./key-log.ts";
import {
  attempt,
  checkChain,
  checkHeaders,
  checkKeys,
  checkMaker,
  checkSignatures,
  firstOf,
  nothingKnown,
  readAgreements,
  type SignedFacts,
} from "./signed-file.ts";

/** What `verifyConflict` checks, in this order. */
export const conflictChecks = {
  "file-form": evidenceChecks["file-form"],
  "agreement-digests": evidenceChecks["agreement-digests"],
  "key-changes": evidenceChecks["key-changes"],
  "agreement-signatures": evidenceChecks["agreement-signatures"],
  "maker-signature": evidenceChecks["maker-signature"],
  "page-signatures": evidenceChecks["page-signatures"],
  "page-chain": evidenceChecks["page-chain"],
  "same-signer": {
    zh: "两个页头均由该节点以当时的密钥签名，页号如文件所称",
    en: "Both headers are signed by that node with the key it had then, under the number that the file names",
  },
  "two-stories": {
    zh: "两个页头不同：同一页号讲了两种说法",
    en: "The headers differ: two stories under one number",
  },
} as const;
type CheckId = keyof typeof conflictChecks;

export type ConflictResult = {
  ok: boolean;
  checks: { id: CheckId; zh: string; en: string; ok: boolean; detail?: string }[];
  of?: Party;
  number?: number;
  founding?: Digest;
  stories: { heldBy: Party; digest: Digest; sealedAt: string }[];
};

export const isConflictText = (text: string): boolean => text.includes(`"format":"${conflictFormat}"`);

type Story = ConflictResult["stories"][number];
type Facts = SignedFacts & { conflict: ConflictFile; stories: Story[] };

const checkStories = ({ conflict, signing, stories }: Facts): string | undefined => {
  const { of, number } = conflict;
  const log = signing.logs.get(of);
  if (!log) return `${of}: no key`;
  return firstOf(conflict.stories, ({ header: text, signature, heldBy }) => {
    const signed = verifyHeader(text, signature, of, (header) => keyFor(log, header));
    if (!signed.ok) return `${heldBy}: ${signed.refusal.code}`;
    const { suite, sealedAt } = signed.value;
    if (signed.value.number !== number) return `${heldBy}: ${signed.value.number}`;
    stories.push({ heldBy, digest: pageDigest(suites[suite].hash, text), sealedAt });
    return undefined;
  });
};

const checkDifference = ({ conflict, stories: [one, other] }: Facts): string | undefined =>
  one && other && one.digest !== other.digest ? undefined : `${conflict.number}`;

const steps: readonly (readonly [CheckId, (facts: Facts) => string | undefined])[] = [
  ["agreement-digests", readAgreements],
  ["key-changes", checkKeys],
  ["agreement-signatures", checkSignatures],
  ["maker-signature", checkMaker(conflictBytes)],
  ["page-signatures", checkHeaders],
  ["page-chain", checkChain],
  ["same-signer", checkStories],
  ["two-stories", checkDifference],
];

/** Checks a conflict file by itself: that its node signed two different pages under one number. */
export const verifyConflict = (text: string): ConflictResult => {
  const checks: ConflictResult["checks"] = [];
  const note = (id: CheckId, fault: string | undefined): void => {
    const ok = fault === undefined;
    checks.push({ id, ...conflictChecks[id], ok, ...(!ok && { detail: fault }) });
  };
  const value = text.endsWith("\n") ? parseCanonical(text.slice(0, -1)) : undefined;
  const parsed = ConflictFile.strict().safeParse(value);
  note("file-form", parsed.success ? undefined : (parsed.error.issues[0]?.path.join(".") ?? ""));
  if (!parsed.success) return { ok: false, checks, stories: [] };
  const conflict = parsed.data;
  const file = { ...conflict, pages: conflict.pages ?? {} };
  const facts: Facts = { raw: value as object, file, conflict, ...nothingKnown(), stories: [] };
  for (const [id, check] of steps)
    note(
      id,
      attempt(() => check(facts)),
    );
  const { of, number, founding } = conflict;
  return { ok: checks.every(({ ok }) => ok), checks, of, number, founding, stories: facts.stories };
};
