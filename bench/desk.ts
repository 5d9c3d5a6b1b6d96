import { Agent, request } from "node:http";
import { samplePassword } from "#node/sample/people.ts";

export type Reply = { status: number; millis: number; body: unknown };

/** A person at a desk: one session, connections that stay open, nothing between them and the node. */
export type Desk = {
  ask: (method: "GET" | "POST", path: string, body?: unknown) => Promise<Reply>;
  leave: () => void;
};

type Raw = { status: number; text: string; cookies: string[] };

const send = (
  agent: Agent,
  url: URL,
  method: string,
  headers: Record<string, string>,
  body: string,
): Promise<Raw> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method, headers, timeout: 30_000 }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.once("error", reject);
      incoming.once("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          text: Buffer.concat(chunks).toString("utf8"),
          cookies: (incoming.headers["set-cookie"] ?? []).map((line) => line.split(";")[0]!),
        }),
      );
    });
    outgoing.once("timeout", () => outgoing.destroy(new Error("no answer in 30 s")));
    outgoing.once("error", reject);
    outgoing.end(body);
  });

/** Signs in like a page does; asks several processes of a node in turn. Only nodes of this very machine are ever asked. */
export const sitAt = async (nodes: string | readonly string[], username: string): Promise<Desk> => {
  const urls = [nodes].flat();
  for (const url of urls)
    if (new URL(url).hostname !== "127.0.0.1") throw new Error(`${url} is not this machine`);
  let turn = 0;
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const fixed = { "accept-language": "zh", "x-tongwulang": "1", "content-type": "application/json" };
  const words = JSON.stringify({ username, password: samplePassword });
  const signedIn = await send(agent, new URL("/api/sign-in", urls[0]), "POST", fixed, words);
  if (signedIn.status !== 200) throw new Error(`${username} cannot sign in: ${signedIn.text.slice(0, 200)}`);
  const headers = { ...fixed, cookie: signedIn.cookies.join("; ") };
  return {
    ask: async (method, path, body) => {
      const text = body === undefined ? "" : JSON.stringify(body);
      const length = method === "POST" ? { "content-length": String(Buffer.byteLength(text)) } : undefined;
      const began = performance.now();
      const raw = await send(
        agent,
        new URL(path, urls[turn++ % urls.length]),
        method,
        { ...headers, ...length },
        text,
      );
      const millis = performance.now() - began;
      return { status: raw.status, millis, body: raw.text ? (JSON.parse(raw.text) as unknown) : undefined };
    },
    leave: () => agent.destroy(),
  };
};
