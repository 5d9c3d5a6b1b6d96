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

/** Bytes as text, whichever of the encodings in use they are in; a byte order mark is taken off. */
export async function* readTableText(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Outcome<string, TableRefusal>> {
  let head: Uint8Array[] = [];
  let size = 0;
  let decoder: TextDecoder | undefined;
  let lines = 1;
  const decode = (chunk: Uint8Array, stream: boolean): Outcome<string, TableRefusal> => {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
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
    const text = decode(Buffer.concat(head), true);
    head = [];
    yield text;
    if (!text.ok) return;
  }
  yield decode(Buffer.concat(head), false);
}
