import { parentPort, workerData } from "node:worker_threads";
import { mostAhead } from "./day-bands.ts";
import { train } from "./train.ts";
import type { Lesson } from "./training.ts";

const aheads = Array.from({ length: mostAhead }, (_, n) => n + 1);

parentPort?.postMessage(
  (workerData as Lesson[]).map(({ hours, target }) => train(hours, target, hours.count, aheads)),
  [],
);
