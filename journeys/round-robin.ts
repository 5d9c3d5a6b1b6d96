import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type RoundRobin = { url: string; stop: () => Promise<void> };

const isRefused = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ECONNREFUSED";

/**
 * A balancer as simple as one can be: each request goes to the next process, one that takes no connection is passed over.
 * A request that was on its way when its process ended is not sent again; whoever asked sees the connection break.
 */
export const roundRobin = async (ports: readonly number[]): Promise<RoundRobin> => {
  const agent = new Agent({ keepAlive: true });
  let turn = 0;

  const pass = (incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      const { method, url, headers } = incoming;
      const port = ports[turn++ % ports.length]!;
      const forward = request({ agent, host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.headers);
        answer.once("error", () => outgoing.destroy());
        answer.pipe(outgoing);
        resolve();
      });
      forward.once("error", reject);
      outgoing.once("close", () => forward.destroy());
      forward.end(body);
    });

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    for (let tries = 1; ; tries++)
      try {
        return await pass(incoming, outgoing, Buffer.concat(chunks));
      } catch (error) {
        if (tries === ports.length || !isRefused(error)) throw error;
      }
  };

  const server = createServer(
    (incoming, outgoing) => void serve(incoming, outgoing).catch(() => outgoing.destroy()),
  );
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};
