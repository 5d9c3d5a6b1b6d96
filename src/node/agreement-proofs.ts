import { agreementText } from "#agreements/agreement.ts";
import type { Agreements } from "#agreements/open.ts";
import type { AgreementProofs } from "#exchange/evidence.ts";

/** What the agreements hand over for evidence: texts and signatures, the founding agreement's always. */
export const proofsOf =
  (agreements: Agreements): AgreementProofs =>
  async (tx, digests) => {
    const standings = await agreements.read(tx);
    const founding = agreements.founding.digest;
    const proofs = [founding, ...digests].flatMap((digest) => {
      const standing = standings.get(digest);
      if (!standing) return [];
      const signatures = standing.signing.signatures.map(({ party, signature }) => ({ party, signature }));
      return [[digest, { text: agreementText(standing.signing.bundle), signatures }] as const];
    });
    return { founding, agreements: Object.fromEntries(proofs) };
  };
