import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below those that systems give to outgoing connections: such a port may be free now and taken a moment later. */
const [lowest, highest] = [10_000, 32_000];
const most = 1_000;
/** What this process was told already and may not listen on yet. */
const told = new Set<number>();

/** Whether nobody listens there now. */
export const isFree = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once("error", () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });

/** A port with these distances above it free, drawn by chance: others that look at the same time find others. */
export const freePortBelow = async (distances: readonly number[], host = "127.0.0.1"): Promise<number> => {
  for (let tried = 0; tried < most; tried++) {
    const base = randomInt(lowest, highest);
    const ports = distances.map((distance) => base + distance);
    if (ports.some((port) => told.has(port))) continue;
    for (const port of ports) told.add(port);
    const free = await Promise.all(ports.map((port) => isFree(port, host)));
    if (free.every(Boolean)) return base;
  }
  throw new Error("no port is free");
};

/** A port of this machine that nobody uses now. */
export const freePort = (): Promise<number> => freePortBelow([0]);
