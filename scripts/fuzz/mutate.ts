import type { Random } from "./random.ts";

const hex = "0123456789abcdef";

/** What breaks readers: edges of numbers, texts that look like something else, names that JavaScript means something by. */
const oddTexts = [
  "", " ", "\u0000", "\ud800", "\udfff\ud800", "\ufeff", "\u2028", "é", "é", "𝟙", "null", "__proto__", "constructor",
  "toString", "public", "110112", "120114", "010112", "1101120", "２０２６", "2026-02-30", "2026-11-22T08:00:00.000Z",
  "2026-11-22T24:00:00.000Z", "+275760-09-13T00:00:00.000Z", "0000-01-01T00:00:00.000Z", "http://169.254.169.254/",
  "../../etc/passwd", "%00", "<script>", "=cmd()", "a".repeat(201), "通".repeat(101), "\\u0000", "-0", "NaN",
] as const; // prettier-ignore
const oddNumbers = [
  0,
  -0,
  -1,
  1,
  255,
  256,
  257,
  2 ** 31,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  1e21,
  1.5,
  -1e-7,
  1e308,
];
const oddTokens = [
  "1e999",
  "-0",
  "1E3",
  "01",
  "\\ud800",
  "\\u0041",
  "\\/",
  "\ufeff",
  ",",
  "}",
  "[",
  "\\u0000",
  "  ",
  "NaN",
];

const digits = (random: Random, length: number): string =>
  Array.from({ length }, () => hex[random.below(16)]).join("");

const deep = (random: Random): unknown => {
  const levels = random.of([10, 70, 96, 102, 300, 5_000]);
  let value: unknown = {};
  const name = random.of(["not", "all", "data", "a"]);
  for (let i = 0; i < levels; i++) value = name === "all" ? { all: [value] } : { [name]: value };
  return value;
};

export const oddValue = (random: Random): unknown => {
  switch (random.below(10)) {
    case 0:
      return null;
    case 1:
      return random.onceIn(2);
    case 2:
    case 3:
      return random.of(oddNumbers);
    case 4:
    case 5:
      return random.of(oddTexts);
    case 6:
      return digits(random, random.of([16, 32, 64, 65]));
    case 7:
      return [];
    case 8:
      return random.onceIn(4) ? deep(random) : {};
    default:
      return [random.of(oddTexts), random.of(oddTexts)];
  }
};

/** Quicker than the platform's own for small things; what nests too deep is left out. */
const clone = <T>(value: T, depth = 0): T => {
  if (typeof value !== "object" || value === null) return value;
  if (depth > 200) return {} as T;
  if (Array.isArray(value)) return value.map((item: unknown) => clone(item, depth + 1)) as T;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value))
    copy[name] = clone((value as Record<string, unknown>)[name], depth + 1);
  return copy as T;
};

type Place = { of: Record<string, unknown> | unknown[]; name: string };

const placesIn = (value: unknown, into: Place[], depth = 0): Place[] => {
  if (typeof value !== "object" || value === null || depth > 200) return into;
  for (const name of Object.keys(value)) {
    into.push({ of: value as Place["of"], name });
    placesIn((value as Record<string, unknown>)[name], into, depth + 1);
  }
  return into;
};

const nudged = (random: Random, value: unknown): unknown => {
  if (typeof value === "number") return value + random.of([-1, 1, 0.5, 2 ** 32]);
  if (typeof value === "boolean") return !value;
  if (typeof value === "string") return mutateText(random, value);
  return oddValue(random);
};

/** One change of one place; `value` is changed and must be the caller's own. */
const changeOne = (random: Random, value: unknown): void => {
  const places = placesIn(value, []);
  if (places.length === 0) return;
  const { of, name } = random.of(places);
  const own = of as Record<string, unknown>;
  switch (random.below(8)) {
    case 0:
      if (Array.isArray(of)) of.splice(Number(name), 1);
      else delete own[name];
      return;
    case 1:
      if (Array.isArray(of)) of.push(of[Number(name)]);
      else Object.defineProperty(of, random.of(["__proto__", "constructor", "x", "至"]), { value: own[name], enumerable: true, configurable: true, writable: true }); // prettier-ignore
      return;
    case 2:
    case 3:
      own[name] = oddValue(random);
      return;
    case 4: {
      const other = random.of(places);
      own[name] = clone((other.of as Record<string, unknown>)[other.name]);
      return;
    }
    case 5:
      if (Array.isArray(of) && of.length > 1) of.reverse();
      else own[name] = [own[name]];
      return;
    default:
      own[name] = nudged(random, own[name]);
  }
};

/** A copy with one to four changes, mostly one: what is near to valid gets far. */
export const mutateValue = <T>(random: Random, value: T): T => {
  const copy = { root: clone(value) };
  for (let n = random.onceIn(3) ? 1 + random.below(4) : 1; n > 0; n--) changeOne(random, copy);
  return copy.root;
};

export const mutateText = (random: Random, text: string): string => {
  const at = random.below(text.length + 1);
  const to = Math.min(text.length, at + 1 + random.below(random.onceIn(4) ? 40 : 2));
  switch (random.below(7)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(to);
    case 2:
      return text.slice(0, at) + random.of(oddTokens) + text.slice(at);
    case 3:
      return text.slice(0, to) + text.slice(at);
    case 4:
      return text.slice(0, at) + random.of(oddTexts) + text.slice(to);
    default:
      return text.slice(0, at) + String.fromCharCode(32 + random.below(96)) + text.slice(at + 1);
  }
};

export const mutateBytes = (random: Random, bytes: Buffer): Buffer => {
  const copy = Buffer.from(bytes);
  for (let n = 1 + random.below(4); n > 0; n--) {
    const at = random.below(copy.length || 1);
    if (random.onceIn(8)) return copy.subarray(0, at);
    if (copy.length)
      copy[at] = random.onceIn(3) ? random.of([0, 0x7f, 0x80, 0xff]) : copy[at]! ^ (1 << random.below(8));
  }
  return random.onceIn(16) ? Buffer.concat([copy, bytes]) : copy;
};

const written = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return '{"a":'.repeat(5_000);
  }
};

/** A value as text: mostly canonical or as it stands, sometimes with a change in the text itself. */
export const toText = (random: Random, value: unknown, write: (value: unknown) => string): string => {
  let text: string;
  try {
    text = (random.onceIn(6) ? JSON.stringify(value) : write(value)) ?? "";
  } catch {
    text = written(value); // what has no canonical form is written anyway
  }
  return random.onceIn(6) ? mutateText(random, text) : text;
};
