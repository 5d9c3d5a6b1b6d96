import { randomBytes } from "node:crypto";

let lastMillis = 0;
let counter = 0;

/** UUIDv7 (RFC 9562 §5.7), increasing within a process: 48 bits of milliseconds, 12 of counter, 62 random. */
export const newId = (now: number = Date.now()): string => {
  if (now > lastMillis) {
    lastMillis = now;
    counter = randomBytes(2).readUInt16BE() & 0x3ff;
  } else if (++counter > 0xfff) {
    lastMillis += 1;
    counter = 0;
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMillis, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
