import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { sha256Hex, type HashName } from "./hash.ts";

/** A signature suite and the hash that goes with it. `sm2-sm3` (DESIGN §4.1) joins here, over the same bytes. */
export const suites = { "ed25519-sha256": { hash: "sha256" } } as const satisfies Record<
  string,
  { hash: HashName }
>;
export type Suite = keyof typeof suites;
export const isSuite = (name: string): name is Suite => Object.hasOwn(suites, name);

/** A public key as it travels: suite and raw key in base64url (Ed25519: 32 bytes, RFC 8032). */
export type PublicKey = { suite: Suite; key: string };

/** First 16 hex digits of SHA-256 over `suite ‖ 0x0A ‖ raw key`: names a key without repeating it. */
export const keyIdOf = ({ suite, key }: PublicKey): string =>
  sha256Hex(`${suite}\n`, Buffer.from(key, "base64url")).slice(0, 16);

/** What signs for a node. A hardware module later stands behind this same shape. */
export type Signer = { publicKey: PublicKey; keyId: string; sign: (bytes: Uint8Array) => string };

/** A signer from a PKCS#8 PEM private key (Ed25519). Signatures are base64url. */
export const signerFromPem = (pem: string): Signer => {
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== "ed25519") throw new Error("the node key must be Ed25519");
  const key = createPublicKey(privateKey).export({ format: "jwk" }).x!;
  const publicKey: PublicKey = { suite: "ed25519-sha256", key };
  return {
    publicKey,
    keyId: keyIdOf(publicKey),
    sign: (bytes) => sign(null, bytes, privateKey).toString("base64url"),
  };
};

const imported = new Map<string, KeyObject>();

/** True if `signature` (base64url) by `publicKey` is over exactly `bytes`. Never throws on foreign input. */
export const isSignedBy = (publicKey: PublicKey, bytes: Uint8Array, signature: string): boolean => {
  try {
    let key = imported.get(publicKey.key);
    if (!key) {
      key = createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x: publicKey.key } });
      imported.set(publicKey.key, key);
    }
    const raw = Buffer.from(signature, "base64url");
    // One signature has one spelling: the unused bits of the last character count too.
    return raw.toString("base64url") === signature && verify(null, bytes, key, raw);
  } catch {
    return false;
  }
};
