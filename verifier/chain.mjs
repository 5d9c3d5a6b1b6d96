/** Hashes, signatures and proofs of §4 and §5. `crypto` brings `sha256(bytes)` and `isSigned(key, bytes, signature)`. */
import { concat, fromBase64url, fromHex, toHex, utf8 } from "./canonical.mjs";

const suite = "ed25519-sha256";

/** Raw public key of a node as its founding agreement spells it; undefined if the suite or the spelling is unknown. */
export const rawKey = (publicKey) => {
  const raw = publicKey.suite === suite ? fromBase64url(publicKey.key) : undefined;
  return raw?.length === 32 ? raw : undefined;
};

export const digestOf = async (crypto, text) => toHex(await crypto.sha256(utf8(text)));

export const pageDigestOf = async (crypto, header) =>
  toHex(await crypto.sha256(concat(Uint8Array.of(2), utf8(header))));

export const keyIdOf = async (crypto, raw) =>
  toHex(await crypto.sha256(concat(utf8(`${suite}\n`), raw))).slice(0, 16);

export const isSignedBy = async (crypto, raw, prefix, text, signature) => {
  const bytes = fromBase64url(signature);
  return bytes?.length === 64 && (await crypto.isSigned(raw, utf8(`${prefix}\n${text}`), bytes));
};

/** RFC 6962 §2.1.1: the root that follows from a leaf, its index among `count` leaves and its audit path. */
export const rootFrom = async (crypto, { salt, body, index, proof }, count) => {
  const node = (left, right) => crypto.sha256(concat(Uint8Array.of(1), left, right));
  let hash = await crypto.sha256(concat(Uint8Array.of(0), fromHex(salt), utf8(body)));
  let [at, last] = [index, count - 1];
  if (at > last) return undefined;
  for (const sibling of proof.map(fromHex)) {
    if (last === 0) return undefined;
    const isRight = at % 2 === 1;
    hash = isRight || at === last ? await node(sibling, hash) : await node(hash, sibling);
    // The last node of an uneven level goes up unpaired until it is a right one.
    if (!isRight && at === last) while (at !== 0 && at % 2 === 0) [at, last] = [at / 2, Math.floor(last / 2)];
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? toHex(hash) : undefined;
};
