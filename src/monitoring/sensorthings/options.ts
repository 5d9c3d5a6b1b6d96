import { refuse, type Outcome } from "#base/outcome.ts";
import type { Expression } from "./expression.ts";
import { entityTypes, type EntityType } from "./model.ts";
import { parseExpression, tokenReader, type TokenReader } from "./parse-expression.ts";
import { QueryError } from "./tokens.ts";

export type Order = { by: Expression; isDescending: boolean };

/** What a client asks of a collection; `$expand` asks the same of what hangs on it. */
export type Options = {
  filter?: Expression;
  orderBy: Order[];
  select?: string[];
  expand: Expand[];
  top?: number;
  skip: number;
  count: boolean;
  isDataArray?: boolean;
  /** Where the page before ended: its last row's keys, as `nextLink` carries them. */
  after?: unknown[];
  /** Each option as it was written, so that the next page is asked for in the same words. */
  written: [name: string, text: string][];
};
export type Expand = { name: string; options: Options };

const noOptions = (): Options => ({ orderBy: [], expand: [], skip: 0, count: false, written: [] });

const readCount = (read: TokenReader): number => {
  const token = read.next();
  if (token.kind !== "literal" || typeof token.value !== "number" || !Number.isSafeInteger(token.value))
    throw new QueryError(token.at, "0, 1, 2 …");
  return token.value;
};

const readBoolean = (read: TokenReader): boolean => {
  const token = read.next();
  if (token.kind !== "literal" || typeof token.value !== "boolean")
    throw new QueryError(token.at, "true, false");
  return token.value;
};

const readOrder = (read: TokenReader): Order[] => {
  const orders: Order[] = [];
  do {
    const by = parseExpression(read);
    const isDescending = read.takeWord("desc");
    if (!isDescending) read.takeWord("asc");
    orders.push({ by, isDescending });
  } while (read.takeMark(","));
  return orders;
};

const readSelect = (read: TokenReader, type: EntityType): string[] => {
  const names: string[] = [];
  do {
    const { text, at } = read.expectWord();
    const name = text === "@iot.id" ? "id" : text;
    if (name !== "id" && name !== "@iot.selfLink" && !(name in type.properties) && !(name in type.navigation))
      throw new QueryError(at, `${type.name}: ${text}`);
    // `properties/depth`: the whole of `properties` is answered.
    while (read.takeMark("/")) read.expectWord();
    names.push(name);
  } while (read.takeMark(","));
  return names;
};

/** `Datastreams($top=1;$expand=Observations),Locations`; also `Datastreams/Observations`. */
const readExpand = (read: TokenReader, type: EntityType): Expand[] => {
  const expands: Expand[] = [];
  do {
    const { text: name, at } = read.expectWord();
    const navigation = type.navigation[name];
    if (!navigation) throw new QueryError(at, `${type.name}: ${name}`);
    const target = entityTypes[navigation.to];
    if (read.takeMark("/")) {
      expands.push({ name, options: { ...noOptions(), expand: [onePath(read, target)] } });
    } else if (read.takeMark("(")) {
      const options = noOptions();
      do readInto(options, read, target);
      while (read.takeMark(";"));
      read.expectMark(")");
      expands.push({ name, options });
    } else {
      expands.push({ name, options: noOptions() });
    }
  } while (read.takeMark(","));
  return merged(expands);
};

const onePath = (read: TokenReader, type: EntityType): Expand => {
  const { text: name, at } = read.expectWord();
  const navigation = type.navigation[name];
  if (!navigation) throw new QueryError(at, `${type.name}: ${name}`);
  const deeper = read.takeMark("/") ? [onePath(read, entityTypes[navigation.to])] : [];
  return { name, options: { ...noOptions(), expand: deeper } };
};

