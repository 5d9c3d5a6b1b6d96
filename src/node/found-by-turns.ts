import { z } from "zod";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { isUsableKey, suiteNames, type Signer } from "#base/signature.ts";
import { dayOf, type Instant } from "#base/time.ts";
import { FoundingFile, foundingBundle, foundingFile, signFounding } from "#agreements/found.ts";

/** What the parties agree on before anybody signs: who takes part, where their nodes are, and with which keys. */
export const FoundingPlan = z.strictObject({
  effectiveFrom: z.iso.date().optional(),
  nodes: z
    .array(
      z.strictObject({
        party: z.string().regex(/^[1-9]\d{5}$/),
        name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
        url: z.url({ protocol: /^https?$/ }),
        publicKey: z
          .strictObject({ suite: z.enum(suiteNames), key: z.string() })
          .refine(isUsableKey, "not a key of this suite"),
      }),
    )
    .min(2),
});

export type Turn = { party: string; signer: Signer; signatory: string; now: Instant };

/** One party's turn: the plan becomes the founding agreement at the first signature, each other one adds its own. */
export const signInTurn = (
  json: unknown,
  { party, signer, signatory, now }: Turn,
): Outcome<{ file: FoundingFile; missing: string[] }, "CONFIG_INVALID" | "FOUNDING_NOT_OURS"> => {
  const begun = FoundingFile.safeParse(json);
  const plan = FoundingPlan.safeParse(json);
  if (!begun.success && !plan.success) {
    const [issue] = (typeof json === "object" && json !== null && "format" in json ? begun : plan).error!
      .issues;
    return refuse("CONFIG_INVALID", { name: issue?.path.join(".") || "nodes", what: issue?.message ?? "" });
  }
  const bundle = begun.success
    ? begun.data.bundle
    : foundingBundle(plan.data!.nodes, plan.data!.effectiveFrom ?? dayOf(now));
  const own = bundle.agreement.nodes?.find((node) => node.party === party);
  if (own?.publicKey.key !== signer.publicKey.key)
    return refuse("FOUNDING_NOT_OURS", { party, key: signer.keyId });
  const others = begun.success ? begun.data.signatures.filter((signature) => signature.party !== party) : [];
  const file = foundingFile(bundle, [...others, signFounding(bundle, signer, party, signatory, now)]);
  const signed = new Set(file.signatures.map((signature) => signature.party));
  return done({ file, missing: bundle.agreement.parties.filter((other) => !signed.has(other)) });
};
