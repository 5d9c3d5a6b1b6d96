/** A short run of the fuzzer over every reader of foreign bytes; `npm run fuzz -- --inputs N` runs long. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { runTarget, sharesOf } from "../scripts/fuzz/run.ts";

const seed = Math.floor(Math.random() * 2 ** 31);

for (const [target, inputs] of sharesOf(20_000))
  test(`${target.name}: ${inputs} odd inputs are each taken or refused for what they are (seed ${seed})`, async () => {
    const { tally, findings } = await runTarget(target, seed, 0, Math.max(inputs, 20));
    assert.deepEqual(findings, []);
    assert.ok(Object.keys(tally).length > 1, "some are taken, some are not");
  });

test("an input is made again from seed, target and number", async () => {
  for (const [target] of sharesOf(1)) {
    const inputs: string[] = [];
    const again = { ...target, run: (...given: Parameters<typeof target.run>) => target.run(given[0], note) };
    const note = (input: unknown) => void inputs.push(JSON.stringify(input));
    // A target is known by its place in the list, so the copy takes the first one's stream: the same both times.
    await runTarget(again, 7, 3, 4);
    await runTarget(again, 7, 3, 4);
    assert.equal(inputs[0], inputs[1], target.name);
  }
});
