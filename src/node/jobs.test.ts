import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startJobs } from "./jobs.ts";

const hour = 3600;

describe("jobs of a node", () => {
  it("run at once, again when they are called for, and end with the node", async () => {
    const calls = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const ran = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let times = 0;
    const jobs = startJobs(
      [
        {
          name: "called",
          everySeconds: hour,
          run: async () => ran[times++]?.resolve(),
          called: (signal) => {
            signal.addEventListener("abort", () => calls[1]!.resolve());
            return calls[times - 1]!.promise;
          },
        },
      ],
      (error) => assert.fail(String(error)),
    );
    await ran[0]!.promise;
    calls[0]!.resolve();
    await ran[1]!.promise;
    await jobs.stop();
    assert.equal(times, 2);
  });

  it("tell a call that fails, and wait for their time", async () => {
    const told = Promise.withResolvers<string>();
    let times = 0;
    const jobs = startJobs(
      [
        {
          name: "unlucky",
          everySeconds: hour,
          run: async () => void times++,
          called: () => Promise.reject(new Error("no line")),
        },
      ],
      (error, job) => told.resolve(`${job}: ${(error as Error).message}`),
    );
    assert.equal(await told.promise, "unlucky: no line");
    await jobs.stop();
    assert.equal(times, 1);
  });
});
