import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Attachment } from "#protocol/event.ts";
import type { CaseDeps } from "./deps.ts";
import { headBytes, isOfd, ofdMediaType, sniff } from "./sniff.ts";

const refusals: Record<string, "FILE_TOO_LARGE" | "FILE_EMPTY" | undefined> = {
  TOO_LARGE: "FILE_TOO_LARGE",
  ATTACHMENT_EMPTY: "FILE_EMPTY",
};

/** Takes one file into the store, if it is what people hand in; anything else is named for what it is. */
export const takeFile = async (
  { attachments }: { attachments: Pick<CaseDeps["attachments"], "put"> },
  bytes: AsyncIterable<Uint8Array>,
): Promise<Outcome<Attachment>> => {
  const source = bytes[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let size = 0;
  while (size < headBytes) {
    const chunk = await source.next();
    if (chunk.done) break;
    first.push(chunk.value);
    size += chunk.value.length;
  }
  if (size === 0) return refuse("FILE_EMPTY");
  const head = Buffer.concat(first);
  const sniffed = await sniff(head.subarray(0, headBytes));
  if (sniffed.kind === "other") return refuse("FILE_KIND", { kind: sniffed.name });
  let tail = head.subarray(-headBytes);
  const all = async function* () {
    yield head;
    for (let chunk = await source.next(); !chunk.done; chunk = await source.next()) {
      tail = Buffer.concat([tail, chunk.value]).subarray(-headBytes);
      yield chunk.value;
    }
  };
  const stored = await attachments.put(all());
  if (!stored.ok) {
    const code = refusals[stored.refusal.code];
    return code ? refuse(code) : stored;
  }
  if (sniffed.kind === "archive" && !isOfd(head, tail)) return refuse("FILE_KIND", { kind: "zip" });
  const mediaType = sniffed.kind === "taken" ? sniffed.mediaType : ofdMediaType;
  return done({ ...stored.value, mediaType });
};
