/** SM3 (GB/T 32905-2016), which neither browsers nor every build of Node bring along. */
import { concat } from "./canonical.mjs";

const startOfSm3 = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
];

const turn = (word, by) => (word << (by & 31)) | (word >>> (32 - (by & 31)));

/** One block of 64 bytes into the eight words of the state. */
const compress = (state, view, offset) => {
  const words = new Int32Array(68);
  for (let j = 0; j < 16; j++) words[j] = view.getInt32(offset + 4 * j);
  for (let j = 16; j < 68; j++) {
    const mixed = words[j - 16] ^ words[j - 9] ^ turn(words[j - 3], 15);
    words[j] = mixed ^ turn(mixed, 15) ^ turn(mixed, 23) ^ turn(words[j - 13], 7) ^ words[j - 6];
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let j = 0; j < 64; j++) {
    const isEarly = j < 16;
    const one = turn((turn(a, 12) + e + turn(isEarly ? 0x79cc4519 : 0x7a879d8a, j)) | 0, 7);
    const two = one ^ turn(a, 12);
    const left = isEarly ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const right = isEarly ? e ^ f ^ g : (e & f) | (~e & g);
    const first = (left + d + two + (words[j] ^ words[j + 4])) | 0;
    const second = (right + h + one + words[j]) | 0;
    [a, b, c, d] = [first, a, turn(b, 9), c];
    [e, f, g, h] = [second ^ turn(second, 9) ^ turn(second, 17), e, turn(f, 19), g];
  }
  return [a, b, c, d, e, f, g, h].map((word, n) => word ^ state[n]);
};

export const sm3 = (bytes) => {
  const tail = new Uint8Array(((119 - (bytes.length % 64)) % 64) + 9);
  tail[0] = 0x80;
  new DataView(tail.buffer).setBigUint64(tail.length - 8, BigInt(bytes.length) * 8n);
  const padded = concat(bytes, tail);
  const view = new DataView(padded.buffer);
  let state = startOfSm3;
  for (let offset = 0; offset < padded.length; offset += 64) state = compress(state, view, offset);
  const digest = new DataView(new ArrayBuffer(32));
  for (const [n, word] of state.entries()) digest.setInt32(4 * n, word);
  return new Uint8Array(digest.buffer);
};
