import assert from "node:assert/strict";
import { test } from "node:test";
import { testDatabases } from "#node/test-database.ts";
import { letter, tongzhou, wuqing } from "./test-letters.ts";
import { testParties } from "./test-parties.ts";

for (const { name, open } of testDatabases()) {
  const two = async () => {
    const parties = await testParties({ [tongzhou]: (await open()).db, [wuqing]: (await open()).db });
    return { tz: parties[tongzhou]!, wq: parties[wuqing]! };
  };

  test(`${name}: what is written in Wuqing is read in Tongzhou, once`, async () => {
    const { tz, wq } = await two();
    await wq.write(letter("case-1", "first"), letter("case-1", "second"));
    await wq.write(letter("case-2", "other"));
    await wq.sealAll();
    await tz.takeFrom(wq);
    await tz.takeFrom(wq);
    assert.deepEqual(await tz.lines("case-1"), ["first", "second"]);
    assert.deepEqual(await tz.lines("case-2"), ["other"]);
  });

  test(`${name}: a letter that is passed on can be answered by the next holder only`, async () => {
    const { tz, wq } = await two();
    await wq.write(letter("case-1", "hello"));
    await wq.write(
      letter("case-1", "yours", { type: "letter.passed", data: { text: "yours", to: tongzhou } }),
    );
    await assert.rejects(wq.write(letter("case-1", "still mine?")), { message: "NOT_HOLDER" });
    await wq.sealAll();
    await tz.takeFrom(wq);
    await tz.write(letter("case-1", "decided"));
    await tz.sealAll();
    await wq.takeFrom(tz);
    assert.deepEqual(await wq.lines("case-1"), ["hello", "yours", "decided"]);
    assert.deepEqual(await tz.lines("case-1"), ["hello", "yours", "decided"]);
  });
}
