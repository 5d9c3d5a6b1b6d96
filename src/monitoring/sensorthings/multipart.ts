import { STATUS_CODES } from "node:http";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Answer } from "./answer.ts";
import type { BatchAnswer, BatchRequest } from "./batch.ts";

type Part = { headers: Map<string, string>; body: string };

const headersOf = (text: string): Map<string, string> =>
  new Map(
    text.split("\n").flatMap((line) => {
      const colon = line.indexOf(":");
      return colon < 0
        ? []
        : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const];
    }),
  );

const atBlankLine = (text: string): [head: string, body: string] => {
  const end = text.indexOf("\n\n");
  return end < 0 ? [text, ""] : [text.slice(0, end), text.slice(end + 2)];
};

const boundaryOf = (contentType: string): string | undefined =>
  /boundary="?([^";]+)"?/i.exec(contentType)?.[1]?.trim();

/** The parts between boundaries (RFC 2046, 5.1); line ends were made plain before. */
const partsOf = (contentType: string, text: string): Part[] | undefined => {
  const boundary = boundaryOf(contentType);
  if (!boundary || !text.includes(`--${boundary}`)) return undefined;
  const lines = `\n${text}`.split(`\n--${boundary}`).slice(1);
  return lines
    .filter((part) => !part.startsWith("--"))
    .map((part) => {
      const [head, body] = atBlankLine(part.replace(/^[ \t]*\n/, ""));
      return { headers: headersOf(head), body };
    });
};

const readPart = ({ headers, body }: Part, id: string, group: string | undefined): Outcome<BatchRequest> => {
  const [head, content] = atBlankLine(body.trimStart());
  const [line = ""] = head.split("\n");
  const match = /^([A-Z]+) (\S.*?)(?: HTTP\/[\d.]+)?\s*$/.exec(line);
  if (!match) return refuse("STA_BODY", { what: `${id}: ${line.slice(0, 80)}` });
  const [, method = "", url = ""] = match;
  const text = content.trim();
  const name = headers.get("content-id") ?? headersOf(head).get("content-id") ?? id;
  const request = { id: name.replace(/^<|>$/g, ""), method, url, ...(group !== undefined && { group }) };
  if (text === "") return done(request);
  try {
    return done({ ...request, body: JSON.parse(text) as unknown });
  } catch (error) {
    return refuse("STA_BODY", { what: `${name}: ${(error as Error).message}` });
  }
};

/** Reads a multipart batch; a part that is itself multipart is a change set. */
export const readMultipart = (contentType: string, text: string): Outcome<BatchRequest[]> => {
  const parts = partsOf(contentType, text.replaceAll("\r\n", "\n"));
  if (!parts)
    return refuse("STA_BODY", { what: `multipart/mixed; boundary=${boundaryOf(contentType) ?? ""}` });
  const requests: BatchRequest[] = [];
  for (const [n, part] of parts.entries()) {
    const inner = part.headers.get("content-type") ?? "";
    const isChangeSet = inner.startsWith("multipart/mixed");
    const members = isChangeSet ? partsOf(inner, part.body) : [part];
    if (!members) return refuse("STA_BODY", { what: inner });
    for (const [m, member] of members.entries()) {
      const read = readPart(
        member,
        isChangeSet ? `${n}.${m}` : String(n),
        isChangeSet ? String(n) : undefined,
      );
      if (!read.ok) return read;
      requests.push(read.value);
    }
  }
  return done(requests);
};

const lineEnd = "\r\n";

const writePart = ({ id, answer: { status, headers, body } }: BatchAnswer): string =>
  [
    "Content-Type: application/http",
    `Content-ID: ${id}`,
    "",
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "",
    body ?? "",
  ].join(lineEnd);

const join = (boundary: string, parts: readonly string[]): string =>
  [...parts.map((part) => `--${boundary}${lineEnd}${part}`), `--${boundary}--`, ""].join(lineEnd);

/** Answers in the order of the requests; those of a change set together. */
export const writeMultipart = (answers: readonly BatchAnswer[]): Answer => {
  const parts: string[] = [];
  for (let i = 0; i < answers.length;) {
    const { group } = answers[i]!;
    const next = answers.findIndex((one, n) => n > i && (group === undefined || one.group !== group));
    const members = answers.slice(i, next < 0 ? answers.length : next);
    const inner = `changeset_${group}`;
    if (group === undefined) parts.push(writePart(members[0]!));
    else {
      const set = members.every(({ answer: { status } }) => status < 300) ? members : members.slice(0, 1);
      parts.push(
        `Content-Type: multipart/mixed; boundary=${inner}${lineEnd}${lineEnd}${join(inner, set.map(writePart))}`,
      );
    }
    i += members.length;
  }
  const boundary = "batch_answer";
  return {
    status: 200,
    headers: { "content-type": `multipart/mixed; boundary=${boundary}` },
    body: join(boundary, parts),
  };
};
