import { createHash } from "node:crypto";

export type HashName = "sha256" | "sm3";

/** Digest of the parts one after another. */
export const hash = (name: HashName, ...parts: (Uint8Array | string)[]): Buffer => {
  const running = createHash(name);
  for (const part of parts) running.update(part);
  return running.digest();
};

/** Lower-case hex of SHA-256: how attachments, definitions and events are named everywhere outside a page. */
export const sha256Hex = (...parts: (Uint8Array | string)[]): string =>
  hash("sha256", ...parts).toString("hex");
