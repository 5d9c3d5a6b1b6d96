import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openBrowser, picture, sitDown } from "./browser.ts";
import { builtPages } from "./built-pages.ts";
import { arrives, checkAll, codeOf, handIn, readItem } from "./case-work.ts";
import { must, threeNodes, type JourneyNode, type ThreeNodes } from "./three-nodes.ts";

await openBrowser(); // one for all of these journeys

describe("the pages of a node in a real browser", () => {
  let network: ThreeNodes;
  before(async () => {
    network = await threeNodes({ pages: builtPages() });
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

  it("open one and all without an error, a warning of the policy or anything asked of another site", async () => {
    const item = await readItem(network.wuqing, "food-operation-permit");
    const clerk = await network.wuqing.as("window-clerk");
    const officer = await network.tongzhou.as("officer");
    const citizen = await network.wuqing.as("citizen");
    const { id } = await checkAll(clerk, await handIn(clerk, item, "110112"));
    must(await clerk.cases.accept({ params: { id } }));
    await arrives(officer, id, ({ state }) => state === "under-review");
    const draft = must(await citizen.cases.startDraft({ body: { item: codeOf(item, "110112") } }));
    const duty = await network.tongzhou.as("duty");
    const drill = { network: "border-rivers", title: "示例演练", level: "yellow", exercise: true } as const;
    const { incident } = must(await duty.monitoring.openIncident({ body: drill }));
    const [agreement] = must(await network.wuqing.anyone().agreements.listAgreements({})).agreements;
    const stops: [JourneyNode, string | undefined, string[]][] = [
      [network.wuqing, undefined, ["/", "/items", "/items/:food-operation-permit", "/track", "/sign-in"]],
      [
        network.wuqing,
        undefined,
        ["/monitoring", "/monitoring/air", "/agreements", `/agreements/:${agreement!.digest}`],
      ],
      [network.wuqing, "citizen", ["/my", "/mandates", "/account", `/cases/:${id}`]],
      [network.wuqing, "citizen", ["/apply/:food-operation-permit", `/drafts/:${draft.id}`]],
      [network.wuqing, "window-clerk", ["/window", `/window?case=${id}`]],
      [network.tongzhou, "officer", ["/officer", `/officer?case=${id}`]],
      [network.tongzhou, "supervisor", ["/supervisor", "/supervisor/extensions", "/supervisor/ratings"]],
      [network.tongzhou, "supervisor", ["/supervisor/agreements"]],
      [network.wuqing, "system", ["/system", "/system/health", "/system/parked", "/system/refused"]],
      [network.wuqing, "system", ["/system/erasure", "/system/suppliers"]],
      [network.wuqing, "security", ["/security", "/security/keys", "/security/erasure"]],
      [network.wuqing, "audit", ["/audit"]],
      [network.tongzhou, "duty", ["/patrol", "/duty/patrols", "/duty/profiles"]],
      [network.tongzhou, "duty", ["/duty/air", "/duty/notices", "/duty/import"]],
      [network.tongzhou, "duty", ["/duty/incidents", `/duty/incidents/:${incident.id}`]],
      [network.tongzhou, "duty", ["/duty", "/duty/accounts", "/duty/alerts", "/duty/sections/:tumenlou"]],
    ];
    const opened = new Set<string>();
    for (const [node, as, addresses] of stops) {
      const { page, problems, context, end } = await sitDown(node, { ...(as && { as }) });
      const elsewhere: string[] = [];
      context.on("request", (request) => {
        if (/^https?:/.test(request.url()) && !request.url().startsWith(node.url))
          elsewhere.push(request.url());
      });
      await context.addInitScript(`addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
        console.error("policy", violatedDirective, blockedURI), true)`);
      for (const address of addresses) {
        const path = address.replace(":", "");
        await page.goto(path, { timeout: 60_000 });
        await page.locator("h1, h2").first().waitFor({ timeout: 60_000 });
        // A live page keeps a question open all the time: it is there when nothing waits to be drawn.
        if (path.startsWith("/duty"))
          await page.locator(".skeleton").first().waitFor({ state: "detached", timeout: 60_000 });
        else await page.waitForLoadState("networkidle", { timeout: 60_000 });
        assert.deepEqual([path, problems, elsewhere], [path, [], []]);
        const at = new URL(page.url()).pathname;
        // The start of an application goes on to the draft or back to the item.
        if (!path.startsWith("/apply/")) assert.equal(at, path.split("?")[0], "was sent to another page");
        opened.add(address.replace(/\?.*/, "").replace(/:.*/, "$"));
      }
      await end();
    }
    const named: string[] = [];
    for (const file of ["routes.tsx", "staff-routes.tsx"]) {
      const text = await readFile(join(import.meta.dirname, "../src/web", file), "utf8");
      for (const [, path] of text.matchAll(/"(\/[^"]*)"/g)) named.push(path!.replace(/\$.*/, "$"));
    }
    assert.deepEqual([...opened].toSorted(), named.toSorted(), "every page of the software is opened here");
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
