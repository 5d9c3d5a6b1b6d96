import assert from "node:assert/strict";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openBrowser, picture, seriousFindings, sitDown } from "./browser.ts";
import { builtPages } from "./built-pages.ts";
import { eventually, must, threeNodes } from "./three-nodes.ts";

await openBrowser();

test("staff of a node that is an old copy read so before they write anything, and when it is over", async () => {
  const network = await threeNodes({ pages: builtPages() });
  const { wuqing, tongzhou } = network;
  const database = join(wuqing.folder, "database");
  const openDrill = async (title: string) => {
    const duty = await wuqing.as("duty");
    const body = { network: "border-rivers", title, level: "yellow", exercise: true } as const;
    const { id } = must(await duty.monitoring.openIncident({ body })).incident;
    const other = await tongzhou.as("duty");
    await eventually(async () => (await other.monitoring.readIncident({ params: { id } })).ok);
  };
  try {
    await openDrill("示例演练甲");
    await wuqing.stop();
    await cp(database, `${database}-copy`, { recursive: true });
    await wuqing.start();
    await openDrill("示例演练乙");
    await wuqing.stop();
    await rm(database, { recursive: true });
    await cp(`${database}-copy`, database, { recursive: true });
    await wuqing.start();

    const duty = await sitDown(wuqing, { as: "duty", screen: "window-pc" });
    await duty.page.goto("/duty/incidents");
    const note = duty.page.getByRole("alert");
    await note.getByText(/本节点数据库是旧副本.*(通州区|廊坊市)持有本节点第/).waitFor();
    await duty.page.getByRole("link", { name: "示例演练甲" }).first().waitFor(); // reading goes on
    await picture(duty.page, "old-copy-duty");
    assert.deepEqual(await seriousFindings(duty.page), []);

    const system = await sitDown(wuqing, { as: "system", screen: "phone", language: "en" });
    await system.page.goto("/system/health?lang=en");
    await system.page.getByRole("alert").getByRole("link", { name: "Chain and peers" }).click();
    await picture(system.page, "old-copy-system-en");
    assert.deepEqual(await seriousFindings(system.page), []);
    await system.page.getByRole("button", { name: "Bring back from the peers" }).click();

    await note.waitFor({ state: "detached" }); // nobody reloads the page
    await duty.page.getByRole("link", { name: "示例演练乙" }).first().waitFor();
    await openDrill("示例演练丙");
    assert.deepEqual([...duty.problems, ...system.problems], []);
    for (const { end } of [duty, system]) await end();
    for (const { faults } of network.all) assert.deepEqual(faults, []);
  } finally {
    await network.stop();
  }
});
