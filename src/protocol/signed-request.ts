import { createHash, randomBytes } from "node:crypto";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import { isSignedBy, keyIdOf, suites, type PublicKey, type Signer } from "#base/signature.ts";
import type { Instant } from "#base/time.ts";

/** How far `created` may lie from the receiver's clock; numbers used once are remembered for twice as long. */
export const requestWindowMillis = 5 * 60_000;

/** A request as both sides see it. `query` is as sent, with its `?`, or empty. */
export type PeerRequest = { method: string; path: string; query: string; body?: Uint8Array };

export type RequestRefusal =
  | "NOT_SIGNED" | "UNKNOWN_PARTY" | "WRONG_RECIPIENT" | "REQUEST_EXPIRED" | "BODY_ALTERED" | "BAD_REQUEST_SIGNATURE"; // prettier-ignore

const covered = (withBody: boolean): string =>
  `("@method" "@path" "@query" "tongwulang-party" "tongwulang-recipient"${withBody ? ' "content-digest"' : ""})`;

const digestHeader = (body: Uint8Array): string =>
  `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;

/** The signature base of RFC 9421 §2.5. */
const signatureBase = (
  request: PeerRequest,
  party: Party,
  recipient: Party,
  contentDigest: string | undefined,
  parameters: string,
): Buffer =>
  Buffer.from(
    [
      `"@method": ${request.method}`,
      `"@path": ${request.path}`,
      `"@query": ${request.query || "?"}`,
      `"tongwulang-party": ${party}`,
      `"tongwulang-recipient": ${recipient}`,
      ...(contentDigest === undefined ? [] : [`"content-digest": ${contentDigest}`]),
      `"@signature-params": ${parameters}`,
    ].join("\n"),
  );

/** The headers that make a request one of `from` to `to`, now, once. */
export const signRequest = (
  request: PeerRequest,
  from: Party,
  to: Party,
  signer: Signer,
  now: Instant,
  nonce: string = randomBytes(16).toString("base64url"),
): Record<string, string> => {
  const contentDigest = request.body && digestHeader(request.body);
  const created = Math.floor(Date.parse(now) / 1000);
  const parameters = `${covered(contentDigest !== undefined)};created=${created};nonce="${nonce}";keyid="${signer.keyId}";alg="${suites[signer.publicKey.suite].alg}";tag="tongwulang-peer-v1"`;
  const signature = signer.sign(signatureBase(request, from, to, contentDigest, parameters));
  return {
    "tongwulang-party": from,
    "tongwulang-recipient": to,
    ...(contentDigest !== undefined && { "content-digest": contentDigest }),
    "signature-input": `sig1=${parameters}`,
    signature: `sig1=:${Buffer.from(signature, "base64url").toString("base64")}:`,
  };
};

const parametersForm =
  /^sig1=((\("@method" "@path" "@query" "tongwulang-party" "tongwulang-recipient"(?: "content-digest")?\));created=(\d{1,12});nonce="([A-Za-z0-9_-]{16,64})";keyid="([0-9a-f]{16})";alg="(ed25519|sm2-sm3)";tag="tongwulang-peer-v1")$/;
const signatureForm = /^sig1=:([A-Za-z0-9+/]{86}==):$/;

/** Whose request this is; that it was not sent before is for the caller to check with the nonce. */
export const verifyRequest = (
  request: PeerRequest,
  headers: Record<string, string | string[] | undefined>,
  here: Party,
  keyOf: (party: Party) => PublicKey | undefined,
  now: Instant,
): Outcome<{ party: Party; nonce: string }, RequestRefusal> => {
  const party = headers["tongwulang-party"];
  const recipient = headers["tongwulang-recipient"];
  const input = parametersForm.exec(String(headers["signature-input"] ?? ""));
  const signature = signatureForm.exec(String(headers["signature"] ?? ""));
  if (typeof party !== "string" || typeof recipient !== "string" || !input || !signature)
    return refuse("NOT_SIGNED");
  const [, parameters, list, created, nonce, keyId, alg] = input as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const key = keyOf(party);
  if (!key || keyIdOf(key) !== keyId || suites[key.suite].alg !== alg)
    return refuse("UNKNOWN_PARTY", { party: party.slice(0, 20) });
  const body = request.body?.length ? request.body : undefined;
  const contentDigest = headers["content-digest"];
  if (list !== covered(body !== undefined)) return refuse("BODY_ALTERED");
  if (body && contentDigest !== digestHeader(body)) return refuse("BODY_ALTERED");
  const base = signatureBase(request, party, recipient, body && String(contentDigest), parameters);
  const raw = Buffer.from(signature[1]!, "base64").toString("base64url");
  if (!isSignedBy(key, base, raw)) return refuse("BAD_REQUEST_SIGNATURE", { party });
  if (recipient !== here) return refuse("WRONG_RECIPIENT", { recipient: recipient.slice(0, 20) });
  if (Math.abs(Number(created) * 1000 - Date.parse(now)) > requestWindowMillis)
    return refuse("REQUEST_EXPIRED", { created: Number(created) });
  return done({ party, nonce });
};
