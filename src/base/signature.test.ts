import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { hash } from "./hash.ts";
import {
  isSignedBy,
  isUsableKey,
  keyIdOf,
  newPrivateKey,
  signerFromPem,
  suiteNames,
  type PublicKey,
} from "./signature.ts";

const base64url = (hex: string): string => Buffer.from(hex, "hex").toString("base64url");
const message = Buffer.from("message digest");

/** The example of GM/T 0003.5, as printed there. */
const published = {
  d: "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8",
  x: "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020",
  y: "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13",
  r: "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3",
  s: "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA",
};
const key: PublicKey = { suite: "sm2-sm3", key: base64url(`04${published.x}${published.y}`) };
const order = "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123";

test("the published SM2 signature holds, and nothing else in its place", () => {
  const { r, s } = published;
  assert.ok(isSignedBy(key, message, base64url(r + s)));
  assert.ok(!isSignedBy(key, Buffer.from("message digest."), base64url(r + s)));
  const others = [
    s + r,
    r + r,
    `${r}${s}00`,
    r,
    "",
    "00".repeat(64),
    r + "0".repeat(64),
    "0".repeat(64) + s,
    r + order,
    order + s,
  ];
  for (const other of others) assert.ok(!isSignedBy(key, message, base64url(other)), other);
  // s and s + n are the same number modulo n; here s + n does not fit into 32 bytes or is out of range.
  assert.ok(!isSignedBy(key, message, base64url(r + "f".repeat(64))));
  assert.ok(
    !isSignedBy(key, message, `${base64url(r + s).slice(0, -1)}h`),
    "another spelling of the same bytes",
  );
  assert.ok(!isSignedBy({ ...key, suite: "ed25519-sha256" }, message, base64url(r + s)));
});

test("only points of the curve are SM2 keys, in their one spelling", () => {
  const { x, y } = published;
  assert.ok(isUsableKey(key));
  const compressed = base64url(`03${x}`);
  const offCurve = base64url(`04${x}${y.slice(0, -2)}14`);
  const unreduced = base64url(`04${"F".repeat(64)}${y}`);
  for (const other of [
    compressed,
    offCurve,
    unreduced,
    base64url(`06${x}${y}`),
    base64url(x + y),
    "",
    "00",
    `${key.key}=`,
  ]) {
    assert.ok(!isUsableKey({ ...key, key: other }), other);
    assert.ok(!isSignedBy({ ...key, key: other }, message, base64url(published.r + published.s)), other);
  }
  assert.ok(!isUsableKey({ suite: "rot13", key: key.key }));
});

test("SM3 gives the published digests", () => {
  const digest = (text: string) => hash("sm3", text).toString("hex");
  assert.equal(digest("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  assert.equal(digest("abcd".repeat(16)), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
});

for (const suite of suiteNames) {
  const signer = signerFromPem(newPrivateKey(suite));

  test(`${suite}: what a key signs holds for it alone, over the same bytes alone`, () => {
    assert.equal(signer.publicKey.suite, suite);
    assert.ok(isUsableKey(signer.publicKey));
    assert.equal(signer.keyId, keyIdOf(signer.publicKey));
    const other = signerFromPem(newPrivateKey(suite));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const signature = signer.sign(bytes);
        assert.equal(Buffer.from(signature, "base64url").length, 64);
        assert.ok(isSignedBy(signer.publicKey, bytes, signature));
        assert.ok(!isSignedBy(other.publicKey, bytes, signature));
        assert.ok(!isSignedBy(signer.publicKey, Buffer.concat([bytes, Buffer.of(0)]), signature));
      }),
      { numRuns: 10 },
    );
  });

  test(`${suite}: nothing foreign makes a check throw`, () =>
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ minLength: 30, maxLength: 70 }), (text, bytes) => {
        const foreign = Buffer.from(bytes).toString("base64url");
        for (const odd of [text, foreign]) {
          assert.equal(isSignedBy({ suite, key: odd }, message, odd), false);
          assert.equal(isSignedBy(signer.publicKey, message, odd), false);
          assert.equal(typeof isUsableKey({ suite, key: odd }), "boolean");
        }
      }),
    ));
}

