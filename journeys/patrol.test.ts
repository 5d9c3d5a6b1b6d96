import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { openBrowser, picture, seriousFindings, sitDown, type Sitting } from "./browser.ts";
import { builtPages } from "./built-pages.ts";
import { newId } from "#base/id.ts";
import { beginPatrol, findingOf, send } from "./patrol-work.ts";
import {
  eventually,
  must,
  threeNodes,
  type JourneyNode,
  type ThreeNodes,
  type Visitor,
} from "./three-nodes.ts";

await openBrowser(); // one for all of these journeys

const tumenlou = { latitude: 39.6551, longitude: 117.0049, accuracy: 12 };

/** A photo as a camera of a phone takes it: drawn by the browser, with Exif put in front. */
const cameraPhoto = async (page: Page): Promise<Buffer> => {
  const drawn = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    canvas.width = 2400;
    canvas.height = 1800;
    const pen = canvas.getContext("2d")!;
    for (let i = 0; i < 400; i++) {
      pen.fillStyle = `hsl(${Math.random() * 360} 50% 50%)`;
      pen.fillRect(Math.random() * 2400, Math.random() * 1800, 200, 150);
    }
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg"));
    return [...new Uint8Array(await blob!.arrayBuffer())];
  });
  const exif = Buffer.from("Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0", "latin1");
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  const bytes = Buffer.from(drawn);
  return Buffer.concat([bytes.subarray(0, 2), head, exif, bytes.subarray(2)]);
};

