import { createHash, hash as hashOnce } from "node:crypto";

export type HashName = "sha256" | "sm3";

/** Digest of one thing as lower-case hex: the quickest there is, so the many small ones go this way. */
export const hashHex = (name: HashName, bytes: Uint8Array | string): string => hashOnce(name, bytes, "hex");

/** Digest of the parts one after another. */
export const hash = (name: HashName, ...parts: (Uint8Array | string)[]): Buffer => {
  const running = createHash(name);
  for (const part of parts) running.update(part);
  return running.digest();
};

/** Lower-case hex of SHA-256: how attachments, definitions and events are named everywhere outside a page. */
export const sha256Hex = (...parts: (Uint8Array | string)[]): string =>
  parts.length === 1 ? hashHex("sha256", parts[0]!) : hash("sha256", ...parts).toString("hex");
