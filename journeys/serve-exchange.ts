import { createServer } from "node:http";
import type { Exchange } from "#exchange/open.ts";
import { serveRequest } from "#exchange/test-server.ts";

/** Lets peers in to an exchange that stands alone, on a port of this machine. */
export const serveExchange = (exchange: Exchange, port: number): Promise<void> => {
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const gone = new AbortController();
      outgoing.once("close", () => gone.abort());
      const response = await serveRequest(exchange, {
        method: incoming.method!,
        url: incoming.url!,
        headers: incoming.headers,
        body: Buffer.concat(chunks),
        signal: gone.signal,
      });
      outgoing.writeHead(response.status, { "content-type": "application/json" });
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    })().catch(() => outgoing.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
};
