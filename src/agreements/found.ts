import { z } from "zod";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { Party } from "#base/party.ts";
import { isSignedBy, keyIdOf, type PublicKey, type Signer } from "#base/signature.ts";
import { startOfDay, type Day, type Instant } from "#base/time.ts";
import { Digest, type ClauseRef } from "#protocol/event.ts";
import { Agreement, digestOfBundle, signedBytes, type Bundle } from "./agreement.ts";
import type { PartyNode } from "./authority.ts";
import { isNodeAddress, isOneNetwork } from "./node-address.ts";
import type { Signing } from "./state.ts";

const Signature = z.strictObject({
  party: Party,
  keyId: z.string(),
  signature: z.string(),
  signatory: z.string().min(1).max(100),
  signedAt: z.iso.datetime({ precision: 3 }),
});

/** `founding.json`: the agreement that makes a network, with everybody's signature. */
export const FoundingFile = z.strictObject({
  format: z.literal("tongwulang-founding/1"),
  digest: Digest,
  bundle: z.strictObject({ agreement: Agreement, files: z.record(z.string(), z.unknown()) }),
  signatures: z.array(Signature),
});
export type FoundingFile = z.infer<typeof FoundingFile>;

/** The keys of each party, the first first. What any of them signed is that party's word: it stays so when it changes. */
export type PartyKeys = ReadonlyMap<Party, readonly PublicKey[]>;

/** A founding agreement that was checked: where a node learns who its peers are, where they are and their keys. */
export type Founding = {
  digest: Digest;
  bundle: Bundle;
  nodes: readonly PartyNode[];
  keys: PartyKeys;
  /** The clause under which agreements are proposed, signed and ended. */
  duties: ClauseRef;
  signing: Signing;
};

export type FoundingRefusal =
  | "FOUNDING_UNREADABLE"
  | "FOUNDING_DIGEST"
  | "FOUNDING_NODES"
  | "FOUNDING_ADDRESS"
  | "FOUNDING_UNSIGNED"
  | "FOUNDING_SIGNATURE"
  | "FOUNDING_NOT_OURS";

const dutiesId = "network.duties";

export const foundingBundle = (nodes: readonly PartyNode[], effectiveFrom: Day): Bundle => ({
  agreement: {
    kind: "agreement",
    id: "network-founding",
    version: 1,
    title: { zh: "节点互联创始协议", en: "Founding agreement of the network" },
    signedOn: effectiveFrom,
    effectiveFrom,
    parties: nodes.map(({ party }) => party),
    nodes: nodes.map(({ party, name, url, publicKey }) => ({
      party,
      name: { zh: name.zh, en: name.en ?? name.zh },
      url,
      publicKey,
    })),
    clauses: [
      {
        id: dutiesId,
        title: { zh: "节点义务与协议管理", en: "Duties of a node and care of agreements" },
        summary: {
          zh: "各方节点只凭本协议所列地址和公钥互认；任何一方可提出协议，各方以本方密钥签署后生效；收到不符合条款的内容，以签名回执拒绝；各方可更换本方密钥，他方密钥遗失或被盗的，其余各方可共同吊销。",
          en: "Nodes know each other by the addresses and keys listed here and nothing else. Any party may propose an agreement; it takes effect when every party has signed it with its own key. What does not fit a clause is answered by a signed refusal. A party may change its own key; a key of another that was lost or stolen is revoked by the others together.",
        },
        grants: [
          {
            governance: {
              agreements: ["propose", "sign", "end"],
              exchange: ["refuse"],
              keys: ["change-key", "revoke-key"],
            },
          },
        ],
        commitments: [],
      },
    ],
  },
  files: {},
});

/** One party's signature under the founding agreement, made where its key is. */
export const signFounding = (
  bundle: Bundle,
  signer: Signer,
  party: Party,
  signatory: string,
  signedAt: Instant,
): FoundingFile["signatures"][number] => ({
  party,
  keyId: signer.keyId,
  signature: signer.sign(signedBytes(digestOfBundle(bundle))),
  signatory,
  signedAt,
});

export const foundingFile = (bundle: Bundle, signatures: FoundingFile["signatures"]): FoundingFile => ({
  format: "tongwulang-founding/1",
  digest: digestOfBundle(bundle),
  bundle,
  signatures,
});

/** The digest of what can have one: a text with a lone surrogate, say, has no canonical form. */
const findDigest = (bundle: Bundle): Digest | undefined => {
  try {
    return digestOfBundle(bundle);
  } catch {
    return undefined;
  }
};

/** Believes nothing: the digest, every party's entry and every party's signature are checked. */
export const readFounding = (json: unknown): Outcome<Founding, FoundingRefusal> => {
  const parsed = FoundingFile.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse("FOUNDING_UNREADABLE", { what: issue?.message }, issue?.path.map(String).join("."));
  }
  const { bundle, digest, signatures } = parsed.data;
  if (findDigest(bundle) !== digest) return refuse("FOUNDING_DIGEST");
  const { parties, nodes = [], clauses, effectiveFrom } = bundle.agreement;
  const firstKeys = new Map(nodes.map(({ party, publicKey }) => [party, publicKey]));
  const isWhole =
    nodes.length === parties.length &&
    firstKeys.size === nodes.length &&
    parties.every((party) => firstKeys.has(party));
  const areDistinct = new Set(nodes.map(({ publicKey }) => publicKey.key)).size === nodes.length;
  const duties = clauses.find(({ grants }) => grants.some((grant) => "governance" in grant));
  if (!isWhole || !areDistinct || !duties) return refuse("FOUNDING_NODES");
  const odd = nodes.find(({ url }) => !isNodeAddress(url));
  if (odd || !isOneNetwork(nodes.map(({ url }) => url)))
    return refuse("FOUNDING_ADDRESS", { party: odd?.party ?? nodes.map(({ party }) => party).join(",") });
  for (const [party, key] of firstKeys) {
    const given = signatures.filter((one) => one.party === party);
    if (given.length !== 1) return refuse("FOUNDING_UNSIGNED", { party });
    if (given[0]!.keyId !== keyIdOf(key) || !isSignedBy(key, signedBytes(digest), given[0]!.signature))
      return refuse("FOUNDING_SIGNATURE", { party });
  }
  const at = startOfDay(effectiveFrom); // signing times stand beside the signatures, not under them: not relied upon
  const signing: Signing = {
    digest,
    bundle,
    proposedBy: parties[0]!,
    proposedAt: at,
    signatures: parties.map((party) => {
      const { keyId, signature, signatory } = signatures.find((one) => one.party === party)!;
      return { party, keyId, signature, signatory, at };
    }),
    endings: [],
  };
  const keys = new Map(nodes.map(({ party, publicKey }) => [party, [publicKey]]));
  return done({ digest, bundle, nodes, keys, duties: { agreement: digest, clause: duties.id }, signing });
};

/** A node may only run where it holds a key that its party has or had. */
export const checkOwnNode = (
  { nodes }: Founding,
  here: Party,
  known: PartyKeys,
  held: readonly PublicKey[],
): Outcome<PartyNode, FoundingRefusal> => {
  const own = nodes.find(({ party }) => party === here);
  const ids = new Set(held.map(keyIdOf));
  return own && known.get(here)?.some((key) => ids.has(keyIdOf(key)))
    ? done(own)
    : refuse("FOUNDING_NOT_OURS", { party: here, key: [...ids].join("、") });
};
