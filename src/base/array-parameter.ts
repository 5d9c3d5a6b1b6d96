/**
 * Arrays as PostgreSQL reads them in binary (array_recv): many rows travel as one parameter a column, with nothing to
 * escape on this side and nothing to parse on the other. Both drivers hand bytes on as they are.
 * Name the type in the statement: `${textArray(names)}::text[]`.
 */
const textOid = 25;
const byteaOid = 17;
const headBytes = 20;
const int = 4;

const head = (bytes: Buffer, oid: number, count: number): void => {
  bytes.writeInt32BE(count === 0 ? 0 : 1, 0); // dimensions
  bytes.writeInt32BE(1, 4); // some may be null
  bytes.writeInt32BE(oid, 8);
  bytes.writeInt32BE(count, 12);
  bytes.writeInt32BE(1, 16); // counted from 1
};

const arrayOf = <T>(
  oid: number,
  values: readonly (T | null)[],
  mostBytes: (value: T) => number,
  write: (bytes: Buffer, value: T, at: number) => number,
): Buffer => {
  let size = headBytes;
  for (const value of values) size += int + (value === null ? 0 : mostBytes(value));
  const bytes = Buffer.allocUnsafe(size);
  head(bytes, oid, values.length);
  let at = headBytes;
  for (const value of values) {
    const length = value === null ? -1 : write(bytes, value, at + int);
    bytes.writeInt32BE(length, at);
    at += int + Math.max(0, length);
  }
  return values.length === 0 ? bytes.subarray(0, 12) : bytes.subarray(0, at);
};

const mostBytesPerUnit = 3; // UTF-8 of one UTF-16 code unit

/** `text[]`; also cast on, e.g. `::text[]::bigint[]` or element by element to jsonb. */
export const textArray = (values: readonly (string | null)[]): Buffer =>
  arrayOf(
    textOid,
    values,
    (value) => value.length * mostBytesPerUnit,
    (bytes, value, at) => bytes.write(value, at, "utf8"),
  );

/** `bytea[]` */
export const byteaArray = (values: readonly (Uint8Array | null)[]): Buffer =>
  arrayOf(
    byteaOid,
    values,
    (value) => value.length,
    (bytes, value, at) => {
      bytes.set(value, at);
      return value.length;
    },
  );
