import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, type CipherGCMTypes } from "node:crypto";
import type { HashName } from "#base/hash.ts";
import type { CipherName } from "#base/signature.ts";

/** Each cipher with its own key from the node's secret. */
const ciphers: Record<CipherName, { hash: HashName; info: string; keyBytes: number }> = {
  "aes-256-gcm": { hash: "sha256", info: "identity numbers", keyBytes: 32 },
  "sm4-gcm": { hash: "sm3", info: "identity numbers, sm4-gcm", keyBytes: 16 },
};
const names = Object.keys(ciphers) as CipherName[];
const nonceBytes = 12;
const tagBytes = 16;

const keyOf = (secret: string, name: CipherName): Buffer => {
  const { hash, info, keyBytes } = ciphers[name];
  return Buffer.from(hkdfSync(hash, secret, "tongwulang", info, keyBytes));
};
// Node passes SM4 on to OpenSSL; only its types do not know the name.
const gcm = (name: CipherName) => name as CipherGCMTypes;

/** A short text at rest that only this node can read, bound to whom it belongs to: name of the cipher, nonce, tag, body. */
export const sealText = (
  secret: string,
  owner: string,
  text: string,
  name: CipherName = "aes-256-gcm",
): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(gcm(name), keyOf(secret, name), nonce).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.from(`${name}\n`), nonce, cipher.getAuthTag(), body]);
};

export const openText = (secret: string, owner: string, sealed: Uint8Array): string => {
  const bytes = Buffer.from(sealed);
  const named = names.find((one) => bytes.subarray(0, one.length + 1).equals(Buffer.from(`${one}\n`)));
  // What was sealed before ciphers were named begins with its nonce.
  const name = named ?? "aes-256-gcm";
  const nonceAt = named ? named.length + 1 : 0;
  const tagAt = nonceAt + nonceBytes;
  const bodyAt = tagAt + tagBytes;
  const decipher = createDecipheriv(gcm(name), keyOf(secret, name), bytes.subarray(nonceAt, tagAt), {
    authTagLength: tagBytes,
  })
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(tagAt, bodyAt));
  return decipher.update(bytes.subarray(bodyAt), undefined, "utf8") + decipher.final("utf8");
};
