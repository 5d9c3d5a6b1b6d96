import { randomFillSync } from "node:crypto";
import { hash, type HashName } from "#base/hash.ts";

const leafTag = Uint8Array.of(0x00);
export const saltBytes = 16;

/** A page commits to an event by `H(0x00 ‖ salt ‖ canonical bytes)`: without the salt a short body could be guessed. */
export const leafOf = (name: HashName, saltHex: string, body: string): Buffer =>
  hash(name, leafTag, Buffer.from(saltHex, "hex"), body);

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
