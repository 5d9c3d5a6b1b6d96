import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Contract, FileAnswer, Route } from "#base/contract.ts";
import type { Context } from "#base/handler.ts";
import { refuse, type Outcome, type Refusal, type Refusals } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Caller } from "#base/role.ts";
import type { Clock } from "#base/time.ts";
import { isCrossSite } from "./cross-site.ts";
import { documentPolicy } from "./headers.ts";
import { languageOf, read, refusalOfFault, sendRefusal } from "./problem.ts";

/** A peer's request as its signature covers it. */
export type PeerRequest = {
  method: string;
  /** Path and query, as received. */
  url: string;
  headers: Record<string, string | undefined>;
  body: Uint8Array;
};

/** Who is asking: answered by sign-in (people) and by the exchange (peers). */
export type Gate = {
  findCaller: (context: NodeContext) => Promise<Caller | undefined>;
  verifyPeer: (request: PeerRequest) => Promise<Outcome<Party>>;
  /** Counts a request without sign-in; seconds to wait if there were too many. */
  countAnonymous: (address: string) => number | undefined;
  /** Every "no" about access is recorded, without what was asked. */
  noteRefusal?: (refusal: Refusal, route: Route, context: NodeContext) => void;
};

/** What the node's own handlers see beside the context: cookies come and go in headers. */
export type NodeContext = Context & {
  headers: Headers;
  address: string;
  setHeader: (name: string, value: string) => void;
};

export type Answering = {
  contract: Contract;
  /** `Handlers<typeof contract>`; the types were checked where contract and handlers meet. */
  handlers: Record<string, (asked: never, context: never) => Promise<Outcome<unknown>>>;
  /** Its own table, which says a code its own way; what others refused is said in theirs. */
  refusals?: Refusals;
};

export type MountOptions = {
  gate: Gate;
  /** Every "no" of every capability: one may hand on what another refused. */
  texts: Refusals;
  clock: Clock;
  /** Check answers against the contract; on in tests and trials. */
  checkAnswers: boolean;
  onFault: (error: unknown, where: { requestId: string; route: string }) => void;
};

const maxJsonBytes = 1024 * 1024;
export const maxUploadBytes = 50 * 1024 * 1024;

class TooLarge extends Error {}

const limited = async function* (stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxUploadBytes) throw new TooLarge();
    yield chunk;
  }
};

const headersOf = (request: FastifyRequest): Headers => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  return headers;
};

export const contextOf = (
  request: FastifyRequest,
  reply: FastifyReply,
  options: MountOptions,
): NodeContext => {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return {
    language: languageOf(request.headers["accept-language"], (request.query as { lang?: unknown }).lang),
    requestId: request.id,
    now: options.clock(),
    signal: gone.signal,
    headers: headersOf(request),
    address: request.ip,
    setHeader: (name, value) => void reply.header(name, value),
  };
};

/** Denied unless the route's access says otherwise; fills in who is asking. */
const admit = async (
  route: Route,
  request: FastifyRequest,
  context: NodeContext,
  gate: Gate,
): Promise<Refusal | undefined> => {
  if (route.access === "peer") {
    const peer = await gate.verifyPeer({
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(context.headers),
      body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
    });
    if (!peer.ok) return peer.refusal;
    context.peer = peer.value;
    return undefined;
  }
  const crossSite = isCrossSite({
    method: request.method,
    host: request.host,
    origin: request.headers.origin,
    fetchSite: request.headers["sec-fetch-site"] as string | undefined,
    ownHeader: request.headers["x-tongwulang"] as string | undefined,
  });
  if (crossSite) return { code: "CROSS_SITE" };
  const caller = await gate.findCaller(context);
  if (caller) context.caller = caller;
  if (route.access === "anyone") {
    const seconds = caller ? undefined : gate.countAnonymous(context.address);
    return seconds === undefined ? undefined : { code: "TOO_MANY", detail: { seconds } };
  }
  if (!caller) return { code: "NOT_SIGNED_IN" };
  return route.access.includes(caller.role) ? undefined : { code: "NOT_ALLOWED" };
};

