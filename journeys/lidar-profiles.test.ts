import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openBrowser, picture, seriousFindings, sitDown } from "./browser.ts";
import { builtPages } from "./built-pages.ts";
import { eventually, threeNodes, type ThreeNodes, type Visitor } from "./three-nodes.ts";

await openBrowser(); // one for all of these journeys

const day = "2026-06-10";

/** A made-up morning: a layer that rises with the sun. */
const profileAt = (minutes: number): string =>
  Array.from({ length: 60 }, (_, i) => {
    const heightM = 75 + i * 45;
    const layerM = 400 + minutes * 2;
    const value = 0.05 + 0.8 * Math.exp(-(((heightM - layerM) / 250) ** 2));
    return `${heightM},${heightM > 2600 ? "--" : value.toFixed(4)}`;
  }).join("\n");

const record = async (who: Visitor, minutes: number): Promise<number> => {
  const at = new Date(Date.parse(`${day}T06:00:00+08:00`) + minutes * 60_000).toISOString();
  const query = new URLSearchParams({
    station: "lidar-sample",
    at,
    quantity: "aerosol-extinction",
    unit: "km-1",
    sample: "true",
  });
  const answer = await who.fetch(`/api/monitoring/profiles?${query.toString()}`, {
    method: "POST",
    headers: { "x-tongwulang": "1" },
    body: profileAt(minutes),
  });
  return answer.status;
};

describe("profiles of a lidar in the page", () => {
  let network: ThreeNodes;
  before(async () => {
    network = await threeNodes({ pages: builtPages() });
  });
  after(async () => {
    const faults = network.all.flatMap((node) => node.faults);
    await network.stop();
    assert.deepEqual(faults, []);
  });

  it("stand as heights over the day at the neighbour's too, and a file that is none says where", async () => {
    const wuqing = await network.wuqing.as("duty");
    for (let minutes = 0; minutes < 240; minutes += 10) assert.equal(await record(wuqing, minutes), 200);

    const theirs = await sitDown(network.langfang, { as: "duty", screen: "window-pc" });
    const there = theirs.page;
    await there.goto(`/duty/profiles?day=${day}`);
    await eventually(async () => {
      await there.reload();
      return there.getByRole("img", { name: /共 24 条廓线/ }).isVisible();
    });
    await there.locator("canvas").first().waitFor();
    await there.getByText("原始文件").click();
    await there.getByText("下载（").first().waitFor();
    assert.equal(await there.getByText("登记廓线或图像").count(), 0, "only whose lidar it is brings files");
    await picture(there, "lidar-profiles");
    assert.deepEqual(await seriousFindings(there), []);
    assert.deepEqual(theirs.problems, []);
    await theirs.end();

    const ours = await sitDown(network.wuqing, { as: "duty", screen: "window-pc", language: "en" });
    const here = ours.page;
    await here.goto(`/duty/profiles?day=${day}&lang=en`);
    await here.getByText("Record a profile or an image").first().click();
    const form = here.locator(".profiles-bring form");
    await form.getByLabel("Taken at (Beijing time)").fill(`${day}T11:00`);
    const choose = (text: string) =>
      form.locator("input[type=file]").setInputFiles({
        name: "profile.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(text),
      });
    await choose("75,0.1\n90,viel\n");
    await form.getByRole("button", { name: "Record a profile" }).click();
    await form.getByText("Line 2").waitFor();
    await picture(here, "lidar-refused-en");
    await choose(profileAt(300));
    await form.getByRole("button", { name: "Record a profile" }).click();
    await here.getByRole("img", { name: /25 profiles/ }).waitFor();
    await picture(here, "lidar-profiles-en");
    assert.deepEqual(await seriousFindings(here), []);
    await here.setViewportSize({ width: 390, height: 844 });
    await picture(here, "lidar-phone");
    assert.equal(await here.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    await ours.end();
  });
});
