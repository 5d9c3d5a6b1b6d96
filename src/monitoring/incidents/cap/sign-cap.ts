import { createPublicKey } from "node:crypto";
import { SignedXml, type SignatureAlgorithm } from "xml-crypto";
import { isSignedBy, keyIdOf, type PublicKey, type Signer } from "#base/signature.ts";

/** RFC 9231 §2.3.12. There is no registered identifier for SM2: messages of an SM2 node carry no signature inside. */
const ed25519 = "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519";
const exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
const enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
const transforms = [enveloped, exclusive];

const bytesOf = (signedInfo: unknown): Uint8Array => Buffer.from(String(signedInfo), "utf8");
const base64 = (base64url: string): string => Buffer.from(base64url, "base64url").toString("base64");

/** The algorithm as xml-crypto wants it, with the node's signer or a public key behind it. */
const algorithm = (signer: Signer | undefined, publicKey: PublicKey) =>
  class implements SignatureAlgorithm {
    getAlgorithmName = () => ed25519;
    getSignature = (signedInfo: unknown): string => base64(signer!.sign(bytesOf(signedInfo)));
    verifySignature = (signedInfo: unknown, _key: unknown, signature: unknown): boolean =>
      isSignedBy(
        publicKey,
        bytesOf(signedInfo),
        Buffer.from(String(signature), "base64").toString("base64url"),
      );
  };

/** DER of the public key (XML Signature 1.1, DEREncodedKeyValue), so that the file says which key to look up. */
const derOf = ({ key }: PublicKey): string =>
  createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x: key } })
    .export({ format: "der", type: "spki" })
    .toString("base64");

const isAble = ({ suite }: PublicKey): boolean => suite === "ed25519-sha256";

/** The message with an enveloped signature of the node's key over all of it; unchanged where the key cannot. */
export const signCap = (xml: string, signer: Signer): string => {
  const { publicKey, keyId } = signer;
  if (!isAble(publicKey)) return xml;
  const signing = new SignedXml({
    signatureAlgorithm: ed25519,
    canonicalizationAlgorithm: exclusive,
    privateKey: keyId, // only asked whether it is there: the signer signs
    getKeyInfoContent: () =>
      `<ds:KeyName>${keyId}</ds:KeyName>` +
      `<DEREncodedKeyValue xmlns="http://www.w3.org/2009/xmldsig11#">${derOf(publicKey)}</DEREncodedKeyValue>`,
  });
  signing.SignatureAlgorithms[ed25519] = algorithm(signer, publicKey);
  signing.addReference({ xpath: "/*", isEmptyUri: true, transforms, digestAlgorithm: sha256 });
  signing.computeSignature(xml, { prefix: "ds" });
  return signing.getSignedXml();
};

/** The key that a signed message names. It proves nothing yet: whoever asks looks it up among the parties' keys. */
const namedKey = (xml: string): string | undefined =>
  /<ds:KeyName>([0-9a-f]{16})<\/ds:KeyName>/.exec(xml)?.[1];

/** The one signature of a message: over the whole of it, in the one way in which nodes sign. */
const signatureOf = (xml: string): string | undefined => {
  const found = xml.match(/<ds:Signature[\s>][\s\S]*?<\/ds:Signature>/g) ?? [];
  return found.length === 1 ? found[0] : undefined;
};

export type VerifiedCap =
  | {
      ok: true;
      keyId: string;
      /** What was signed, and nothing else: read facts from here. */ signed: string;
    }
  | { ok: false; why: "unsigned" | "unknown-key" | "not-signed-so" };

export const verifyCap = (xml: string, findKey: (keyId: string) => PublicKey | undefined): VerifiedCap => {
  const signature = signatureOf(xml);
  if (signature === undefined)
    return { ok: false, why: xml.includes("Signature") ? "not-signed-so" : "unsigned" };
  const publicKey = findKey(namedKey(signature) ?? "");
  if (!publicKey || !isAble(publicKey)) return { ok: false, why: "unknown-key" };
  const checking = new SignedXml({ publicCert: keyIdOf(publicKey), getCertFromKeyInfo: () => null });
  checking.SignatureAlgorithms = { [ed25519]: algorithm(undefined, publicKey) };
  try {
    checking.loadSignature(signature);
    if (!checking.checkSignature(xml)) return { ok: false, why: "not-signed-so" };
  } catch {
    return { ok: false, why: "not-signed-so" };
  }
  const [signed, ...more] = checking.getSignedReferences();
  // Signing only a part would leave the rest to anybody: the whole message or nothing (signature wrapping).
  const isWhole =
    /<ds:Reference URI="">/.test(signature) && more.length === 0 && signed?.startsWith("<alert ");
  return isWhole && signed
    ? { ok: true, keyId: keyIdOf(publicKey), signed }
    : { ok: false, why: "not-signed-so" };
};
