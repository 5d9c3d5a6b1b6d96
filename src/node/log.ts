/** One JSON line per fault or notable event, to standard error. Codes, routes and numbers; never what people typed. */
export type Log = (event: string, facts?: Record<string, unknown>) => void;

export const jsonLog =
  (write: (line: string) => void = (line) => process.stderr.write(line)): Log =>
  (event, facts = {}) =>
    write(`${JSON.stringify({ at: new Date().toISOString(), event, ...facts })}\n`);

/** A fault with its cause and where it came from, as far as that says nothing about people. */
export const faultFacts = (error: unknown): Record<string, unknown> => {
  if (!(error instanceof Error)) return { fault: typeof error };
  const code = "code" in error ? String(error.code) : undefined;
  const places = (error.stack ?? "")
    .split("\n")
    .filter((line) => line.startsWith("    at "))
    .slice(0, 8);
  // PostgreSQL puts values into `detail` and sometimes into the message of a constraint; its code says enough.
  const isSql = code !== undefined && /^[0-9A-Z]{5}$/.test(code);
  return {
    fault: error.name,
    ...(code && { code }),
    ...(!isSql && { message: error.message.slice(0, 500) }),
    stack: places.map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: faultFacts(error.cause) }),
  };
};
