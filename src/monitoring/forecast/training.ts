import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Hours } from "./hours.ts";
import type { Model } from "./train.ts";

export type Lesson = { hours: Hours; target: string };

/**
 * Learns in a process of its own, one lesson after the other, so that the node goes on answering and gets all of the
 * memory back: what a thread has used stays with its process.
 */
export const trainAside = (lessons: readonly Lesson[], signal?: AbortSignal): Promise<Model[]> => {
  if (lessons.length === 0) return Promise.resolve([]);
  const { promise, resolve, reject } = Promise.withResolvers<Model[]>();
  const program = fileURLToPath(new URL("./train-process.ts", import.meta.url));
  const learner = fork(program, { serialization: "advanced", execArgv: [], ...(signal && { signal }) });
  learner.once("message", (models: Model[]) => resolve(models));
  learner.on("error", reject);
  learner.once("exit", (code, signal) => reject(new Error(`training ended with ${code ?? signal}`)));
  learner.send([...lessons]);
  return promise;
};
