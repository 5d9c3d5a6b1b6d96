import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openBrowser, picture, sitDown } from "./browser.ts";
import { must, threeNodes, type ThreeNodes } from "./three-nodes.ts";

await openBrowser(); // one for all of these journeys

const pages = join(import.meta.dirname, "../dist/web");

describe("the pages of a node in a real browser", () => {
  let network: ThreeNodes;
  before(async () => {
    assert.ok(existsSync(join(pages, "index.html")), "build the pages first: node scripts/build.ts");
    network = await threeNodes({ pages });
  });
  after(() => network.stop());

  it("open for anyone, under a policy that lets no foreign script run", async () => {
    const { page, problems, end } = await sitDown(network.wuqing);
    const answer = await page.goto("/");
    assert.equal(answer?.status(), 200);
    assert.match(answer?.headers()["content-security-policy"] ?? "", /default-src 'self'/);
    await page.waitForSelector("h1, h2");
    assert.deepEqual(problems, []); // not even a report: our own pages do nothing that the policy forbids
    await page.evaluate(`
      const script = document.createElement("script");
      script.textContent = "document.title = 'foreign'";
      document.head.append(script);`);
    assert.notEqual(await page.title(), "foreign");
    assert.match(problems.join(), /content security policy/i);
    await picture(page, "home");
    await end();
  });

  it("know who is signed in, and keep sessions of neighbouring nodes apart", async () => {
    const { page, context, end } = await sitDown(network.wuqing, { as: "window-clerk", screen: "window-pc" });
    await page.goto("/");
    const here = await context.request.get("/api/session");
    assert.equal((await here.json()).person.role, "window-clerk");
    const elsewhere = await context.request.get(`${network.tongzhou.url}/api/session`);
    assert.equal((await elsewhere.json()).person, null);
    await end();
  });

  it("send their files compressed and to be kept", async () => {
    const shell = await network.wuqing.anyone().fetch("/", { headers: { accept: "text/html" } });
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(await shell.text())?.[1];
    assert.ok(script);
    const answer = await network.wuqing.anyone().fetch(script, { headers: { "accept-encoding": "br" } });
    assert.equal(answer.headers.get("content-encoding"), "br");
    assert.match(answer.headers.get("cache-control") ?? "", /immutable/);
    assert.equal(must(await network.wuqing.anyone().node.readNode({})).party, "120114");
  });
});
