import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { Party } from "#base/party.ts";
import type { Chance } from "./chance.ts";

/** What may happen to one request on its way and to its answer. */
export type Fate =
  | "pass"
  | "delay" // both ways, by chance
  | "refuse" // no connection
  | "lost" // answered, and the answer never comes
  | "cut" // the connection breaks in the middle of the answer
  | "truncate" // the answer ends early and looks whole
  | "alter" // one byte of the answer is another
  | "alter-request"
  | "twice" // the request arrives twice; one of the two answers comes back
  | "stale" // an answer given before, to this or another question
  | "shuffle"; // pages of an answer in another order, doubled or left out

export type Weather = Partial<Record<Fate, number>>;
export const calm: Weather = { pass: 1 };

/** Everything that travels to one node; who asks is known by the signed request's own header. */
export type Wire = {
  url: string;
  /** From whom → how the way is; calm if nothing is said. */
  weather: Map<Party, Weather>;
  /** From whom nothing gets through at all. */
  cut: Set<Party>;
  counts: Map<Fate | "cut-off", number>;
  /** Breaks what is under way. */
  breakAll: () => void;
  stop: () => Promise<void>;
};

type Answer = { status: number; type: string; body: Buffer };

const readAll = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const altered = (chance: Chance, bytes: Buffer): Buffer => {
  if (bytes.length === 0) return bytes;
  const copy = Buffer.from(bytes);
  const at = chance.below(copy.length);
  copy[at] = copy[at]! ^ (1 << chance.below(7));
  return copy;
};

const shuffled = (chance: Chance, { body, ...rest }: Answer): Answer => {
  const text = body.toString("utf8");
  if (!text.startsWith('{"pages":[{')) return { ...rest, body };
  const answer = JSON.parse(text) as { pages: unknown[]; head: number };
  const pages = [...answer.pages];
  const way = chance.below(3);
  if (way === 0) pages.reverse();
  else if (way === 1) pages.splice(chance.below(pages.length), 1);
  else pages.push(chance.among(pages));
  return { ...rest, body: Buffer.from(JSON.stringify({ ...answer, pages })) };
};

export const wireTo = async (port: number, chance: Chance): Promise<Wire> => {
  const agent = new Agent({ keepAlive: false });
  const weather = new Map<Party, Weather>();
  const cut = new Set<Party>();
  const counts = new Map<Fate | "cut-off", number>();
  const before: Answer[] = [];
  const under = new Set<IncomingMessage>();

  const ask = (incoming: IncomingMessage, body: Buffer, path: string, end: AbortSignal): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { method, headers } = incoming;
      const outgoing = request({ port, host: "127.0.0.1", method, path, headers, agent, signal: end });
      outgoing.once("error", reject);
      outgoing.once("response", (response) => {
        readAll(response).then(
          (whole) =>
            resolve({
              status: response.statusCode ?? 500,
              type: response.headers["content-type"] ?? "application/octet-stream",
              body: whole,
            }),
          reject,
        );
      });
      outgoing.end(body);
    });

  const give = (response: ServerResponse, { status, type, body }: Answer) => {
    response.writeHead(status, { "content-type": type });
    response.end(body);
  };

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const from = String(incoming.headers["tongwulang-party"] ?? "");
    const fate: Fate | "cut-off" = cut.has(from) ? "cut-off" : chance.weighed(weather.get(from) ?? calm);
    counts.set(fate, (counts.get(fate) ?? 0) + 1);
    const hangUp = () => void incoming.socket.destroy();
    if (fate === "cut-off" || fate === "refuse") return hangUp();
    const end = new AbortController();
    response.once("close", () => end.abort());
    const body = await readAll(incoming);
    const path = incoming.url ?? "/";
    if (fate === "delay") await wait(chance.between(50, 1_500));
    const changed = fate === "alter-request";
    const asked = changed && body.length === 0 ? altered(chance, Buffer.from(path)).toString("latin1") : path;
    const safe = /^\/[\x21-\x7e]*$/.test(asked) ? asked : path;
    let answer = await ask(incoming, changed ? altered(chance, body) : body, safe, end.signal);
    if (fate === "twice") {
      const second = await ask(incoming, body, path, end.signal);
      if (chance.happens(0.5)) answer = second;
    }
    if (cut.has(from) || fate === "lost") return hangUp();
    const given = answer;
    before.push(given);
    if (before.length > 20) before.shift();
    switch (fate) {
      case "delay":
        await wait(chance.between(0, 1_000));
        return give(response, answer);
      case "cut":
        response.writeHead(answer.status, {
          "content-type": answer.type,
          "content-length": answer.body.length,
        });
        response.write(answer.body.subarray(0, chance.below(answer.body.length)), hangUp);
        return;
      case "truncate":
        return give(response, { ...answer, body: answer.body.subarray(0, chance.below(answer.body.length)) });
      case "alter":
        return give(response, { ...answer, body: altered(chance, answer.body) });
      case "stale":
        return give(response, chance.among(before));
      case "shuffle":
        return give(response, shuffled(chance, answer));
      default:
        return give(response, answer);
    }
  };

  const server = createServer((incoming, response) => {
    under.add(incoming);
    response.once("close", () => under.delete(incoming));
    incoming.once("error", () => {});
    response.once("error", () => {});
    handle(incoming, response).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const breakAll = () => {
    for (const one of under) one.socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    weather,
    cut,
    counts,
    breakAll,
    stop: async () => {
      breakAll();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      agent.destroy();
    },
  };
};
