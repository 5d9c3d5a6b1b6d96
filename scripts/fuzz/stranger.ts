/** The dependency-free verifier, asked as its own command asks it. */
import { createHash, createPublicKey, verify } from "node:crypto";

type Said = { ok: boolean; checks: { id: string; ok: boolean | null }[] };

/** It is plain JavaScript on purpose; what it answers is said here. */
const load = async <T>(file: string): Promise<T> =>
  (await import(new URL(`../../verifier/${file}`, import.meta.url).href)) as T;
const { verifyEvidence } = await load<{
  verifyEvidence: (bytes: Uint8Array, crypto: object, trusted: undefined) => Promise<Said>;
}>("checks.mjs");
export const { parseCanonical: strangerReads } = await load<{ parseCanonical: (text: string) => unknown }>(
  "canonical.mjs",
);

const crypto = {
  sha256: (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest()),
  isSigned: (raw: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean => {
    const x = Buffer.from(raw).toString("base64url");
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    return verify(null, bytes, key, signature);
  },
};

export const strangerVerifies = (bytes: Uint8Array): Promise<Said> =>
  verifyEvidence(bytes, crypto, undefined);
