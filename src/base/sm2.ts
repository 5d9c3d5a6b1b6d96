import { sm2 } from "sm-crypto-v2";
import { boundedMap } from "./bounded-map.ts";
import { hash } from "./hash.ts";
import type { Scheme } from "./scheme.ts";

// Never node:crypto here: what it calls a signature on this curve is ECDSA with SM3, or SM2 for an empty user id.

const keyBytes = 65;
const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
const isScalar = (bytes: Uint8Array): boolean => numberOf(bytes) > 0n && numberOf(bytes) < order;

type Known = { z: Uint8Array; point: ReturnType<typeof sm2.precomputePublicKey> };
const known = boundedMap<string, Known>(64);

/** Z (of the standard user id) and the multiples of a public key, worked out once. Throws if it is not on the curve. */
const knownKey = (key: Buffer): Known => {
  const hex = key.toString("hex");
  const found = known.get(hex);
  if (found) return found;
  const point = sm2.precomputePublicKey(hex);
  return known.set(hex, { z: sm2.getZ(hex), point });
};

const isKey = (raw: Buffer): boolean => {
  try {
    return raw.length === keyBytes && sm2.verifyPublicKey(raw.toString("hex"));
  } catch {
    return false;
  }
};

/** What is signed in place of a message: e = SM3(Z ‖ M). */
const digestOf = (z: Uint8Array, bytes: Uint8Array): Buffer => hash("sm3", z, bytes);

/** PKCS#8 of a key on the SM2 curve, with or without its public point. */
const privateKeyDer =
  /^30(?:..|81..)020100301306072a8648ce3d020106082a811ccf5501822d04..30..0201010420([0-9a-f]{64})(?:a144034200(04[0-9a-f]{128}))?$/;
const withPoint = (d: string, point: string): string =>
  `308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420${d}a144034200${point}`;

/** SM2 (GM/T 0003.2) with SM3 and the standard user id: key 04‖x‖y, signature r‖s. */
export const sm2Scheme: Scheme = {
  isKey,
  isSigned: (key, bytes, signature) => {
    if (key.length !== keyBytes || signature.length !== 64) return false;
    const [r, s] = [signature.subarray(0, 32), signature.subarray(32)];
    if (!isScalar(r) || !isScalar(s)) return false;
    const { z, point } = knownKey(key);
    const e = digestOf(z, bytes);
    // r = e says that the point has no x: only the owner of the key can make that, and implementations differ on it.
    if (numberOf(e) % order === numberOf(r)) return false;
    return sm2.doVerifySignature(e, signature.toString("hex"), point);
  },
  newPem: () => {
    const { privateKey, publicKey } = sm2.generateKeyPairHex();
    const der = Buffer.from(withPoint(privateKey, publicKey), "hex").toString("base64");
    return `-----BEGIN PRIVATE KEY-----\n${der.replace(/.{64}/g, "$&\n")}\n-----END PRIVATE KEY-----\n`;
  },
  fromPem: (pem) => {
    const der = /^\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----\s*$/.exec(
      pem,
    )?.[1];
    const [, d, point] = privateKeyDer.exec(Buffer.from(der ?? "", "base64").toString("hex")) ?? [];
    if (!d) return undefined;
    const publicKey = sm2.getPublicKeyFromPrivateKey(d);
    if (point && point !== publicKey)
      throw new Error("the private key and its public point do not belong together");
    const key = Buffer.from(publicKey, "hex");
    const z = sm2.getZ(publicKey);
    return { key, sign: (bytes) => Buffer.from(sm2.doSignature(digestOf(z, bytes), d), "hex") };
  },
};