const json = (body: unknown): Outcome<unknown> => {
  if (!Buffer.isBuffer(body)) return refuse("INVALID", { what: "application/json" });
  try {
    return { ok: true, value: JSON.parse(body.toString("utf8")) };
  } catch {
    return refuse("INVALID", { what: "JSON" });
  }
};

const readAsked = (
  route: Route,
  request: FastifyRequest,
  context: NodeContext,
): Outcome<Record<string, unknown>> => {
  const asked: Record<string, unknown> = {};
  for (const part of ["params", "query"] as const) {
    const schema = route[part];
    if (!schema) continue;
    const value = read(schema, request[part], context.language);
    if (!value.ok) return value;
    asked[part] = value.value;
  }
  if (route.body === "bytes") {
    if (Number(request.headers["content-length"] ?? 0) > maxUploadBytes)
      return refuse("TOO_LARGE", { limit: "50 MB" });
    asked["body"] = limited(request.body ? (request.body as Readable) : Readable.from([]));
  } else if (route.body) {
    const value = json(request.body);
    if (!value.ok) return value;
    const body = read(route.body, value.value, context.language);
    if (!body.ok) return body;
    asked["body"] = body.value;
  }
  return { ok: true, value: asked };
};

const sendFile = (reply: FastifyReply, file: FileAnswer): FastifyReply => {
  const disposition = file.inline ? "inline" : "attachment";
  const plain = file.name.replace(/[^\w.-]+/g, "_");
  reply
    .type(file.mediaType)
    .header(
      "content-disposition",
      `${disposition}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    )
    .header("content-security-policy", documentPolicy(file.mediaType.split(";")[0]!));
  if (file.size !== undefined) reply.header("content-length", file.size);
  const { content } = file;
  const whole = typeof content === "string" || content instanceof Uint8Array;
  return reply.send(whole ? content : Readable.from(content as AsyncIterable<Uint8Array>));
};

/** Serves every route of a contract: reads, admits, asks the handler, answers. Nothing else reaches a handler. */
export const mount = (
  app: FastifyInstance,
  { contract, handlers, refusals }: Answering,
  options: MountOptions,
): void => {
  const texts = { ...options.texts, ...refusals };
  const serve = (name: string, route: Route) => async (request: FastifyRequest, reply: FastifyReply) => {
    const context = contextOf(request, reply, options);
    reply.header("cache-control", "no-store");
    try {
      const denied = await admit(route, request, context, options.gate);
      if (denied) {
        options.gate.noteRefusal?.(denied, route, context);
        return sendRefusal(reply, denied, texts, context.language);
      }
      const asked = readAsked(route, request, context);
      if (!asked.ok) return sendRefusal(reply, asked.refusal, texts, context.language);
      const answer = await handlers[name]!(asked.value as never, context as never);
      if (!answer.ok) return sendRefusal(reply, answer.refusal, texts, context.language);
      if (route.output === "file") return sendFile(reply, answer.value as FileAnswer);
      if (options.checkAnswers) route.output.parse(answer.value);
      return reply.type("application/json").send(JSON.stringify(answer.value) ?? "null");
    } catch (error) {
      if (context.signal.aborted) return reply.code(499).send();
      const isTooLarge = error instanceof TooLarge;
      if (!isTooLarge)
        options.onFault(error, { requestId: request.id, route: `${route.method} ${route.path}` });
      const refusal = isTooLarge
        ? { code: "TOO_LARGE", detail: { limit: "50 MB" } }
        : refusalOfFault(error, request.id);
      return sendRefusal(reply, refusal, texts, context.language);
    }
  };
  for (const [name, route] of Object.entries(contract)) {
    if (!handlers[name]) throw new Error(`no handler answers ${route.method} ${route.path}`);
    app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      if (route.body === "bytes")
        scope.addContentTypeParser("*", (_request, payload, next) => next(null, payload));
      else
        scope.addContentTypeParser(
          "application/json",
          { parseAs: "buffer", bodyLimit: maxJsonBytes },
          (_request, body, next) => next(null, body),
        );
      const bodyLimit = route.body === "bytes" ? maxUploadBytes + 1 : maxJsonBytes;
      scope.route({ method: route.method, url: route.path, bodyLimit, handler: serve(name, route) });
    });
  }
};
