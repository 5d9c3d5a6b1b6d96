/** Tongzhou still runs last year's software while Wuqing and Langfang run today's; then it is upgraded. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CaseView } from "#cases/view.ts";
import { eventually, must, signedIn } from "#node/sample/visitor.ts";
import { checkAll, decide, handIn, look, papersFor } from "./case-work.ts";
import { chanceFrom } from "./faults/chance.ts";
import { findings } from "./faults/finding.ts";
import { foundNetwork } from "./faults/network.ts";

/** Last year nobody could ask for what is missing. */
const lastYear = { version: "0.0.9", without: ["cases.supplement-requested", "cases.supplemented"] };
const patienceSeconds = 120;

test("f-30 f-31 two versions run side by side: what the older knows goes on, the rest waits and is applied after the upgrade", async (t) => {
  const { find, kept } = findings(() => {});
  const network = await foundNetwork(chanceFrom(31), {
    postgres: false,
    onFault: (party, facts) => find("a node logs a fault", { at: party, ...facts }),
    onEnded: (party) => find("a node ended by itself", { at: party }),
  });
  t.after(network.remove);
  const nodeOf = (party: string) => network.nodes.find((node) => node.party === party)!;
  const [tongzhou, wuqing] = [nodeOf("110112"), nodeOf("120114")];
  tongzhou.process.install(lastYear);
  const endings = await Promise.all(network.nodes.map(({ process }) => process.start()));
  assert.deepEqual(endings, ["ready", "ready", "ready"]);

  const clerk = await signedIn(wuqing.url, "clerk");
  const staffOfTongzhou = async () => ({
    officer: await signedIn(tongzhou.url, "officer"),
    second: await signedIn(tongzhou.url, "officer2"),
    system: await signedIn(tongzhou.url, "system"),
  });
  const arrived = (visitor: typeof clerk, { id }: CaseView, state: CaseView["state"]) =>
    eventually(async () => (await look(visitor, id))?.state === state, patienceSeconds);
  const finish = async (view: CaseView, at: Awaited<ReturnType<typeof staffOfTongzhou>>) => {
    await arrived(at.officer, view, "under-review");
    await decide(at.officer, at.second, view.id);
    await arrived(clerk, view, "awaiting-delivery");
    const body = { way: "window" as const, recipient: "示例王女士" };
    must(await clerk.cases.deliver({ params: { id: view.id }, body }));
    await arrived(at.officer, view, "delivered");
  };

  const item = await eventually(async () => {
    const read = await clerk.cases.readItem({ params: { id: "food-operation-permit" } });
    return read.ok && read.value.item;
  }, patienceSeconds);
  const whole = await checkAll(clerk, await handIn(clerk, item, tongzhou.party));
  const incomplete = await handIn(clerk, item, tongzhou.party, { materials: papersFor(item).slice(1) });
  const missing = papersFor(item)[0]!.material;
  const params = { id: incomplete.id };
  await checkAll(clerk, incomplete, [missing]);
  const defects = [{ material: missing, what: "示例：请提交原件" }];
  must(await clerk.cases.requestSupplement({ params, body: { defects } }));
  const materials = [{ material: missing, way: "paper" as const, files: [] }];
  await checkAll(clerk, must(await clerk.cases.supplement({ params, body: { materials } })).case);
  for (const { id } of [whole, incomplete]) must(await clerk.cases.accept({ params: { id } }));

  const before = await staffOfTongzhou();
  await finish(whole, before);
  const parked = must(await before.system.exchange.parked({})).parked;
  assert.ok(parked.length > 0);
  assert.equal(parked[0]!.code, "UNKNOWN_TYPE");
  assert.notEqual((await look(before.officer, incomplete.id))?.state, "under-review");
  const peersOf = async (staff: typeof before) =>
    must(await staff.system.exchange.health({})).peers.map(({ isNewer }) => isNewer);
  assert.deepEqual(await peersOf(before), [true, true]);
  const { findings: worth } = must(await before.system.exchange.health({}));
  assert.ok(worth.some(({ id, en }) => id === "newer" && /^Wuqing.* runs newer software/.test(en)));

  await tongzhou.process.stop();
  tongzhou.process.install();
  assert.equal(await tongzhou.process.start(), "ready");
  const after = await staffOfTongzhou();
  await finish(incomplete, after);
  assert.deepEqual(must(await after.system.exchange.parked({})).parked, []);
  assert.deepEqual(await peersOf(after), [false, false]);
  assert.deepEqual(kept, []);
});
