import { done, refuse, type Outcome, type Refusal } from "#base/outcome.ts";
import type { RawRequest } from "#base/raw-route.ts";
import { answer, answerMade, decide, firstRefused, type Answer, type Request } from "./answer.ts";
import { pathOf } from "./naming.ts";
import { undertake, type SensorThings } from "./undertake.ts";
import { readMultipart, writeMultipart } from "./multipart.ts";
import type { Made } from "./work.ts";

/** One request of a batch; those of one group are all done or none. */
export type BatchRequest = { id: string; group?: string; method: string; url: string; body?: unknown };
export type BatchAnswer = { id: string; group?: string; answer: Answer };

type Problem = RawRequest["problem"];

const problemAnswer = (refusal: Refusal, problem: Problem): Answer => ({
  ...problem(refusal),
  headers: { "content-type": "application/problem+json" },
});

/** An address below the root, whichever way it was written: absolute, from the server's root, or relative. */
const below = (url: string, root: string): { path: string; query: string } => {
  const rootPath = new URL(root).pathname;
  let rest = url.startsWith(root) ? url.slice(root.length) : url;
  if (rest.startsWith(rootPath)) rest = rest.slice(rootPath.length);
  const [path = "", query = ""] = rest.replace(/^\/?(v1\.1\/)?/, "").split(/\?(.*)/s);
  return { path, query };
};

/** `$1` stands for what request 1 of the group made: in an address, and as `@iot.id` in a body. */
const putInPlace = (
  { url, body }: BatchRequest,
  made: ReadonlyMap<string, Made>,
): { url: string; body: unknown } => {
  const found = /^\/?\$([\w.-]+)/.exec(url);
  const one = found && made.get(found[1]!);
  const put = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(put);
    if (typeof value === "string" && value.startsWith("$")) return made.get(value.slice(1))?.id ?? value;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [
        name,
        name === "@iot.id" || typeof part === "object" ? put(part) : part,
      ]),
    );
  };
  return { url: one ? url.replace(found[0], pathOf(one.type, one.id)) : url, body: put(body) };
};

/** A group is one undertaking: decided request by request, each over what those before it will have made. */
const answerGroup = async (
  sta: SensorThings,
  base: Request,
  requests: readonly BatchRequest[],
  problem: Problem,
): Promise<BatchAnswer[]> => {
  const undertaken = await undertake(sta, base, async (work) => {
    const made = new Map<string, Made>();
    const answers: BatchAnswer[] = [];
    for (const one of requests) {
      const { url, body } = putInPlace(one, made);
      const request = { ...base, method: one.method, ...below(url, base.root), body };
      const decided = await decide(work, request);
      if (!decided.ok)
        return {
          ok: false,
          refusal: { ...decided.refusal, at: `${one.id} ${decided.refusal.at ?? ""}`.trim() },
        };
      if (decided.value) made.set(one.id, decided.value);
      answers.push({ id: one.id, group: one.group!, answer: answerMade(request, decided.value) });
    }
    return done(answers);
  });
  const refusal = undertaken.ok ? firstRefused(undertaken.value.recorded) : undertaken.refusal;
  if (undertaken.ok && !refusal) return undertaken.value.value;
  const answered = problemAnswer(refusal!, problem);
  return requests.map(({ id, group }) => ({ id, group: group!, answer: answered }));
};

const readJson = (text: string): Outcome<BatchRequest[]> => {
  const wrong = (what: string) => refuse("STA_BODY", { what });
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    return wrong((error as Error).message);
  }
  const requests = (given as { requests?: unknown } | null)?.requests;
  if (!Array.isArray(requests)) return wrong('{ "requests": [ … ] }');
  const read: BatchRequest[] = [];
  for (const [n, one] of (requests as Record<string, unknown>[]).entries()) {
    const { id, method, url, body, atomicityGroup: group } = one ?? {};
    if (typeof id !== "string" || typeof method !== "string" || typeof url !== "string")
      return wrong(`requests[${n}]: "id", "method", "url"`);
    read.push({ id, method: method.toUpperCase(), url, body, ...(typeof group === "string" && { group }) });
  }
  return done(read);
};

const writeJson = (answers: readonly BatchAnswer[]): Answer => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({
    responses: answers.map(({ id, group, answer: { status, headers, body } }) => ({
      id,
      ...(group !== undefined && { atomicityGroup: group }),
      status,
      ...(headers["location"] !== undefined && { location: headers["location"] }),
      ...(body !== undefined && {
        body: headers["content-type"]?.includes("json") ? JSON.parse(body) : body,
      }),
    })),
  }),
});

/** Many requests in one (18-088, clause 11): as multipart/mixed or as JSON, answered in the same way. */
export const answerBatch = async (
  sta: SensorThings,
  base: Request,
  contentType: string,
  bytes: Uint8Array,
  problem: Problem,
): Promise<Outcome<Answer>> => {
  const text = Buffer.from(bytes).toString("utf8");
  const isMultipart = contentType.startsWith("multipart/mixed");
  const read = isMultipart ? readMultipart(contentType, text) : readJson(text);
  if (!read.ok) return read;
  const answers: BatchAnswer[] = [];
  for (let i = 0; i < read.value.length;) {
    const one = read.value[i]!;
    const next = read.value.findIndex(
      ({ group }, n) => n > i && (one.group === undefined || group !== one.group),
    );
    const end = next < 0 ? read.value.length : next;
    if (one.group === undefined) {
      const answered = await answer(sta, {
        ...base,
        method: one.method,
        ...below(one.url, base.root),
        body: one.body,
      });
      answers.push({
        id: one.id,
        answer: answered.ok ? answered.value : problemAnswer(answered.refusal, problem),
      });
      i += 1;
    } else {
      answers.push(...(await answerGroup(sta, base, read.value.slice(i, end), problem)));
      i = end;
    }
  }
  return done(isMultipart ? writeMultipart(answers) : writeJson(answers));
};