describe("a patrol on a phone", () => {
  let network: ThreeNodes;
  let officer: Visitor;
  before(async () => {
    network = await threeNodes({ pages: builtPages() });
    officer = await network.tongzhou.as("duty");
  });
  after(async () => {
    const faults = network.all.flatMap((node) => node.faults);
    await network.stop();
    assert.deepEqual(faults, []);
  });

  const takePhone = async (language: "zh" | "en" = "zh"): Promise<Sitting> => {
    const sitting = await sitDown(network.tongzhou, { as: "duty", screen: "phone", language });
    await sitting.context.grantPermissions(["geolocation"]);
    await sitting.context.setGeolocation(tumenlou);
    await sitting.page.goto(`/patrol?lang=${language}`);
    await sitting.page.getByRole("button", { name: "开始巡查" }).first().waitFor();
    await sitting.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    return sitting;
  };

  const begin = async (page: Page) => {
    const card = page.locator("section", { hasText: "北运河联合巡查线" });
    await card.getByRole("button", { name: "开始巡查" }).click();
    await page.getByRole("button", { name: "记一个问题" }).waitFor();
  };
  const write = async (page: Page, note: string, photo?: Buffer) => {
    await page.getByRole("button", { name: /记一个问题|继续写问题/ }).click();
    await page.getByLabel("排污口异常排放").check();
    if (photo) {
      await page.setInputFiles("input[type=file]", {
        name: "IMG_1.jpg",
        mimeType: "image/jpeg",
        buffer: photo,
      });
      await page.getByRole("img", { name: "照片 1" }).waitFor();
    }
    await page.getByLabel("说明").fill(note);
    await page.getByRole("button", { name: "记下", exact: true }).click();
    await page.getByRole("button", { name: "记一个问题" }).waitFor();
  };
  const allSent = (page: Page) => page.getByRole("button", { name: "已全部发出" }).waitFor();
  const waits = (page: Page, n: number) => page.getByRole("button", { name: `待发 ${n} 条` }).waitFor();

  /** What the node has of the newest patrol. */
  const atNode = async () => {
    const [row] = must(await officer.monitoring.listPatrols({})).rows;
    return must(await officer.monitoring.readPatrol({ params: { id: row!.id } }));
  };
  const withoutNetwork = async (context: BrowserContext, page: Page) => {
    await context.setOffline(true);
    await page.getByText("没有网络，照常记录").waitFor();
  };

  it("goes on without a network, also after the page was closed, and sends everything once", async () => {
    const { page, context, problems, end } = await takePhone();
    await picture(page, "patrol-start");
    assert.deepEqual(await seriousFindings(page), []);
    const photo = await cameraPhoto(page);
    await withoutNetwork(context, page);
    await begin(page);
    await page.getByText("误差约 12 米").waitFor();
    const point = page.locator("li", { hasText: "土门楼断面" });
    await point.getByText(/距您 \d+ 米/).waitFor();
    await picture(page, "patrol-walk");
    assert.deepEqual(await seriousFindings(page), []);
    await point.getByRole("button", { name: "到达" }).click();
    await point.getByText(/到达/).waitFor();

    // Half a finding, and the phone ends the page: it opens again from what the phone kept, without a network.
    await page.getByRole("button", { name: "记一个问题" }).click();
    await page.getByLabel("排污口异常排放").check();
    await page.setInputFiles("input[type=file]", { name: "a.jpg", mimeType: "image/jpeg", buffer: photo });
    await page.getByRole("img", { name: "照片 1" }).waitFor();
    assert.equal(await page.getByLabel("最近的巡查点").inputValue(), "tumenlou");
    await picture(page, "patrol-finding");
    assert.deepEqual(await seriousFindings(page), []);
    await page.goto("/patrol");
    await page.getByRole("button", { name: "继续写问题" }).click();
    await page.getByRole("img", { name: "照片 1" }).waitFor();
    assert.ok(await page.getByLabel("排污口异常排放").isChecked());
    await page.getByLabel("说明").fill("排口水发黑");
    await page.getByRole("button", { name: "记下", exact: true }).click();
    await waits(page, 3);
    await page.getByRole("button", { name: "待发 3 条" }).click();
    await page.getByText("等待发送").first().waitFor();
    await picture(page, "patrol-outbox");
    assert.deepEqual(await seriousFindings(page), []);

    await context.setOffline(false);
    await page.getByText("没有等待发送的记录").waitFor();
    const { patrol, findings } = await atNode();
    assert.deepEqual([patrol.reached.length, findings.length, findings[0]!.photos], [1, 1, 1]);
    const finding = must(await officer.monitoring.readFinding({ params: { id: findings[0]!.id } }));
    assert.deepEqual([finding.point, finding.place.by, finding.note], ["tumenlou", "device", "排口水发黑"]);
    const langfang = await network.langfang.as("duty");
    await eventually(async () => (await langfang.monitoring.readFinding({ params: { id: finding.id } })).ok);
    // Failed requests while offline are the browser's own words, not the page's.
    assert.deepEqual(
      problems.filter((one) => !/ERR_INTERNET_DISCONNECTED|Failed to load resource/.test(one)),
      [],
    );
    await end();
  });

  it("records once what was answered and the answer was lost, from two tabs at the same time too", async () => {
    const { page, context, end } = await takePhone();
    let lost = 0;
    await context.route("**/api/patrol/records/*", async (route) => {
      if (lost >= 3) return route.continue();
      lost += 1;
      await route.fetch(); // the node has it …
      await route.abort("connectionreset"); // … and nobody hears so
    });
    await begin(page);
    await write(page, "浮油");
    const second = await context.newPage();
    await second.goto("/patrol?view=outbox");
    await Promise.all(
      [page, second].map((tab) =>
        tab.evaluate(() => {
          for (let i = 0; i < 5; i++) dispatchEvent(new Event("online"));
        }),
      ),
    );
    await eventually(async () => {
      await second
        .getByRole("button", { name: "现在发送" })
        .click({ timeout: 500 })
        .catch(() => undefined);
      return second.getByText("没有等待发送的记录").isVisible();
    }, 40);
    assert.equal(lost, 3);
    const { patrol, findings } = await atNode();
    assert.deepEqual([findings.length, patrol.reached.length], [1, 0]);
    await end();
  });

  it("keeps everything when the session ends, asks to sign in again, and sends nobody else's", async () => {
    const { page, context, end } = await takePhone();
    await begin(page);
    await allSent(page);
    await context.clearCookies();
    await write(page, "死鱼");
    await page.getByText("登录已失效").waitFor();
    await waits(page, 1);
    await picture(page, "patrol-session-ended");
    const signIn = async (name: string) => {
      await page.getByRole("button", { name: "登录", exact: true }).first().click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("用户名").fill(name);
      await dialog.getByLabel("密码").fill("sample-tongwulang");
      await dialog.getByRole("button", { name: "登录", exact: true }).click();
      await dialog.waitFor({ state: "detached" });
    };
    await signIn("duty2");
    await page.getByRole("button", { name: "待发 1 条" }).click();
    await page.getByText(/等 .+ 登录后发送/).waitFor();
    assert.equal((await atNode()).findings.length, 0);
    await context.clearCookies();
    await page.reload();
    await page.getByText("登录已失效").waitFor();
    await signIn("duty");
    await page.getByText("没有等待发送的记录").waitFor();
    assert.equal((await atNode()).findings.length, 1);
    await end();
  });

  it("keeps a record that the node refuses, says why, and lets nothing else wait for it", async () => {
    const { page, context, end } = await takePhone();
    await begin(page);
    await allSent(page);
    await context.route("**/api/patrol/records/*", async (route) => {
      const body = route.request().postDataJSON() as { record: { kind: string; note?: string } };
      // Another record with this id is there first.
      if (body.record.note === "第一份")
        await route.fetch({ postData: { ...body, record: { ...body.record, note: "别的内容" } } });
      return route.continue();
    });
    await write(page, "第一份");
    await write(page, "第二份");
    await waits(page, 1);
    await page.getByRole("button", { name: "待发 1 条" }).click();
    await page.getByText("没有被接受").waitFor();
    await page.getByText("编号相同的记录已经存在，内容不同").waitFor();
    await picture(page, "patrol-refused");
    assert.deepEqual(await seriousFindings(page), []);
    const { findings } = await atNode();
    assert.equal(findings.length, 2);
    await page.reload();
    await page.getByText("没有被接受").waitFor();
    await page.getByRole("button", { name: "返回巡查" }).click();
    await page.getByText("有 1 条记录没有被接受").waitFor();
    await picture(page, "patrol-some-refused");
    await page.getByRole("button", { name: "查看原因" }).click();
    await page.getByText("编号相同的记录已经存在，内容不同").waitFor();
    await end();
  });

  it("says so when the phone has no room, for the beginning and a point too, and goes on once it has", async () => {
    const { page, end } = await takePhone();
    const fill = (isFull: boolean) =>
      page.evaluate((full) => {
        const { prototype } = IDBObjectStore as unknown as { prototype: { add: unknown; kept?: unknown } };
        prototype.kept ??= prototype.add;
        prototype.add = full
          ? () => {
              throw new DOMException("no room", "QuotaExceededError");
            }
          : prototype.kept;
      }, isFull);
    await fill(true);
    const card = page.locator("section", { hasText: "北运河联合巡查线" });
    await card.getByRole("button", { name: "开始巡查" }).click();
    await card.getByText("手机存储空间不足").waitFor();
    await picture(page, "patrol-no-room");
    await fill(false);
    await begin(page);
    await fill(true);
    const point = page.locator("li", { hasText: "土门楼断面" });
    await point.getByRole("button", { name: "到达" }).click();
    await page.getByText("手机存储空间不足").waitFor();
    await fill(false);
    await point.getByRole("button", { name: "到达" }).click();
    await point.getByText(/\d\d:\d\d/).waitFor();
    assert.equal(await page.getByText("手机存储空间不足").count(), 0);
    await allSent(page);
    assert.equal((await atNode()).patrol.reached.length, 1);
    await end();
  });

  it("does not try for ever to send a photo that the browser has lost: the record is kept, and why is said", async () => {
    const { page, context, end } = await takePhone();
    await begin(page);
    await allSent(page);
    const photo = await cameraPhoto(page);
    await withoutNetwork(context, page);
    await write(page, "照片会丢", photo);
    await page.evaluate(async () => {
      const opening = indexedDB.open("tongwulang-patrol");
      await new Promise((resolve) => (opening.onsuccess = resolve));
      const tx = opening.result.transaction("photos", "readwrite");
      tx.objectStore("photos").clear();
      await new Promise((resolve) => (tx.oncomplete = resolve));
      opening.result.close();
    });
    await context.setOffline(false);
    await page.getByText("有 1 条记录没有被接受").waitFor();
    await write(page, "这一条照常发出");
    await waits(page, 1);
    await page.getByRole("button", { name: "查看原因" }).click();
    await page.getByText("照片已不在手机上").waitFor();
    assert.deepEqual(
      (await atNode()).findings.map(({ photos }) => photos),
      [0],
    );
    await end();
  });

  it("goes on at the desks: taken up, put right with a photo, and sent back in the other language", async () => {
    const patrol = await beginPatrol(officer);
    const id = newId();
    must(await send(officer, findingOf(patrol), id));
    const desk = async (node: JourneyNode, language: "zh" | "en" = "zh") => {
      const sitting = await sitDown(node, { as: "duty", screen: "window-pc", language });
      await sitting.page.goto(`/duty/patrols?lang=${language}`);
      return sitting;
    };
    const theirs = await desk(network.langfang);
    const ours = await desk(network.tongzhou, "en");
    await eventually(async () => {
      await theirs.page.reload();
      return theirs.page.getByRole("link", { name: "排污口异常排放" }).first().isVisible();
    });
    await picture(theirs.page, "desk-findings");
    assert.deepEqual(await seriousFindings(theirs.page), []);
    await theirs.page.goto(`/duty/patrols?finding=${id}`);
    await theirs.page.getByRole("button", { name: "认领" }).click();
    await theirs.page.locator("form").getByRole("button", { name: "认领" }).click();
    await theirs.page.getByRole("button", { name: "报告整改" }).click();
    const form = theirs.page.locator("form");
    await form.getByText("请附整改后的照片").waitFor();
    const photo = await cameraPhoto(theirs.page);
    await form
      .locator("input[type=file]")
      .setInputFiles({ name: "b.jpg", mimeType: "image/jpeg", buffer: photo });
    await form.getByText("1 张照片").waitFor();
    await form.getByLabel("整改情况").fill("已封堵排口");
    await picture(theirs.page, "desk-rectify");
    assert.deepEqual(await seriousFindings(theirs.page), []);
    await form.getByRole("button", { name: "报告整改" }).click();
    await theirs.page.getByText("现在由 通州 办理").waitFor();

    await ours.page.goto(`/duty/patrols?finding=${id}`);
    await eventually(async () => {
      await ours.page.reload();
      return ours.page.getByRole("button", { name: "Send back" }).isVisible();
    });
    await ours.page.getByRole("img", { name: "Photo 1: put right" }).waitFor();
    await ours.page.getByRole("button", { name: "Send back" }).click();
    await ours.page.getByLabel("Why").fill("still running");
    await ours.page.getByLabel("To be put right by").fill("2099-01-01");
    await ours.page.locator("form").getByRole("button", { name: "Send back" }).click();
    await ours.page.locator(".crossing").getByText("sent back").waitFor();
    await picture(ours.page, "desk-finding-en");
    assert.deepEqual(await seriousFindings(ours.page), []);
    await ours.page.setViewportSize({ width: 390, height: 844 });
    await picture(ours.page, "desk-finding-phone");
    assert.equal(await ours.page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    const { findings } = must(await officer.monitoring.readPatrol({ params: { id: patrol } }));
    assert.deepEqual([findings[0]!.state, findings[0]!.sentBack, findings[0]!.photos], ["rectifying", 1, 1]);
    await ours.page.goto("/duty/patrols?tab=patrols");
    await ours.page
      .getByRole("link", { name: /\d\d-\d\d/ })
      .first()
      .click();
    await ours.page.getByRole("heading", { name: "Findings" }).waitFor();
    assert.deepEqual([...theirs.problems, ...ours.problems], []);
    await theirs.end();
    await ours.end();
  });

  it("reads in English too, large and small", async () => {
    const { page, context, end } = await sitDown(network.wuqing, {
      as: "duty",
      screen: "phone",
      language: "en",
    });
    await context.grantPermissions(["geolocation"]);
    await page.goto("/patrol?lang=en");
    await page.getByRole("button", { name: "Begin the patrol" }).first().waitFor();
    await picture(page, "patrol-start-en");
    await page
      .getByRole("radio", { name: /Mutual inspection of Langfang/ })
      .first()
      .check();
    await page.getByRole("button", { name: "Begin the patrol" }).first().click();
    await page.getByRole("button", { name: "Large" }).click();
    await page.getByRole("button", { name: "Add a finding" }).click();
    await page.getByText("Choose what it is").waitFor();
    await picture(page, "patrol-finding-en");
    assert.deepEqual(await seriousFindings(page), []);
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(isWide, false, "nothing runs out of the screen");
    await end();
  });
});
