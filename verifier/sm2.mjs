/** Checking SM2 signatures (GB/T 32918.2) by §5: nothing is secret here, so nothing needs to take the same time always. */
import { concat, fromHex, toHex, utf8 } from "./canonical.mjs";
import { sm3 } from "./sm3.mjs";

/** GB/T 32918.5: y² = x³ + ax + b over the integers modulo p; the points are the multiples of G, n of them. */
const sm2p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const sm2a = sm2p - 3n;
const sm2b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const sm2n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const sm2G = [
  0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
];

const modulo = (value, by) => ((value % by) + by) % by;
const inverse = (value) => {
  let [r, next, t, nextT] = [sm2p, modulo(value, sm2p), 0n, 1n];
  while (next) {
    const quotient = r / next;
    [r, next, t, nextT] = [next, r - quotient * next, nextT, t - quotient * nextT];
  }
  return modulo(t, sm2p);
};

/** Sum of two points, `undefined` being the one at infinity. */
const plus = (one, other) => {
  if (!one || !other) return one ?? other;
  const [[x1, y1], [x2, y2]] = [one, other];
  if (x1 === x2 && modulo(y1 + y2, sm2p) === 0n) return undefined;
  const slope = x1 === x2 ? (3n * x1 * x1 + sm2a) * inverse(2n * y1) : (y2 - y1) * inverse(x2 - x1);
  const x = modulo(slope * slope - x1 - x2, sm2p);
  return [x, modulo(slope * (x1 - x) - y1, sm2p)];
};

/** sG + tP, bit by bit from the left. */
const sumOfMultiples = (s, t, point) => {
  const both = plus(sm2G, point);
  let sum;
  for (let bit = 255n; bit >= 0n; bit--) {
    sum = plus(sum, sum);
    const [withG, withP] = [(s >> bit) & 1n, (t >> bit) & 1n];
    if (withG || withP) sum = plus(sum, withG && withP ? both : withG ? sm2G : point);
  }
  return sum;
};

const numberOf = (bytes) => BigInt(`0x${toHex(bytes)}`);
const bytesOf = (number) => fromHex(number.toString(16).padStart(64, "0"));

/** The point of a raw public key 04 ‖ x ‖ y; undefined if it is not one of the curve. */
export const sm2Point = (raw) => {
  if (raw.length !== 65 || raw[0] !== 4) return undefined;
  const [x, y] = [numberOf(raw.subarray(1, 33)), numberOf(raw.subarray(33))];
  const isOnCurve = x < sm2p && y < sm2p && modulo(y * y - x * x * x - sm2a * x - sm2b, sm2p) === 0n;
  return isOnCurve ? [x, y] : undefined;
};

export const isSignedBySm2 = (raw, bytes, signature) => {
  const point = sm2Point(raw);
  if (!point || signature.length !== 64) return false;
  const [r, s] = [numberOf(signature.subarray(0, 32)), numberOf(signature.subarray(32))];
  if (r < 1n || r >= sm2n || s < 1n || s >= sm2n) return false;
  const t = modulo(r + s, sm2n);
  if (t === 0n) return false;
  const numbers = [sm2a, sm2b, ...sm2G].map(bytesOf);
  const z = sm3(concat(Uint8Array.of(0, 0x80), utf8("1234567812345678"), ...numbers, raw.subarray(1)));
  const e = numberOf(sm3(concat(z, bytes)));
  const sum = sumOfMultiples(s, t, point);
  return sum !== undefined && modulo(e, sm2n) !== r && modulo(e + sum[0], sm2n) === r;
};
