import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { TableRefusal } from "./table-refusals.ts";

/** So much is looked at to tell UTF-8 from GB18030: the header alone decides it, as its names are Chinese. */
const probeBytes = 65_536;

const encodingOf = (head: Uint8Array): string => {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return "utf-8";
  } catch {
    return "gb18030";
  }
};

/** Spreadsheet programs' own files: a ZIP, and the older container. */
const isWorkbook = (head: Uint8Array): boolean =>
  [
    [0x50, 0x4b, 0x03, 0x04],
    [0xd0, 0xcf, 0x11, 0xe0],
  ].some((sign) => sign.every((byte, i) => head[i] === byte));

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Bytes as text, whichever of the encodings in use they are in; a byte order mark is taken off. Runs in pages too. */
export async function* readTableText(
  bytes: AsyncIterable<Uint8Array>,
  onEncoding?: (encoding: string) => void,
): AsyncGenerator<Outcome<string, TableRefusal>> {
  let head: Uint8Array[] = [];
  let size = 0;
  let decoder: TextDecoder | undefined;
  let lines = 1;
  const decode = (chunk: Uint8Array, stream: boolean): Outcome<string, TableRefusal> => {
    if (!decoder) {
      if (isWorkbook(chunk)) return refuse("TABLE_WORKBOOK", {}, "1:1");
      decoder = new TextDecoder(encodingOf(chunk), { fatal: true });
      onEncoding?.(decoder.encoding);
    }
    try {
      const text = decoder.decode(chunk, { stream });
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
      return done(text);
    } catch {
      return refuse("TABLE_ENCODING", { line: lines, encoding: decoder.encoding.toUpperCase() });
    }
  };
  for await (const chunk of bytes) {
    if (decoder) {
      const text = decode(chunk, true);
      yield text;
      if (!text.ok) return;
      continue;
    }
    head.push(chunk);
    size += chunk.length;
    if (size < probeBytes) continue;
    const text = decode(joined(head), true);
    head = [];
    yield text;
    if (!text.ok) return;
  }
  yield decode(joined(head), false);
}