/** `Datastreams/Sensor,Datastreams/ObservedProperty` names one relation twice. */
const merged = (expands: Expand[]): Expand[] => {
  const byName = new Map<string, Expand>();
  for (const { name, options } of expands) {
    const known = byName.get(name);
    if (known) known.options.expand = merged([...known.options.expand, ...options.expand]);
    else byName.set(name, { name, options });
  }
  return [...byName.values()];
};

type Reader = (options: Options, read: TokenReader, type: EntityType) => void;

const readers: Record<string, Reader> = {
  $filter: (options, read) => (options.filter = parseExpression(read)),
  $orderby: (options, read) => (options.orderBy = readOrder(read)),
  $select: (options, read, type) => (options.select = readSelect(read, type)),
  $expand: (options, read, type) => (options.expand = readExpand(read, type)),
  $top: (options, read) => (options.top = readCount(read)),
  $skip: (options, read) => (options.skip = readCount(read)),
  $count: (options, read) => (options.count = readBoolean(read)),
};

const readInto = (options: Options, read: TokenReader, type: EntityType): void => {
  const { text, at } = read.expectWord();
  const reader = Object.hasOwn(readers, text) ? readers[text]! : undefined;
  if (!reader) throw new QueryError(at, text);
  read.expectMark("=");
  const start = read.peek().at;
  reader(options, read, type);
  options.written.push([text, read.written(start)]);
};

/**
 * Forms write a space as `+`, others as `%20`; who writes `%20` means a plus by `+`. The plus of a time zone stays one
 * either way, because clients forget to escape it.
 */
const decode = (raw: string): string => {
  const spaced = /%20|\s/.test(raw)
    ? raw
    : raw.replaceAll(/(T\d\d(?::|%3A)\d\d(?:(?::|%3A)\d\d(?:[.,]\d+)?)?)?\+/gi, (whole, time) =>
        time ? whole : " ",
      );
  return decodeURIComponent(spaced);
};

const decodeName = (raw: string): string | undefined => {
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
};

const readAfter = (text: string): unknown[] | undefined => {
  try {
    const keys: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return Array.isArray(keys) ? keys : undefined;
  } catch {
    return undefined;
  }
};

export const writeAfter = (keys: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(keys)).toString("base64url");

/** Reads the query of a URL. What does not fit is named with its option and character. */
export const parseOptions = (
  query: string,
  type: EntityType,
): Outcome<Options, "STA_QUERY" | "STA_OPTION"> => {
  const options = noOptions();
  const seen = new Set<string>();
  for (const part of query.split("&").filter((one) => one !== "")) {
    const equals = part.indexOf("=");
    const named = equals < 0 ? part : part.slice(0, equals);
    const name = decodeName(named);
    if (name === undefined) return refuse("STA_QUERY", { option: named, position: 1, what: named });
    if (!name.startsWith("$")) continue; // ours and others' own, such as `lang`
    const wrong = (position: number, what: string) => refuse("STA_QUERY", { option: name, position, what });
    if (seen.has(name)) return wrong(1, name);
    seen.add(name);
    try {
      const text = decode(equals < 0 ? "" : part.slice(equals + 1));
      options.written.push([name, text]);
      if (name === "$resultFormat") {
        if (text !== "dataArray") return wrong(1, "dataArray");
        options.isDataArray = true;
      } else if (name === "$skiptoken") {
        const after = readAfter(text);
        if (!after) return wrong(1, text);
        options.after = after;
      } else if (Object.hasOwn(readers, name)) {
        const read = tokenReader(text);
        readers[name]!(options, read, type);
        const rest = read.peek();
        if (rest.kind !== "end") return wrong(rest.at, text.slice(rest.at - 1, rest.at + 20));
      } else {
        return refuse("STA_OPTION", { option: name });
      }
    } catch (error) {
      if (error instanceof QueryError) return wrong(error.at, error.what);
      if (error instanceof URIError) return wrong(1, part.slice(0, 40));
      throw error;
    }
  }
  return { ok: true, value: options };
};
