import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { faultFacts, jsonLog } from "#node/log.ts";
import { samplePeople } from "#node/sample/people.ts";
import { arrives, checkAll, handIn, person, readItem } from "./case-work.ts";
import { must, threeNodes, type ThreeNodes } from "./three-nodes.ts";

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const reasons = "示例：只给申请人看的理由";
const typedName = "误把口令写进用户名";

describe("what three nodes write down beside their cases", () => {
  let network: ThreeNodes;
  before(async () => {
    network = await threeNodes();
    const clerk = await network.wuqing.as("window-clerk");
    const officer = await network.tongzhou.as("officer");
    const item = await readItem(network.wuqing, "food-operation-permit");
    const view = await handIn(clerk, item, "110112");
    const { id, number } = view;
    await checkAll(clerk, view);
    must(await clerk.cases.accept({ params: { id } }));
    await arrives(officer, id, ({ state }) => state === "under-review");
    await officer.cases.proposeDecision({ params: { id }, body: { outcome: "denied", reasons } });
    const anyone = network.wuqing.anyone();
    await anyone.node.signIn({ body: { username: typedName, password: reasons } });
    await anyone.cases.findCase({ query: { text: number } });
    await network.wuqing.stop();
    await network.wuqing.start(); // it seals its audit log, and says so
    while (network.wuqing.logged.length === 0) await pause(20);
  });
  after(() => network.stop());

  const personal = (): string[] => [
    person.name,
    person.idNumber,
    person.phone,
    reasons,
    typedName,
    ...network.all.flatMap(({ party }) => samplePeople(party).map(({ displayName }) => displayName)),
  ];

  it("names no person, no number and nothing that anybody typed in the log of the server", () => {
    const lines = network.all.flatMap(({ logged }) => logged);
    assert.ok(lines.length > 0);
    for (const line of lines) assert.equal(typeof JSON.parse(line).event, "string");
    for (const text of personal()) assert.ok(!lines.join("").includes(text), text);
  });

  it("names account ids and case numbers only in the audit log", async () => {
    for (const node of network.all) {
      const audit = await node.as("audit-administrator");
      const file = must(await audit.node.exportAudit({}));
      const text = await file.text();
      assert.ok(text.split("\n").length > 3);
      for (const one of personal()) assert.ok(!text.includes(one), one);
    }
  });

  it("keeps values of a broken statement to itself", () => {
    const lines: string[] = [];
    const error = Object.assign(new Error(`duplicate key (name)=(${person.name})`), { code: "23505" });
    jsonLog((line) => void lines.push(line))("fault", faultFacts(new Error("not kept", { cause: error })));
    assert.ok(!lines.join("").includes(person.name));
    assert.match(lines.join(""), /23505/);
  });
});
