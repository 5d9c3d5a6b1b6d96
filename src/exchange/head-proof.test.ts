/** What a peer says of this node's own chain is believed on this node's own signature alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyRing } from "#base/key-ring.ts";
import type { Db } from "#base/tx.ts";
import { testDatabases } from "#node/test-database.ts";
import { askHeld } from "./ask-held.ts";
import { changeKey } from "./change-key.ts";
import { listConflicts } from "./conflict-store.ts";
import { paths } from "./contract.ts";
import { letter, tongzhou, wuqing } from "./test-letters.ts";
import { newSigner, testParties } from "./test-parties.ts";

type Answer = {
  heads: Record<string, { number: number; digest: string }>;
  proof?: { header: string; signature: string };
};

const lies: [name: string, lie: (answer: Answer) => void][] = [
  ["a higher number", ({ heads }) => (heads[wuqing]!.number += 80)],
  ["a lower number", ({ heads }) => (heads[wuqing]!.number -= 1)],
  ["another digest", ({ heads }) => (heads[wuqing]!.digest = "f".repeat(64))],
  ["nothing held", ({ heads }) => delete heads[wuqing]],
  ["another header", ({ proof }) => (proof!.header = proof!.header.replace('"number":2', '"number":3'))],
  ["another signature", ({ proof }) => (proof!.signature = `A${proof!.signature.slice(1)}`)],
  [
    "a higher number and no proof",
    (answer) => {
      answer.heads[wuqing]!.number += 80;
      delete answer.proof;
    },
  ],
  [
    "another digest and no proof",
    (answer) => {
      answer.heads[wuqing]!.digest = "f".repeat(64);
      delete answer.proof;
    },
  ],
];

for (const { name, open } of testDatabases()) {
  const twoPagesOut = async () => {
    const signers = { [tongzhou]: newSigner(), [wuqing]: newSigner() };
    const rings = { [wuqing]: keyRing([signers[wuqing]], newSigner) };
    const databases: Record<string, Db> = { [tongzhou]: (await open()).db, [wuqing]: (await open()).db };
    let lie: ((answer: Answer) => void) | undefined;
    const between = async (request: Request, go: () => Promise<Response>) => {
      const response = await go();
      if (!lie || new URL(request.url).pathname !== paths.head) return response;
      const answer = (await response.json()) as Answer;
      lie(answer);
      return Response.json(answer);
    };
    const start = (db = databases[wuqing]!) =>
      testParties({ ...databases, [wuqing]: db }, { signers, rings, between });
    const parties = await start();
    const [tz, wq] = [parties[tongzhou]!, parties[wuqing]!];
    for (const text of ["first", "second"]) {
      await wq.write(letter("case-1", text));
      await wq.sealAll();
      await tz.takeFrom(wq);
    }
    return { tz, wq, start, tell: (next: typeof lie) => (lie = next) };
  };

  test(`${name}: f-09 an altered or lying answer about the own chain is neither an alarm nor an answer`, async () => {
    const { wq, start, tell } = await twoPagesOut();
    const again = (await start())[wuqing]!;
    const node = (await again.peers.find(tongzhou))!;
    for (const [what, lie] of lies) {
      tell(lie);
      const { standing, refusal } = await again.held.askOne(node);
      assert.equal(refusal?.code, "HEAD_UNPROVEN", what);
      assert.deepEqual(standing, { state: "unasked", restored: false, waitsFor: [tongzhou] }, what);
    }
    assert.equal(await again.seal(), "unasked");
    assert.deepEqual(await listConflicts(wq.db, 10), []);
    await again.write(letter("case-2", "work goes on"));
    // Asked again, and told as it is.
    tell(undefined);
    assert.equal(typeof (await again.seal()), "object");
  });

  test(`${name}: a peer that can prove nothing but says what is here anyway is believed; so are old nodes`, async () => {
    const { start, tell } = await twoPagesOut();
    tell((answer) => delete answer.proof);
    assert.deepEqual(await (await start())[wuqing]!.held.ask(), { state: "sound" });
  });

  test(`${name}: a copy older than the change of its own key is told so, though it does not know the new key`, async () => {
    const { tz, wq, start } = await twoPagesOut();
    assert.ok((await changeKey(wq, "sm2-sm3", { role: "security-administrator", department: "node" })).ok);
    await wq.sealAll();
    await wq.write(letter("case-2", "under the new key"));
    await wq.sealAll();
    await tz.takeFrom(wq);
    const empty = (await start((await open()).db))[wuqing]!;
    assert.deepEqual(await empty.held.ask(), { state: "behind", own: 0, held: 4, by: tongzhou });
    assert.ok((await empty.recover()).ok);
    assert.deepEqual(await empty.held.look(), { state: "sound" });
    assert.deepEqual(await empty.lines(), ["first", "second", "under the new key"]);
  });

  test(`${name}: a copy sealed on beside a change of the key has the proof of both stories`, async () => {
    const { tz, wq, start } = await twoPagesOut();
    const clone = (await start((await open()).db))[wuqing]!;
    assert.ok((await clone.recover()).ok);
    assert.ok((await changeKey(wq, "sm2-sm3", { role: "security-administrator", department: "node" })).ok);
    await wq.sealAll();
    await wq.write(letter("case-2", "under the new key"));
    await wq.sealAll();
    for (const text of ["beside", "and on"]) {
      await clone.write(letter("case-3", text));
      await clone.sealAll();
    }
    await tz.takeFrom(wq);
    const node = (await clone.peers.find(tongzhou))!;
    const told = await askHeld(clone.deps, node, AbortSignal.timeout(10_000));
    assert.equal(told.ok && told.value.number, 3);
    const [conflict] = await listConflicts(clone.db, 10);
    assert.deepEqual([conflict?.of, conflict?.number], [wuqing, 3]);
    assert.equal((await clone.held.look()).state, "forked");
    assert.deepEqual(await listConflicts(wq.db, 10), []);
  });

  test(`${name}: who can reach no peer does not ask again for each event that is recorded`, async (t) => {
    let asked = 0;
    const between = () => {
      asked += 1;
      return Promise.reject(new TypeError("out of reach"));
    };
    const signers = { [tongzhou]: newSigner(), [wuqing]: newSigner() };
    const alone = (await testParties({ [wuqing]: (await open()).db }, { signers, between }))[wuqing]!;
    alone.start();
    t.after(alone.stop);
    const wakes = 60;
    for (let i = 0; i < wakes; i++) await alone.write(letter(`case-${i}`, "work goes on"));
    assert.ok(asked < wakes / 3, `asked ${asked} times`);
  });
}
