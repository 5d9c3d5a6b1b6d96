import assert from "node:assert/strict";
import { test } from "node:test";
import { testDatabases } from "#node/test-database.ts";
import { backlogRefusal } from "./backlog.ts";
import type { Figures } from "./figures.ts";
import { findingsOf, saySpan } from "./health.ts";
import { exchangeRefusals } from "./refusals.ts";
import { letter, tongzhou, wuqing } from "./test-letters.ts";
import { testParties } from "./test-parties.ts";

const now = "2026-11-22T08:00:00.000Z";
const ago = (seconds: number) => new Date(Date.parse(now) - seconds * 1000).toISOString();

const peer = (change: Partial<Figures["peers"][number]> = {}): Figures["peers"][number] => ({
  party: tongzhou,
  name: { zh: "通州", en: "Tongzhou" },
  url: "http://tongzhou.test",
  seen: 5,
  applied: 5,
  lagPages: 0,
  lagSeconds: 0,
  acknowledged: 3,
  unacknowledgedPages: 0,
  unacknowledgedSeconds: 0,
  contactAt: ago(3),
  trouble: null,
  software: "0.1.0",
  isNewer: false,
  readsOurs: true,
  waiting: 0,
  refused: 0,
  ...change,
});
const figures = (change: Partial<Figures> = {}): Figures => ({
  head: 3,
  events: 9,
  unsealedEvents: 0,
  unsealedSeconds: 0,
  limit: { events: 100, minutes: 15 },
  standing: { state: "sound" },
  attachmentsMissing: 0,
  missed: 0,
  peers: [peer()],
  ...change,
});
const found = (change: Partial<Figures>) => findingsOf(exchangeRefusals, figures(change), now);

test("a node that is well has nothing to say", () => {
  assert.deepEqual(found({}), []);
});

test("a peer of newer software is worth a look, one that cannot read this node's pages needs somebody", () => {
  const findings = found({
    peers: [peer({ software: "0.2.0", isNewer: true }), peer({ party: wuqing, readsOurs: false })],
  });
  assert.deepEqual(
    findings.map(({ id, level, party }) => [id, level, party]),
    [
      ["unread", "bad", wuqing],
      ["newer", "warning", tongzhou],
    ],
  );
  assert.equal(findings[1]!.en, "Tongzhou runs newer software (0.2.0)");
  assert.equal(findings[1]!.zh, "通州的程序较新（0.2.0）");
});

test("each finding names the peer, how much and how long, and what to do, in both languages", () => {
  const findings = found({
    unsealedEvents: 4,
    unsealedSeconds: 90,
    attachmentsMissing: 1,
    peers: [
      peer({
        contactAt: ago(7_200),
        lagPages: 2,
        lagSeconds: 7_200,
        unacknowledgedPages: 7,
        unacknowledgedSeconds: 10_800,
        waiting: 1,
        trouble: { refusal: { code: "UNREACHABLE", detail: { cause: "ECONNREFUSED" } }, at: ago(60) },
      }),
      peer({ party: wuqing, contactAt: null }),
    ],
  });
  const ids = findings.map(({ id, level, party }) => `${id} ${level} ${party ?? ""}`.trim());
  assert.deepEqual(ids, [
    `quiet bad ${tongzhou}`,
    "unsealed warning",
    "attachments warning",
    `UNREACHABLE warning ${tongzhou}`,
    `lag warning ${tongzhou}`,
    `unacknowledged warning ${tongzhou}`,
    `parked warning ${tongzhou}`,
    `never warning ${wuqing}`,
  ]);
  for (const { zh, en, next } of findings)
    for (const text of [zh, en, next.zh, next.en]) assert.doesNotMatch(text, /[{}]/);
  assert.equal(findings[0]!.zh, "通州已 2 小时没有应答");
  assert.match(findings[3]!.en, /^Tongzhou: The other node cannot be reached \(ECONNREFUSED\)/);
});

test("a chain that must not go on, and a backlog over the limit, come first", () => {
  const [behind, backlog] = found({
    standing: { state: "behind", own: 3, held: 5, by: tongzhou },
    unsealedEvents: 101,
    unsealedSeconds: 16 * 60,
  });
  assert.deepEqual([behind!.id, behind!.level], ["OWN_CHAIN_BEHIND", "bad"]);
  assert.match(behind!.zh, /通州/);
  assert.deepEqual([backlog!.id, backlog!.level], ["backlog", "bad"]);
});

test("of a node that is barred nobody says that its peers are silent: it asks them nothing", () => {
  const silent = { peers: [peer({ contactAt: ago(600) })] };
  assert.deepEqual(
    found(silent).map(({ id }) => id),
    ["quiet"],
  );
  const behind = found({ ...silent, standing: { state: "behind", own: 3, held: 5, by: tongzhou } });
  assert.deepEqual(
    behind.map(({ id }) => id),
    ["OWN_CHAIN_BEHIND"],
  );
});

test("a key that must sign and is not held comes before all else that is not as bad, with what to do", () => {
  const [first, second] = found({ missingKey: "0123456789abcdef", unsealedEvents: 4, unsealedSeconds: 90 });
  assert.deepEqual([first!.id, first!.level, second!.id], ["KEY_NOT_HELD", "bad", "unsealed"]);
  assert.equal(first!.zh, "本节点没有现在应当使用的密钥（0123456789abcdef）");
  assert.match(first!.next.en, /^Put its file back/);
});

test("spans are one number a person can act on", () => {
  assert.deepEqual([1, 90, 7_199, 7_200, 200_000].map((seconds) => saySpan(seconds).en), [
    "1 second",
    "90 seconds",
    "119 minutes",
    "2 hours",
    "2 days",
  ]); // prettier-ignore
});

test("a queue that is long, or stands still, bars what crosses; one that is old only by the clock does not", () => {
  const limit = { events: 100, minutes: 15 };
  const refused = (events: number, seconds: number, seenForMs: number) =>
    backlogRefusal({ events, since: ago(seconds) }, limit, now, seenForMs)?.code;
  assert.equal(refused(100, 10, 0), undefined);
  assert.equal(refused(101, 10, 0), "BACKLOG");
  assert.equal(refused(1, 16 * 60, 0), undefined);
  assert.equal(refused(1, 16 * 60, 5_000), "BACKLOG");
});

for (const { name, open } of testDatabases())
  test(`${name}: f-39 while too much waits to be sealed nothing crosses a border, local work goes on, and it opens again by itself`, async (t) => {
    const database = await open();
    t.after(database.close);
    const { [wuqing]: wq } = await testParties({ [wuqing]: database.db });
    Object.assign(wq!.deps, { backlog: { events: 3, minutes: 15 } });
    const tried = async (n: number) => {
      const outcome = await wq!.commit((tx) => wq!.append(tx, [letter(`case-${n}`, "sent")]));
      return outcome.ok ? "sent" : outcome.refusal.code;
    };
    let n = 0;
    while ((await tried(++n)) === "sent") await new Promise((done) => setTimeout(done, 50));
    assert.ok(n > 4, "up to the limit it goes on");
    await wq!.write(letter("own", "our own business", { audience: [wuqing], clause: undefined }));
    await wq!.sealAll();
    while ((await tried(++n)) === "BACKLOG") await new Promise((done) => setTimeout(done, 50));
    assert.equal((await wq!.lines("own")).length, 1);
  });
