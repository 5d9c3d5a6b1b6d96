import assert from "node:assert/strict";
import { test } from "node:test";
import { newPrivateKey, signerFromPem, type Suite } from "#base/signature.ts";
import { signRequest, verifyRequest, type PeerRequest } from "./signed-request.ts";

const newKey = (suite?: Suite) => signerFromPem(newPrivateKey(suite));
const wuqing = newKey();
const now = "2026-11-22T08:00:00.000Z";
const keyOf = (party: string) => (party === "120114" ? wuqing.publicKey : undefined);
const get: PeerRequest = { method: "GET", path: "/exchange/v1/pages", query: "?after=3&wait=20" };
const post: PeerRequest = {
  method: "POST",
  path: "/exchange/v1/hint",
  query: "",
  body: Buffer.from('{"head":4}'),
};

const check = (request: PeerRequest, headers: Record<string, string>, at = now, here = "110112") => {
  const verified = verifyRequest(request, headers, here, keyOf, at);
  return verified.ok ? verified.value.party : verified.refusal.code;
};

const sign = (request: PeerRequest, to = "110112", signer = wuqing, from = "120114") =>
  signRequest(request, from, to, signer, now);

test("a signed request is admitted as its party", () => {
  assert.equal(check(get, sign(get)), "120114");
  assert.equal(check(post, sign(post)), "120114");
});

test("f-23 a request is for one node, for ten minutes around its time", () => {
  assert.equal(check(get, sign(get, "131000")), "WRONG_RECIPIENT");
  assert.equal(check(get, sign(get), "2026-11-22T08:05:01.000Z"), "REQUEST_EXPIRED");
  assert.equal(check(get, sign(get), "2026-11-22T07:54:59.000Z"), "REQUEST_EXPIRED");
  assert.equal(check(get, sign(get), "2026-11-22T08:04:59.000Z"), "120114");
});

test("an unsigned, forged or altered request is refused for what it is", () => {
  assert.equal(check(get, {}), "NOT_SIGNED");
  assert.equal(check(get, sign(get, "110112", newKey())), "UNKNOWN_PARTY");
  assert.equal(check(get, sign(get, "110112", wuqing, "131000")), "UNKNOWN_PARTY");
  const forged = { ...sign(get, "110112", newKey()), "signature-input": sign(get)["signature-input"]! };
  assert.equal(check(get, forged), "BAD_REQUEST_SIGNATURE");
  assert.equal(check({ ...get, query: "?after=0&wait=20" }, sign(get)), "BAD_REQUEST_SIGNATURE");
  assert.equal(check({ ...get, path: "/exchange/v1/head" }, sign(get)), "BAD_REQUEST_SIGNATURE");
  assert.equal(check({ ...get, method: "DELETE" }, sign(get)), "BAD_REQUEST_SIGNATURE");
  assert.equal(check({ ...post, body: Buffer.from('{"head":9}') }, sign(post)), "BODY_ALTERED");
  assert.equal(check(post, sign({ ...post, body: undefined })), "BODY_ALTERED");
  assert.equal(check({ ...post, body: undefined }, sign(post)), "BODY_ALTERED");
  const { "tongwulang-recipient": _, ...withoutRecipient } = sign(get);
  assert.equal(check(get, withoutRecipient), "NOT_SIGNED");
});

test("the suite of the key says how a request is signed, and no other algorithm is taken in its place", () => {
  const sm2 = newKey("sm2-sm3");
  const asked = (headers: Record<string, string>) => {
    const verified = verifyRequest(post, headers, "110112", () => sm2.publicKey, now);
    return verified.ok ? verified.value.party : verified.refusal.code;
  };
  const headers = sign(post, "110112", sm2);
  assert.match(headers["signature-input"]!, /;alg="sm2-sm3";/);
  assert.equal(asked(headers), "120114");
  const named = (alg: string) => ({
    ...headers,
    "signature-input": headers["signature-input"]!.replace('"sm2-sm3"', `"${alg}"`),
  });
  assert.equal(asked(named("ed25519")), "UNKNOWN_PARTY");
  assert.equal(asked(named("rot13")), "NOT_SIGNED");
  assert.equal(asked(sign(post)), "UNKNOWN_PARTY");
  assert.equal(asked({ ...headers, signature: sign(post)["signature"]! }), "BAD_REQUEST_SIGNATURE");
});
