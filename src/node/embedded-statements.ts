import { protocol, types, type PGlite } from "@electric-sql/pglite";

export type Answer = { rows: Record<string, unknown>[]; affectedRows: number };

/** Statements run with values, on the engine's one connection. */
export type Statements = {
  run: (text: string, values: readonly unknown[]) => Promise<Answer>;
  /** After the shape of a table changed: what was parsed before may answer with columns that are no more. */
  forget: () => Promise<void>;
};

const { serialize } = protocol;
const mostKept = 500;
const writing = new Set(["INSERT", "UPDATE", "DELETE", "MERGE", "COPY"]);

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, "\\$&")}"`;

const arrayText = (values: readonly unknown[]): string => {
  const elements = values.map((value) => {
    if (value === null) return "NULL";
    if (Array.isArray(value)) return arrayText(value);
    if (value instanceof Uint8Array) return quoted(`\\x${Buffer.from(value).toString("hex")}`);
    return quoted(typeof value === "object" ? JSON.stringify(value) : String(value));
  });
  return `{${elements.join(",")}}`;
};

/** A value as it travels: bytes as they are, everything else as PostgreSQL writes it. */
const travelling = (value: unknown): string | Uint8Array | null => {
  if (value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return arrayText(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

/** The message that fills in values. The engine's own writes long texts slowly: a sixth of the time of a page of events. */
const bind = (statement: string, values: readonly unknown[]): Buffer => {
  const given = values
    .map(travelling)
    .map((value) => (typeof value === "string" ? Buffer.from(value) : value));
  const length = given.reduce((sum, value) => sum + 6 + (value?.length ?? 0), statement.length + 12);
  const message = Buffer.alloc(length + 1);
  let at = message.write("B");
  at = message.writeInt32BE(length, at) + 1; // after it, the empty name of the portal
  at += message.write(`${statement}\0`, at);
  at = message.writeInt16BE(given.length, at);
  for (const [i, value] of values.entries())
    at = message.writeInt16BE(given[i] === value && value !== null ? 1 : 0, at);
  at = message.writeInt16BE(given.length, at);
  for (const value of given) {
    at = message.writeInt32BE(value === null ? -1 : value.length, at);
    if (value !== null) {
      message.set(value, at);
      at += value.length;
    }
  }
  return message; // ends with a zero: every column comes back as text
};

type Message = Awaited<ReturnType<PGlite["execProtocol"]>>["messages"][number];

const answerOf = (messages: readonly Message[], parsers: PGlite["parsers"]): Answer => {
  const answer: Answer = { rows: [], affectedRows: 0 };
  let fields: { name: string; dataTypeID: number }[] = [];
  for (const message of messages) {
    if (message.name === "rowDescription") ({ fields } = message as unknown as { fields: typeof fields });
    else if (message.name === "dataRow") {
      const texts = (message as unknown as { fields: (string | null)[] }).fields;
      const row: Record<string, unknown> = {};
      for (const [i, { name, dataTypeID }] of fields.entries())
        row[name] = types.parseType(texts[i]!, dataTypeID, parsers);
      answer.rows.push(row);
    } else if (message.name === "commandComplete") {
      const words = (message as unknown as { text: string }).text.split(" ");
      if (writing.has(words[0]!)) answer.affectedRows += Number(words.at(-1));
    }
  }
  return answer;
};

/**
 * Parses each statement once and then only fills in values, all in one call into the engine; its own `query` makes five
 * calls and parses every time. Plans are made anew for each run (`plan_cache_mode`), since tables grow under them.
 */
export const embeddedStatements = (engine: PGlite): Statements => {
  const names = new Map<string, string>();
  let last = 0;
  const ask = (...parts: Uint8Array[]) =>
    engine.execProtocol(Buffer.concat([...parts, serialize.sync()]), { syncToFs: false });
  const forget = async (): Promise<void> => {
    names.clear();
    await engine.exec("deallocate all");
  };
  return {
    forget,
    run: async (text, values) => {
      if (names.size >= mostKept) await forget();
      const known = names.get(text);
      const name = known ?? `s${++last}`;
      try {
        const { messages } = await ask(
          ...(known ? [] : [serialize.parse({ name, text })]),
          bind(name, values),
          serialize.describe({ type: "P" }),
          serialize.execute({}),
        );
        names.set(text, name);
        return answerOf(messages, engine.parsers);
      } catch (error) {
        if (!known) await ask(serialize.close({ type: "S", name })); // it may have been parsed before it failed
        throw error;
      }
    },
  };
};
