import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";
import { boundedMap } from "./bounded-map.ts";
import type { Scheme } from "./scheme.ts";

const imported = boundedMap<string, KeyObject>(256);

const importKey = (raw: Buffer): KeyObject => {
  const x = raw.toString("base64url");
  return (
    imported.get(x) ??
    imported.set(x, createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x } }))
  );
};

/** Ed25519 (RFC 8032), by node:crypto. */
export const ed25519: Scheme = {
  isKey: (raw) => raw.length === 32,
  isSigned: (key, bytes, signature) =>
    signature.length === 64 && verify(null, bytes, importKey(key), signature),
  newPem: () => generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }),
  fromPem: (pem) => {
    const privateKey = createPrivateKey(pem);
    if (privateKey.asymmetricKeyType !== "ed25519") return undefined;
    const { x } = createPublicKey(privateKey).export({ format: "jwk" });
    return { key: Buffer.from(x!, "base64url"), sign: (bytes) => sign(null, bytes, privateKey) };
  },
};