test("a private SM2 key made by another tool is read; one that is not PKCS#8 or whose halves differ is not", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "SM2" });
  const der = privateKey.export({ type: "pkcs8", format: "der" });
  const point = der.subarray(-65);
  const pemOf = (bytes: Buffer) =>
    `-----BEGIN PRIVATE KEY-----\n${bytes.toString("base64")}\n-----END PRIVATE KEY-----\n`;
  const signer = signerFromPem(pemOf(der));
  assert.equal(signer.publicKey.key, point.toString("base64url"));
  const otherHalf = Buffer.concat([der.subarray(0, -65), Buffer.from(key.key, "base64url")]);
  assert.throws(() => signerFromPem(pemOf(otherHalf)), /do not belong together/);
  const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  assert.throws(
    () => signerFromPem(p256.export({ type: "pkcs8", format: "pem" }) as string),
    /Ed25519 or SM2/,
  );
});

/*
 * What node:crypto does with a key on this curve is not SM2 as GM/T 0009 wants it: ECDSA with the KeyObject it made, SM2 for an
 * empty user id once the key was read from a file. It has no way to set the user id, so it must not sign or check anything here.
 */
test("what node:crypto signs with a key on the SM2 curve is not ours, nor ours its own", () => {
  const pair = generateKeyPairSync("ec", { namedCurve: "SM2" });
  const pem = pair.privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const signer = signerFromPem(pem);
  const read = createPrivateKey(pem);
  const spki = pair.publicKey.export({ type: "spki", format: "pem" }) as string;
  // From DER, SEQUENCE { r, s }, to r‖s and back.
  const rawOf = (signature: Buffer): Buffer => {
    const half = (at: number) => {
      const bytes = signature.subarray(at + 2, at + 2 + signature[at + 1]!);
      return Buffer.from(bytes.toString("hex").replace(/^00/, "").padStart(64, "0"), "hex");
    };
    return Buffer.concat([half(2), half(4 + signature[3]!)]);
  };
  for (const privateKey of [pair.privateKey, read])
    for (const name of ["sm3", null]) {
      const raw = rawOf(sign(name, message, privateKey));
      assert.ok(!isSignedBy(signer.publicKey, message, raw.toString("base64url")));
    }
  const ours = Buffer.from(signer.sign(message), "base64url");
  const der = Buffer.concat(
    [ours.subarray(0, 32), ours.subarray(32)].map((half) => {
      const bytes = half[0]! & 0x80 ? Buffer.concat([Buffer.of(0), half]) : half;
      return Buffer.concat([Buffer.of(2, bytes.length), bytes]);
    }),
  );
  const whole = Buffer.concat([Buffer.of(0x30, der.length), der]);
  for (const publicKey of [pair.publicKey, createPublicKey(spki)])
    assert.equal(verify("sm3", message, publicKey, whole), false);
});

test("SM2 is made and checked in one file, and not by node:crypto", () => {
  const root = join(import.meta.dirname, "../..");
  const files = globSync("src/**/*.{ts,tsx}", { cwd: root }).filter((file) => !file.includes(".test."));
  const text = (file: string) => readFileSync(join(root, file), "utf8");
  assert.ok(files.length > 100);
  const withSm2 = files.filter((file) => /sm-crypto-v2/.test(text(file)));
  assert.deepEqual(withSm2, ["src/base/sm2.ts"]);
  assert.doesNotMatch(text("src/base/sm2.ts"), /from "node:crypto"/);
  const signsElsewhere = files.filter(
    (file) =>
      file !== "src/base/ed25519.ts" &&
      /import \{[^}]*\b(sign|verify|createSign|createVerify)\b[^}]*\} from "node:crypto"/.test(text(file)),
  );
  assert.deepEqual(signsElsewhere, []);
  assert.match(text("src/base/ed25519.ts"), /asymmetricKeyType !== "ed25519"/);
  assert.deepEqual(
    files.filter((file) => /namedCurve: "SM2"/.test(text(file))),
    [],
  );
});
