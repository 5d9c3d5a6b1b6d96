import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scryptSync } from "node:crypto";

/**
 * A file encrypted under a passphrase, in pieces, so that it is written and read as a stream:
 * `tongwulang-encrypted/1\n ‖ salt of the passphrase (16) ‖ salt of the file (16) ‖ pieces`. A piece is 64 KiB under AES-256-GCM with its tag;
 * the nonce is its number and whether it is the last, so none can be left out, moved, or cut off without being noticed.
 */
const magic = Buffer.from("tongwulang-encrypted/1\n");
const saltBytes = 16;
const tagBytes = 16;
const pieceBytes = 64 * 1024;
const headBytes = magic.length + 2 * saltBytes;

/** Not the passphrase it was encrypted with, or not the bytes. */
export class CannotDecrypt extends Error {}

/** Deriving a key is slow on purpose, so each is derived once; all files of one backup share the salt. */
export type Passphrase = { salt: Buffer; keyOf: (salt: Uint8Array) => Buffer };

export const passphrase = (words: string, salt: Buffer = randomBytes(saltBytes)): Passphrase => {
  const keys = new Map<string, Buffer>();
  return {
    salt,
    keyOf: (given) => {
      const name = Buffer.from(given).toString("hex");
      let key = keys.get(name);
      if (!key) {
        key = scryptSync(words.normalize("NFC"), given, 32, { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 28 });
        keys.set(name, key);
      }
      return key;
    },
  };
};

const fileKey = (key: Uint8Array, salt: Uint8Array): Buffer =>
  Buffer.from(hkdfSync("sha256", key, salt, magic, 32));

const nonceOf = (piece: number, isLast: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(piece, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
};

/** Cuts a stream into pieces of exactly `size`, each handed on with whether it is the last; the last may be shorter. */
async function* pieces(bytes: AsyncIterable<Uint8Array>, size: number) {
  let kept: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    kept = kept.length ? Buffer.concat([kept, chunk]) : Buffer.from(chunk);
    for (; kept.length > size; kept = kept.subarray(size))
      yield { piece: kept.subarray(0, size), isLast: false };
  }
  yield { piece: kept, isLast: true };
}

export async function* encrypt(
  bytes: AsyncIterable<Uint8Array>,
  { salt, keyOf }: Passphrase,
): AsyncGenerator<Buffer> {
  const fileSalt = randomBytes(saltBytes);
  const key = fileKey(keyOf(salt), fileSalt);
  yield Buffer.concat([magic, salt, fileSalt]);
  let number = 0;
  for await (const { piece, isLast } of pieces(bytes, pieceBytes)) {
    const cipher = createCipheriv("aes-256-gcm", key, nonceOf(number++, isLast));
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  }
}

/** The salt that an encrypted file's passphrase goes with; undefined if it is no encrypted file. */
export const saltOf = (head: Uint8Array): Buffer | undefined =>
  Buffer.from(head.subarray(0, magic.length)).equals(magic) && head.length >= headBytes
    ? Buffer.from(head.subarray(magic.length, magic.length + saltBytes))
    : undefined;

async function* withoutHead(bytes: AsyncIterable<Uint8Array>, take: (head: Buffer) => void) {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (!head) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < headBytes) continue;
    take(head.subarray(0, headBytes));
    yield head.subarray(headBytes);
    head = undefined;
  }
  if (head) throw new CannotDecrypt("cut off");
}

export async function* decrypt(
  bytes: AsyncIterable<Uint8Array>,
  { keyOf }: Passphrase,
): AsyncGenerator<Buffer> {
  let key: Buffer | undefined;
  const body = withoutHead(bytes, (head) => {
    const salt = saltOf(head);
    if (!salt) throw new CannotDecrypt("not an encrypted file");
    key = fileKey(keyOf(salt), head.subarray(magic.length + saltBytes));
  });
  let number = 0;
  for await (const { piece, isLast } of pieces(body, pieceBytes + tagBytes)) {
    if (piece.length < tagBytes) throw new CannotDecrypt("cut off");
    const decipher = createDecipheriv("aes-256-gcm", key!, nonceOf(number++, isLast), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(piece.subarray(piece.length - tagBytes));
    const plain = decipher.update(piece.subarray(0, piece.length - tagBytes));
    try {
      decipher.final();
    } catch {
      throw new CannotDecrypt(`piece ${number}`);
    }
    yield plain;
  }
}
