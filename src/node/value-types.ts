/** How PostgreSQL's text becomes a value: one table for both drivers, so that a row is the same on each of them. */
type Parse = (text: string) => unknown;

const zoned = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00(?::00)?$/;

/** RFC 3339 in UTC with three decimals; the session time zone is always UTC, other offsets are only a safety net. */
const instant: Parse = (text) => {
  const parts = zoned.exec(text);
  if (parts) return `${parts[1]}T${parts[2]}.${(parts[3] ?? "").padEnd(3, "0").slice(0, 3)}Z`;
  const date = new Date(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));
  return Number.isNaN(date.valueOf()) ? text : date.toISOString(); // `infinity` stays a word
};

const asWritten: Parse = (text) => text;
const json: Parse = (text) => JSON.parse(text);
const bytes: Parse = (text) => Buffer.from(text.slice(2), "hex");

const scalars: Record<number, Parse> = {
  16: (text) => text === "t",
  17: bytes,
  20: BigInt,
  21: Number,
  23: Number,
  26: Number,
  114: json,
  700: Number,
  701: Number,
  1082: asWritten, // date: a legal day is text, never a Date at somebody's midnight
  1083: asWritten,
  1114: asWritten,
  1184: instant,
  1186: asWritten,
  1700: asWritten,
  3802: json,
};

/** Element type → array type, for drivers that do not derive arrays themselves. */
const arrayOf: Record<number, number> = {
  16: 1000,
  17: 1001,
  20: 1016,
  21: 1005,
  23: 1007,
  26: 1028,
  114: 199,
  700: 1021,
  701: 1022,
  1082: 1182,
  1083: 1183,
  1114: 1115,
  1184: 1185,
  1186: 1187,
  1700: 1231,
  3802: 3807,
};

const each = (parse: Parse, value: unknown): unknown =>
  Array.isArray(value)
    ? value.map((item) => each(parse, item))
    : value === null
      ? null
      : parse(value as string);

/** The table as PGlite takes it (it makes the arrays itself). */
export const valueParsers: Record<number, Parse> = scalars;

/** The table as `pg` takes it; `textArray` is the driver's own parser of an array of text. */
export const findValueParser = (oid: number, textArray: (text: string) => unknown): Parse | undefined => {
  if (scalars[oid]) return scalars[oid];
  const element = Object.keys(arrayOf).find((name) => arrayOf[Number(name)] === oid);
  if (element === undefined) return undefined;
  const parse = scalars[Number(element)]!;
  return (text) => each(parse, textArray(text));
};

/** Parameters as `pg` understands them, for PGlite. Hand JSON over as text: an array is a PostgreSQL array. */
export const parameter = (value: unknown): unknown => {
  if (value === undefined) return null;
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array)
    return Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) return value.map(parameter);
  return value;
};

/** Serialisers for PGlite, whose own turn bytes into text one by one. */
export const valueSerializers: Record<number, (value: unknown) => string> = {
  17: (value) => `\\x${(value as Buffer).toString("hex")}`,
  20: String,
};
