import { keyIdOf, type Signer } from "#base/signature.ts";
import { testKey } from "../evidence/test-key.ts";

/** A signer from published words, so that a finding is the same wherever it is made again. */
export const signerOf = (words: string): Signer => {
  const { publicKey, sign } = testKey(words);
  return { publicKey, keyId: keyIdOf(publicKey), sign: (bytes) => sign(Buffer.from(bytes).toString("utf8")) };
};
