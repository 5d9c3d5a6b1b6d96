import { Worker } from "node:worker_threads";
import type { Hours } from "./hours.ts";
import type { Model } from "./train.ts";

export type Lesson = { hours: Hours; target: string };

/** Learns in a thread of its own, one lesson after the other, so that the node goes on answering. */
export const trainAside = (lessons: readonly Lesson[]): Promise<Model[]> => {
  if (lessons.length === 0) return Promise.resolve([]);
  const { promise, resolve, reject } = Promise.withResolvers<Model[]>();
  const worker = new Worker(new URL("./train-worker.ts", import.meta.url), { workerData: lessons });
  worker.once("message", resolve);
  worker.once("error", reject);
  worker.once("exit", (code) => reject(new Error(`training ended with ${code}`)));
  return promise;
};
