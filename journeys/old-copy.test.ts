/** Yesterday's copy of a node is started while the others know more. */
import assert from "node:assert/strict";
import { cp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { runCommand } from "../src/cli/command.ts";
import { command as recover } from "../src/cli/recover.ts";
import { eventually, must, signedIn } from "#node/sample/visitor.ts";
import { chanceFrom } from "./faults/chance.ts";
import { checkAttachments, checkCases } from "./faults/check-cases.ts";
import { checkChains } from "./faults/check-chains.ts";
import { checkEvents } from "./faults/check-events.ts";
import { findings } from "./faults/finding.ts";
import { newLedger } from "./faults/ledger.ts";
import { foundNetwork } from "./faults/network.ts";
import { peopleOf } from "./faults/people.ts";
import { settle } from "./faults/settle.ts";
import { readStored } from "./faults/stored.ts";

const threeProcesses = async (t: TestContext) => {
  const chance = chanceFrom(9);
  const { find, kept } = findings(() => {});
  const network = await foundNetwork(chance.apart(), {
    postgres: false,
    onFault: (party, facts) => find("a node logs a fault", { at: party, ...facts }),
    onEnded: (party, lastWords) => find("a node ended by itself", { at: party, lastWords }),
  });
  t.after(network.remove);
  const ledger = newLedger();
  const people = peopleOf(network, ledger, chance.apart());
  /** People work until so many more things are done; then everything arrives. */
  const work = async (things: number) => {
    const upTo = ledger.commands.done + things;
    people.work();
    for (let n = 0; n < 600 && ledger.commands.done < upTo; n++) await wait(100);
    await people.rest();
    assert.ok(ledger.commands.done >= upTo, JSON.stringify([...ledger.refusals]));
    assert.ok(await settle(network, 60, find), JSON.stringify(kept));
  };
  const endings = await Promise.all(network.nodes.map(({ process }) => process.start()));
  assert.deepEqual(endings, ["ready", "ready", "ready"]);
  const wuqing = network.nodes.find(({ party }) => party === "120114")!;
  /** Everything on the three databases, event by event. */
  const compare = async () => {
    await Promise.all(network.nodes.map(({ process }) => process.stop()));
    const parties = network.nodes.map(({ party }) => party);
    const all = [];
    for (const node of network.nodes) all.push(await readStored(node, parties));
    checkChains(all, new Map(network.nodes.map(({ party, publicKey }) => [party, publicKey])), find);
    checkEvents(all, ledger, find);
    checkCases(all, find);
    await checkAttachments(network, all, find);
    assert.deepEqual(kept, []);
  };
  return { wuqing, work, compare };
};

const standingOf = async (url: string) =>
  must(await (await signedIn(url, "system")).exchange.chain({})).standing;

test("f-09 yesterday's copy of a node refuses to go on, has its pages back from the others, and nothing is lost", async (t) => {
  const { wuqing, work, compare } = await threeProcesses(t);
  await work(15);
  await wuqing.process.stop();
  const copy = `${wuqing.folder}-copy`;
  await cp(wuqing.folder, copy, { recursive: true });
  await wuqing.process.start();
  await work(25);
  await wuqing.process.stop();

  for (const name of await readdir(wuqing.folder)) await rm(join(wuqing.folder, name), { recursive: true });
  await cp(copy, wuqing.folder, { recursive: true });
  assert.equal(await wuqing.process.start(), "ready");
  const standing = await eventually(async () => {
    const now = await standingOf(wuqing.url);
    return now.state === "behind" && now;
  });
  assert.ok(standing.held > standing.own);
  const citizen = await signedIn(wuqing.url, "citizen");
  assert.ok((await citizen.cases.listItems({ query: {} })).ok, "reading goes on");

  const said: string[] = [];
  const io = { out: (line: string) => said.push(line), err: (line: string) => said.push(line) };
  assert.equal(await runCommand(recover, ["--data", wuqing.folder], io), 0, said.join("\n"));
  assert.match(said.join("\n"), /own chain brought back from page/);
  assert.deepEqual(await standingOf(wuqing.url), { state: "sound" });
  await work(15);
  await compare();
});
