import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { CannotDecrypt, decrypt, encrypt, passphrase, saltOf } from "./encrypt.ts";

const words = "nine bridges over one canal";
const secret = passphrase(words);

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const whole = async (bytes: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const piece = 64 * 1024;

test("what was encrypted comes back the same, however long it is and however it is cut", async () => {
  for (const length of [0, 1, piece - 1, piece, piece + 1, 3 * piece, 3 * piece + 7]) {
    const plain = randomBytes(length);
    const sealed = await whole(encrypt(cut(plain, 10_000), secret));
    for (const size of [1_000, 1_000_000])
      assert.deepEqual(await whole(decrypt(cut(sealed, size), secret)), plain);
    // Somebody else's process with the same words.
    const again = passphrase(words, saltOf(sealed));
    assert.deepEqual(await whole(decrypt(cut(sealed, piece), again)), plain);
  }
});

test("any changed byte, any cut and any other order of pieces is noticed", async () => {
  const plain = randomBytes(2 * piece + 100);
  const sealed = await whole(encrypt(cut(plain, piece), secret));
  const refused = (bytes: Uint8Array) =>
    assert.rejects(whole(decrypt(cut(bytes, 50_000), secret)), CannotDecrypt);
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      // The salt of the passphrase costs a slow derivation for each changed byte: one of them is enough.
      if (at >= 24 && at < 39) return;
      const altered = Buffer.from(sealed);
      altered[at]! ^= by;
      await refused(altered);
    }),
    { numRuns: 60 },
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length - 1), (length) => refused(sealed.subarray(0, length))),
    { numRuns: 60 },
  );
  const head = 23 + 32;
  const stored = piece + 16;
  const swapped = Buffer.concat([
    sealed.subarray(0, head),
    sealed.subarray(head + stored, head + 2 * stored),
    sealed.subarray(head, head + stored),
    sealed.subarray(head + 2 * stored),
  ]);
  await refused(swapped);
  await refused(Buffer.concat([sealed, randomBytes(1)]));
});

test("another passphrase opens nothing", async () => {
  const sealed = await whole(encrypt(cut(Buffer.from("names and numbers"), 5), secret));
  const other = passphrase("nine bridges over two canals", saltOf(sealed));
  await assert.rejects(whole(decrypt(cut(sealed, 100), other)), CannotDecrypt);
});
