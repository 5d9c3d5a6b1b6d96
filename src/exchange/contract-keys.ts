import { z } from "zod";
import { Bilingual } from "#base/bilingual.ts";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { KeyId, SuccessionShape } from "./succession-shape.ts";

const keepers = ["security-administrator"] as const;
const readers = ["security-administrator", "system-administrator", "audit-administrator"] as const;

/** A key of a party, and the pages of its chain that it signs. */
export const KeyView = z.object({
  keyId: KeyId,
  suite: z.string(),
  fromPage: z.int().min(1),
  toPage: z.int().min(0).nullable(),
  state: z.enum(["in-use", "changed", "revoked"]),
  /** Who has said that it was lost or stolen, and up to which page they had read. */
  revokedBy: z.array(z.object({ by: Party, upTo: z.int().min(0) })),
  /** Of the own keys: whether this node holds it. */
  isHeld: z.boolean().optional(),
});
export type KeyView = z.infer<typeof KeyView>;

export const PartyKeysView = z.object({ party: Party, name: Bilingual, keys: z.array(KeyView) });
export type PartyKeysView = z.infer<typeof PartyKeysView>;

export const exchangeKeyContract = contract({
  listKeys: {
    method: "GET",
    path: "/api/exchange/keys",
    summary: { zh: "各方密钥及其签名的页", en: "The keys of all parties and the pages they sign" },
    access: readers,
    output: z.object({ quorum: z.int().min(1), parties: z.array(PartyKeysView) }),
    refusals: [],
  },
  changeKey: {
    method: "POST",
    path: "/api/exchange/keys/change",
    summary: { zh: "更换本节点的签名密钥", en: "Change this node's signing key" },
    access: keepers,
    body: z.object({ suite: z.enum(["ed25519-sha256", "sm2-sm3"]).optional() }),
    output: z.object({ keyId: KeyId, suite: z.string() }),
    refusals: ["KEY_CHANGE_PENDING", "KEY_NOT_HELD"],
  },
  revokeKey: {
    method: "POST",
    path: "/api/exchange/keys/revoke",
    summary: {
      zh: "声明他方密钥遗失或被盗，以新密钥接替",
      en: "Say that another party's key was lost or stolen, and which one takes its place",
    },
    access: keepers,
    body: SuccessionShape,
    output: z.object({ upTo: z.int().min(0), said: z.int().min(1), quorum: z.int().min(1) }),
    refusals: ["NOT_A_PARTY", "KEY_NOT_IN_USE", "KEY_WORD_FALSE", "KEY_PROOF_FALSE", "KEY_REVOKED_ALREADY"],
  },
});
