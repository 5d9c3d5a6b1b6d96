import { fileTypeFromBuffer } from "file-type";

const taken = new Map([
  ["application/pdf", "application/pdf"],
  ["image/jpeg", "image/jpeg"],
  ["image/png", "image/png"],
]);
export const headBytes = 64 * 1024;

const ofdRoot = Buffer.from("OFD.xml");
export const ofdMediaType = "application/ofd";

export type Sniffed =
  | { kind: "taken"; mediaType: string }
  | { kind: "archive" }
  | { kind: "other"; name: string };

/** What a file is by its first bytes; its name and what the sender calls it count for nothing. */
export const sniff = async (head: Buffer): Promise<Sniffed> => {
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const mediaType = found && taken.get(found.mime);
  if (mediaType) return { kind: "taken", mediaType };
  // GB/T 33190: an OFD file is a ZIP archive with OFD.xml at its root; where that stands is known at the end.
  if (head.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004", "latin1"))) return { kind: "archive" };
  if (found) return { kind: "other", name: found.ext };
  const isText = !head.subarray(0, 512).includes(0);
  return { kind: "other", name: isText ? "text" : "unknown" };
};

/** True if the archive's first or last bytes list the root of an OFD document. */
export const isOfd = (head: Buffer, tail: Buffer): boolean =>
  head.includes(ofdRoot) || tail.includes(ofdRoot);
