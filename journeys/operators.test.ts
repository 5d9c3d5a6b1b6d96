import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { eventually, must, threeNodes, type ThreeNodes } from "./three-nodes.ts";

const metricsToken = "a token for this journey only";

describe("those who look after a node", () => {
  let three: ThreeNodes;
  before(async () => (three = await threeNodes({ metricsToken })));
  after(() => three?.stop());

  const scrape = (authorization?: string) =>
    fetch(`${three.wuqing.url}/metrics`, { headers: authorization ? { authorization } : {} });

  it("ask whether it lives and is ready, and learn nothing else", async () => {
    const live = await fetch(`${three.wuqing.url}/health/live`);
    assert.deepEqual([live.status, await live.json()], [200, { live: true }]);
    const ready = await eventually(async () => {
      const answer = (await (await fetch(`${three.wuqing.url}/health/ready`)).json()) as { sealing: string };
      return answer.sealing === "sound" && answer;
    });
    assert.deepEqual(ready, { ready: true, database: "ok", sealing: "sound" });
  });

  it("read metrics only with the token", async () => {
    for (const authorization of [undefined, "Bearer wrong", `Operator ${metricsToken}`]) {
      const closed = await scrape(authorization);
      assert.equal(closed.status, 401);
      assert.doesNotMatch(await closed.text(), /tongwulang_/);
    }
    const open = await scrape(`Bearer ${metricsToken}`);
    assert.equal(open.status, 200);
    assert.match(open.headers.get("content-type")!, /^text\/plain/);
    const text = await open.text();
    for (const line of [
      /^tongwulang_standing\{state="sound"\} 1$/m,
      /^tongwulang_chain_head [1-9]/m,
      /^tongwulang_unsealed_events \d/m,
      /^tongwulang_peer_lag_pages\{peer="110112"\} \d/m,
      /^tongwulang_peer_last_contact_seconds\{peer="131000"\} \d/m,
      /^tongwulang_http_request_seconds_count\{route="\/metrics",method="GET",status="401"\} 3$/m,
      /^process_cpu_seconds_total /m,
    ])
      assert.match(text, line);
  });

  it("see what is wrong in words, and that it is over when the peer is back", async () => {
    const { exchange } = await three.wuqing.as("system");
    await eventually(async () => must(await exchange.health({})).level === "good");
    await three.tongzhou.stop();
    const { findings, level } = await eventually(async () => {
      const health = must(await exchange.health({}));
      return health.findings.length > 0 && health;
    });
    assert.equal(level, "warning");
    const [finding] = findings;
    assert.deepEqual([finding!.id, finding!.party], ["UNREACHABLE", "110112"]);
    assert.match(finding!.zh, /连接不上/);
    assert.match(finding!.next.en, /by itself/);
    await three.tongzhou.start();
    await eventually(async () => must(await exchange.health({})).level === "good", 90);
  });

  it("are let in by their role: a window clerk is not", async () => {
    const { exchange } = await three.wuqing.as("clerk");
    const reply = await exchange.health({});
    assert.equal(reply.ok || reply.problem.code, "NOT_ALLOWED");
  });
});
