import { randomFillSync } from "node:crypto";
import { hash, hashHex, type HashName } from "#base/hash.ts";

const leafTag = Uint8Array.of(0x00);
export const saltBytes = 16;

const together = Buffer.alloc(16 * 1024);
together[0] = 0x00;

/** A page commits to an event by `H(0x00 ‖ salt ‖ canonical bytes)`: without the salt a short body could be guessed. */
export const leafOf = (name: HashName, saltHex: string, body: string): Buffer => {
  // Most bodies are small: laid side by side they are hashed in one go.
  if (saltHex.length !== 2 * saltBytes || body.length * 3 > together.length - 1 - saltBytes)
    return hash(name, leafTag, Buffer.from(saltHex, "hex"), body);
  together.write(saltHex, 1, "hex");
  const end = 1 + saltBytes + together.write(body, 1 + saltBytes, "utf8");
  return Buffer.from(hashHex(name, together.subarray(0, end)), "hex");
};

const pool = Buffer.alloc(saltBytes * 256);
let used = pool.length;

/** A fresh salt in hex; random bytes are drawn for many at once. */
export const newSalt = (): string => {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += saltBytes;
  return pool.toString("hex", used - saltBytes, used);
};
