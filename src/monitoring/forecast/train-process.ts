import { mostAhead } from "./day-bands.ts";
import { train } from "./train.ts";
import type { Lesson } from "./training.ts";

const aheads = Array.from({ length: mostAhead }, (_, n) => n + 1);

// Ctrl-C reaches every process of the terminal; this one ends with its lessons.
process.on("SIGINT", () => {});
process.once("message", (lessons: Lesson[]) => {
  const models = lessons.map(({ hours, target }) => train(hours, target, hours.count, aheads));
  // A node that ended meanwhile wants no answer.
  if (process.connected) process.send!(models, () => process.disconnect?.());
});
