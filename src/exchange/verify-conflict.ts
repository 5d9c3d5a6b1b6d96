import { canonical, parseCanonical } from "#base/canonical.ts";
import type { Party } from "#base/party.ts";
import { done } from "#base/outcome.ts";
import { isSignedBy, suites } from "#base/signature.ts";
import type { Digest } from "#protocol/event.ts";
import { pageDigest } from "#protocol/seal-page.ts";
import { verifyHeader } from "#protocol/verify-page.ts";
import { agreementBytes } from "./evidence-format.ts";
import { conflictBytes, ConflictFile, conflictFormat } from "./conflict-format.ts";
import { attempt, readAgreements, type Keyed } from "./verify-evidence.ts";

/** What `verifyConflict` checks, in this order. */
export const conflictChecks = {
  "file-form": { zh: "文件格式完整、规范", en: "The file is whole and in canonical form" },
  "agreement-digests": {
    zh: "协议文本与其摘要一致，载明各方密钥",
    en: "Agreements match their digests and name the keys",
  },
  "agreement-signatures": {
    zh: "协议由全部缔约方签名",
    en: "The agreements are signed by all their parties",
  },
  "maker-signature": { zh: "出具方对整份文件签名", en: "Whoever made the file signed all of it" },
  "page-signatures": {
    zh: "两个页头均由该节点签名，页号如文件所称",
    en: "Both headers are signed by that node, under the number that the file names",
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

/** Every agreement has one good signature of each of its parties and no other. */
const checkSignatures = ({ evidence, agreements, keys }: Keyed): string | undefined => {
  for (const [digest, { parties }] of agreements) {
    const { signatures } = evidence.agreements[digest]!;
    const unsigned = parties.find((party) => {
      const key = keys.get(party);
      const own = signatures.filter((one) => one.party === party);
      return !key || own.length !== 1 || !isSignedBy(key, agreementBytes(digest), own[0]!.signature);
    });
    if (unsigned || signatures.length !== parties.length) return `${digest}: ${unsigned ?? "signatures"}`;
  }
  return undefined;
};

/** Checks a conflict file by itself: that its node signed two different pages under one number. */
export const verifyConflict = (text: string): ConflictResult => {
  const checks: ConflictResult["checks"] = [];
  const note = (id: CheckId, check: () => string | undefined): void => {
    const fault = attempt(check);
    const ok = fault === undefined;
    checks.push({ id, ...conflictChecks[id], ok, ...(!ok && { detail: fault }) });
  };
  const value = text.endsWith("\n") ? parseCanonical(text.slice(0, -1)) : undefined;
  const parsed = ConflictFile.strict().safeParse(value);
  note("file-form", () => (parsed.success ? undefined : (parsed.error.issues[0]?.path.join(".") ?? "")));
  if (!parsed.success) return { ok: false, checks, stories: [] };
  const file = parsed.data;
  const facts: Keyed = { evidence: file, agreements: new Map(), keys: new Map() };
  note("agreement-digests", () => readAgreements(facts));
  note("agreement-signatures", () => checkSignatures(facts));
  note("maker-signature", () => {
    const key = facts.keys.get(file.madeBy);
    const signed = conflictBytes(canonical({ ...(value as object), signature: undefined }));
    return key && isSignedBy(key, signed, file.signature) ? undefined : file.madeBy;
  });
  const stories: ConflictResult["stories"] = [];
  note("page-signatures", () => {
    const key = facts.keys.get(file.of);
    if (!key) return `${file.of}: no key`;
    for (const { header: headerText, signature, heldBy } of file.stories) {
      const verified = verifyHeader(headerText, signature, file.of, () => done(key));
      if (!verified.ok) return `${heldBy}: ${verified.refusal.code}`;
      const { number, sealedAt, suite } = verified.value;
      if (number !== file.number) return `${heldBy}: ${number}`;
      stories.push({ heldBy, digest: pageDigest(suites[suite].hash, headerText), sealedAt });
    }
    return undefined;
  });
  note("two-stories", () =>
    stories.length === 2 && stories[0]!.digest !== stories[1]!.digest ? undefined : `${file.number}`,
  );
  const { of, number, founding } = file;
  return { ok: checks.every(({ ok }) => ok), checks, of, number, founding, stories };
};
