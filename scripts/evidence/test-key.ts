/** Keys from published words, so that whoever has the files can sign like any of the three; signatures are the same each time. */
import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { sm2 } from "sm-crypto-v2";
import { hash, sha256Hex } from "#base/hash.ts";
import type { PublicKey, Suite } from "#base/signature.ts";

export type TestKey = { publicKey: PublicKey; sign: (text: string) => string };
export type Keys = (party: string) => TestKey;

const ed25519Key = (seed: string): TestKey => {
  const key = createPrivateKey({
    key: Buffer.from(`302e020100300506032b657004220420${seed}`, "hex"),
    format: "der",
    type: "pkcs8",
  });
  return {
    publicKey: { suite: "ed25519-sha256", key: createPublicKey(key).export({ format: "jwk" }).x! },
    sign: (text) => sign(null, Buffer.from(text), key).toString("base64url"),
  };
};

/** `userId` is for those who take the wrong one. */
export const sm2Key = (d: string, userId?: string): TestKey => {
  const point = sm2.getPublicKeyFromPrivateKey(d);
  const z = sm2.getZ(point, userId);
  return {
    publicKey: { suite: "sm2-sm3", key: Buffer.from(point, "hex").toString("base64url") },
    sign: (text) => {
      // Only a test key may sign with a number that follows from the text: vectors must come out the same again.
      const k = sha256Hex(`${d}\n${text}`);
      const x1 = BigInt(`0x${sm2.getPublicKeyFromPrivateKey(k).slice(2, 66)}`);
      const pointPool = [{ k: BigInt(`0x${k}`), x1 }];
      const e = hash("sm3", z, text);
      return Buffer.from(sm2.doSignature(e, d, { pointPool }), "hex").toString("base64url");
    },
  };
};

/** The private number of a test key: SHA-256 of its words. */
export const testNumber = (words: string): string => sha256Hex(words);

export const testKey = (words: string, suite: Suite = "ed25519-sha256"): TestKey =>
  suite === "sm2-sm3" ? sm2Key(testNumber(words)) : ed25519Key(testNumber(words));

export const wordsOf = (party: string): string => `tongwulang evidence vectors ${party}`;
export const keysOfThree: Keys = (party) => testKey(wordsOf(party));
