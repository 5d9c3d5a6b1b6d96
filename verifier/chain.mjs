/** Hashes, signatures and proofs of §4 and §5. `crypto` brings `sha256(bytes)` and Ed25519: `isSigned(key, bytes, signature)`. */
import { concat, fromBase64url, fromHex, toHex, utf8 } from "./canonical.mjs";
import { isSignedBySm2, sm2Point } from "./sm2.mjs";
import { sm3 } from "./sm3.mjs";

const suites = {
  "ed25519-sha256": {
    isKey: (raw) => raw.length === 32,
    hash: (crypto, bytes) => crypto.sha256(bytes),
    isSigned: (crypto, raw, bytes, signature) => crypto.isSigned(raw, bytes, signature),
  },
  "sm2-sm3": {
    isKey: (raw) => sm2Point(raw) !== undefined,
    hash: (_, bytes) => sm3(bytes),
    isSigned: (_, raw, bytes, signature) => isSignedBySm2(raw, bytes, signature),
  },
};

/** The key of a node as its founding agreement spells it: suite, raw bytes, name. Undefined if it is not usable. */
export const readKey = async (crypto, { suite, key }) => {
  const raw = Object.hasOwn(suites, suite) ? fromBase64url(key) : undefined;
  if (!raw || !suites[suite].isKey(raw)) return undefined;
  const id = toHex(await crypto.sha256(concat(utf8(`${suite}\n`), raw))).slice(0, 16);
  return { suite, raw, id };
};

export const digestOf = async (crypto, text) => toHex(await crypto.sha256(utf8(text)));

export const pageDigestOf = async (crypto, suite, header) =>
  toHex(await suites[suite].hash(crypto, concat(Uint8Array.of(2), utf8(header))));

export const isSignedBy = async (crypto, { suite, raw }, prefix, text, signature) => {
  const bytes = fromBase64url(signature);
  return (
    bytes?.length === 64 && (await suites[suite].isSigned(crypto, raw, utf8(`${prefix}\n${text}`), bytes))
  );
};

/** RFC 6962 §2.1.1: the root that follows from a leaf, its index among `count` leaves and its audit path. */
export const rootFrom = async (crypto, { salt, body, index, proof }, { suite, count }) => {
  const hashOf = (...parts) => suites[suite].hash(crypto, concat(...parts));
  const node = (left, right) => hashOf(Uint8Array.of(1), left, right);
  let hash = await hashOf(Uint8Array.of(0), fromHex(salt), utf8(body));
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
