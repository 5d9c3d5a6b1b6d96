/// <reference lib="dom" />
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { openBrowser, picture, seriousFindings, sitDown, type Sitting } from "./browser.ts";
import { builtPages } from "./built-pages.ts";
import { must, threeNodes, type ThreeNodes } from "./three-nodes.ts";

await openBrowser(); // one for all of these journeys

const span = { from: "2021-04-01T00:00:00Z", to: "2021-04-03T00:00:00Z" };

const choose = (page: Page, name: string, content: string | Buffer) =>
  page.locator("input[type=file]").setInputFiles({
    name,
    mimeType: "text/csv",
    buffer: Buffer.isBuffer(content) ? content : Buffer.from(content),
  });

describe("a table of measurements, imported in the page", () => {
  let network: ThreeNodes;
  const sittings: Sitting[] = [];
  before(async () => {
    network = await threeNodes({ pages: builtPages() });
  });
  after(async () => {
    for (const { end } of sittings) await end();
    const faults = network.all.flatMap((node) => node.faults);
    await network.stop();
    assert.deepEqual(faults, []);
  });
  const sit = async (options: Parameters<typeof sitDown>[1] = {}): Promise<Sitting> => {
    const sitting = await sitDown(network.langfang, { as: "duty", ...options });
    sittings.push(sitting);
    return sitting;
  };
  const valuesOf = async (stream: string): Promise<(number | null)[]> => {
    const duty = await network.langfang.as("duty");
    const { series } = must(await duty.monitoring.observationSeries({ query: { streams: stream, ...span } }));
    return series[0]?.values ?? [];
  };

  it("is recognised, checked, and recorded whole; the same again changes nothing, another value is a correction", async () => {
    const { page, problems } = await sit();
    await page.goto("/duty/import");
    await picture(page, "import-empty");
    // 断面名称 and 王家摆 in GB18030, as there is no encoder for it
    const table = (ph: string) =>
      Buffer.concat([
        Buffer.from("b6cfc3e6c3fbb3c6", "hex"),
        Buffer.from(",time,ph,turbidity(NTU)\r\n"),
        Buffer.from("cdf5bcd2b0da", "hex"),
        Buffer.from(`,2021-04-01 08:00,${ph},31\r\n`),
        Buffer.from("cdf5bcd2b0da", "hex"),
        Buffer.from(",2021-04-01 12:00,7.8,--\r\n"),
      ]);
    await choose(page, "april.csv", table("7.75"));
    await page.getByText("GB18030 编码 · 逗号分隔").waitFor();
    assert.equal(await page.getByLabel("对应 1 断面名称").inputValue(), "station");
    assert.equal(await page.getByLabel("对应 4 turbidity(NTU)").inputValue(), "turbidity");
    await page.getByRole("button", { name: "核对" }).click();
    await page.getByRole("button", { name: "入库（新增 4，更正 0）" }).waitFor();
    assert.deepEqual(await valuesOf("wangjiabai/ph"), [], "a check writes nothing");
    assert.deepEqual(await seriousFindings(page), []);
    await page.getByRole("button", { name: "入库（新增 4，更正 0）" }).click();
    await page.getByText("已入库：新增 4 个值，更正 0 个，已有 0 个。").waitFor();
    await picture(page, "import-done");
    assert.deepEqual(await valuesOf("wangjiabai/ph"), [7.75, 7.8]);

    await page.getByRole("button", { name: "再导入一个" }).click();
    await choose(page, "april.csv", table("7.75"));
    await page.getByRole("button", { name: "核对" }).click();
    await page.getByText("这些值都已在库中").waitFor();
    await page.getByRole("button", { name: "换一个文件" }).click();
    await choose(page, "april.csv", table("7.57"));
    await page.getByRole("button", { name: "核对" }).click();
    await page.getByText("有 1 个值与已有的不同").waitFor();
    await page.getByRole("button", { name: "入库（新增 0，更正 1）" }).click();
    await page.getByText("更正 1 个，已有 3 个").waitFor();
    assert.deepEqual(await valuesOf("wangjiabai/ph"), [7.57, 7.8]);
    assert.deepEqual(problems, []);
  });

  it("says where it is wrong, gives the list, and records what is good where that is asked for", async () => {
    const { page, problems } = await sit({ screen: "phone", language: "en" });
    await page.goto("/duty/import?lang=en");
    const lines = Array.from(
      { length: 30 },
      (_, i) => `Gate 7,2021-04-02 00:${String(i).padStart(2, "0")},7.${i}`,
    );
    lines[4] = "Gate 7,2021-04-02 00:04,7.7o";
    lines.push("Gate 7,2021-04-0");
    await choose(page, "gate_2021.csv", ["where;when;NH3(µg/L)", ...lines].join("\n").replaceAll(",", ";"));
    await page.getByText("separated by semicolons").waitFor();
    await page.getByText("No column names the section").waitFor();
    await page.getByLabel("Is 1 where").selectOption("Section or station");
    await page.getByLabel("Is 2 when").selectOption("Time");
    await page.getByLabel("Is 3 NH3(µg/L)").selectOption("Ammonia nitrogen");
    await page.getByText("“NH3(µg/L)” is in µg/L; expected mg/L").waitFor();
    await picture(page, "import-unit-phone");
    await page.getByLabel("Is 3 NH3(µg/L)").selectOption("Not used");
    await page.getByRole("button", { name: "Another file" }).click();

    await choose(page, "gate_2021.csv", ["where;when;pH", ...lines].join("\n").replaceAll(",", ";"));
    await page.getByLabel("Is 1 where").selectOption("Section or station");
    await page.getByLabel("Is 2 when").selectOption("Time");
    await page.getByRole("button", { name: "Check, record nothing" }).click();
    await page.getByText("Line 6, column 3, “pH”: “7.7o” is no number").waitFor();
    await page.getByLabel("Gate 7 (29 rows)").selectOption({ value: "wangjiabai" });
    await page.getByRole("button", { name: "Check, record nothing" }).click();
    const good = page.getByRole("button", { name: "Record only the good rows (29 new, 0 corrected)" });
    await good.waitFor();
    await picture(page, "import-faults-phone");
    assert.deepEqual(await seriousFindings(page), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the faults" }).click();
    const list = await readFile(await (await coming).path(), "utf8");
    assert.match(list, /^\uFEFFLine,Column,What is wrong\r\n6,3,[^\n]*7\.7o[^\n]*\r\n32,2,[^\n]*cut off/);
    await good.click();
    await page.getByText("Recorded: 29 new values").waitFor();
    await page.getByText("2 faults were left out").waitFor();
    assert.equal((await valuesOf("wangjiabai/ph")).length, 31);
    assert.deepEqual(problems, []);
  });

  it("keeps what was chosen when the node cannot be reached, and goes on", async () => {
    const { page } = await sit();
    await page.goto("/duty/import");
    await choose(page, "j.json", JSON.stringify([{ time: "2021-04-02 08:00", ph: 7.6 }]));
    await page.getByLabel("所有行都属于站点").selectOption("王家摆");
    await page.getByRole("button", { name: "核对" }).click();
    const record = page.getByRole("button", { name: "入库（新增 1，更正 0）" });
    await record.waitFor();
    await page.context().setOffline(true);
    await record.click();
    await page.getByText("入库中断。已入库的保留").waitFor();
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "接着入库" }).click();
    await page.getByText("已入库：新增 1 个值").waitFor();

    await page.getByRole("button", { name: "再导入一个" }).click();
    await choose(page, "book.xlsx", Buffer.from("504b030414000600", "hex"));
    await page.getByText("这是电子表格程序的工作簿").waitFor();
    await picture(page, "import-workbook");
  });
});
