import { ed25519 } from "./ed25519.ts";
import { sha256Hex, type HashName } from "./hash.ts";
import type { Scheme } from "./scheme.ts";
import { sm2Scheme } from "./sm2.ts";

/** What seals texts at rest. */
export type CipherName = "aes-256-gcm" | "sm4-gcm";

/**
 * The signature suites, all over the same bytes: the hash that goes with each, its `alg` in signed requests, the cipher
 * of a node under it, and how it is made. `sm2-sm3` is for deployments under Chinese cryptography law.
 */
export const suites = {
  "ed25519-sha256": { hash: "sha256", alg: "ed25519", cipher: "aes-256-gcm", scheme: ed25519 },
  "sm2-sm3": { hash: "sm3", alg: "sm2-sm3", cipher: "sm4-gcm", scheme: sm2Scheme },
} as const satisfies Record<string, { hash: HashName; alg: string; cipher: CipherName; scheme: Scheme }>;
export type Suite = keyof typeof suites;
export const suiteNames = Object.keys(suites) as [Suite, ...Suite[]];
export const isSuite = (name: string): name is Suite => Object.hasOwn(suites, name);
export const defaultSuite: Suite = "ed25519-sha256";

/** A public key as it travels: suite and raw key in base64url (Ed25519: 32 bytes; SM2: 65 bytes, 04‖x‖y). */
export type PublicKey = { suite: Suite; key: string };

/** First 16 hex digits of SHA-256 over `suite ‖ 0x0A ‖ raw key`: names a key without repeating it. */
export const keyIdOf = ({ suite, key }: PublicKey): string =>
  sha256Hex(`${suite}\n`, Buffer.from(key, "base64url")).slice(0, 16);

/** The bytes of a base64url text; undefined if it is not their one spelling (the unused bits count too). */
const bytesOf = (text: string): Buffer | undefined => {
  const raw = Buffer.from(text, "base64url");
  return raw.toString("base64url") === text ? raw : undefined;
};

/** Whether this can be a key of its suite. Asks nothing about whose it is. */
export const isUsableKey = ({ suite, key }: { suite: string; key: string }): boolean => {
  const raw = bytesOf(key);
  return isSuite(suite) && raw !== undefined && suites[suite].scheme.isKey(raw);
};

/** What signs for a node. A hardware module later stands behind this same shape. */
export type Signer = { publicKey: PublicKey; keyId: string; sign: (bytes: Uint8Array) => string };

/** A new private key as PKCS#8 PEM. */
export const newPrivateKey = (suite: Suite = defaultSuite): string => suites[suite].scheme.newPem();

/** A signer from a PKCS#8 PEM private key; the kind of key says which suite. Signatures are base64url. */
export const signerFromPem = (pem: string): Signer => {
  for (const suite of suiteNames) {
    const read = suites[suite].scheme.fromPem(pem);
    if (!read) continue;
    const publicKey: PublicKey = { suite, key: read.key.toString("base64url") };
    return {
      publicKey,
      keyId: keyIdOf(publicKey),
      sign: (bytes) => read.sign(bytes).toString("base64url"),
    };
  }
  throw new Error("the node key must be Ed25519 or SM2, in PKCS#8");
};

/** True if `signature` (base64url) by `publicKey` is over exactly `bytes`. Never throws on foreign input. */
export const isSignedBy = (publicKey: PublicKey, bytes: Uint8Array, signature: string): boolean => {
  try {
    const key = bytesOf(publicKey.key);
    const raw = bytesOf(signature);
    return key !== undefined && raw !== undefined && suites[publicKey.suite].scheme.isSigned(key, bytes, raw);
  } catch {
    return false;
  }
};
