import assert from "node:assert/strict";
import { createCipheriv, type CipherGCMTypes } from "node:crypto";
import { test } from "node:test";
import { sql } from "kysely";
import { suiteNames, suites } from "#base/signature.ts";
import { systemClock } from "#base/time.ts";
import { loadSamplePeople } from "./sample/load-people.ts";
import { openText, sealText } from "./sealed-text.ts";
import { testDatabases } from "./test-database.ts";

const secret = "a secret of the test, at least 32 characters long";
const number = "990114198507260127";
const bytes = (hex: string) => Buffer.from(hex, "hex");

for (const suite of suiteNames) {
  const { cipher } = suites[suite];
  test(`a text sealed on a node under ${suite} says its cipher and is opened for its owner only`, () => {
    const sealed = sealText(secret, "p1", number, cipher);
    assert.equal(sealed.subarray(0, cipher.length + 1).toString(), `${cipher}\n`);
    assert.doesNotMatch(sealed.toString("latin1"), /990114/);
    assert.equal(openText(secret, "p1", sealed), number);
    assert.throws(() => openText(secret, "p2", sealed));
    assert.throws(() => openText(`${secret}!`, "p1", sealed));
    for (const at of [0, cipher.length + 1, cipher.length + 14, sealed.length - 1]) {
      const altered = Buffer.from(sealed);
      altered[at]! ^= 1;
      assert.throws(() => openText(secret, "p1", altered), `byte ${at}`);
    }
    assert.throws(() => openText(secret, "p1", sealed.subarray(0, cipher.length + 5)));
  });
}

test("the identity numbers of a node under sm2-sm3 are at rest under SM4", async () => {
  for (const { open } of testDatabases()) {
    const { db } = await open();
    await loadSamplePeople(db, { party: "120114", secret, cipher: "sm4-gcm", clock: systemClock });
    const { rows } = await sql<{ id: string; sealed: Uint8Array }>`
      select id, identity_number as sealed from people.person where identity_number is not null`.execute(db);
    assert.ok(rows.length > 0);
    for (const { id, sealed } of rows) {
      assert.equal(Buffer.from(sealed).subarray(0, 8).toString(), "sm4-gcm\n");
      assert.match(openText(secret, id, sealed), /^[0-9A-Z]{18}$/);
    }
  }
});

test("a text that was sealed before ciphers were named is still opened", () => {
  const old = "95a05645dec6c092aae7521d00c8e8a531cb749b30e70ed4bebf998a2dce56f4ab56e416e80a44430db76c207c4c";
  assert.equal(openText(secret, "p1", bytes(old)), number);
});

test("SM4 gives the published blocks: GB/T 32907, and RFC 8998 for GCM", () => {
  const key = bytes("0123456789abcdeffedcba9876543210");
  const ecb = createCipheriv("sm4-ecb", key, null).setAutoPadding(false);
  assert.equal(ecb.update(key, undefined, "hex"), "681edf34d206965e86b3e94f536e4246");
  const gcm = createCipheriv("sm4-gcm" as CipherGCMTypes, key, bytes("00001234567800000000abcd"));
  gcm.setAAD(bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2"));
  const plain = ["aa", "bb", "cc", "dd", "ee", "ff", "ee", "aa"].map((byte) => byte.repeat(8)).join("");
  assert.equal(
    gcm.update(bytes(plain), undefined, "hex") + gcm.final("hex"),
    "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d",
  );
  assert.equal(gcm.getAuthTag().toString("hex"), "83de3541e4c2b58177e065a9bf7b62ec");
});
