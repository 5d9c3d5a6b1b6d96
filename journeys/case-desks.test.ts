import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { systemClock } from "#base/time.ts";
import {
  answersFor,
  arrives,
  checkAll,
  codeOf,
  decide,
  handIn,
  look,
  papersFor,
  person,
  readItem,
  refused,
} from "./case-work.ts";
import { must, threeNodes, type ThreeNodes, type Visitor } from "./three-nodes.ts";

const png = Buffer.from("89504e470d0a1a0a0000000d4948445200000001000000010806000000", "hex");

describe("the desks of casework", () => {
  let network: ThreeNodes;
  let aheadMillis = 0;
  const clock = () => (aheadMillis === 0 ? systemClock() : new Date(Date.now() + aheadMillis).toISOString());
  let clerk: Visitor;
  let citizen: Visitor;
  before(async () => {
    network = await threeNodes({ clock });
    clerk = await network.wuqing.as("window-clerk");
    citizen = await network.wuqing.as("citizen");
  });
  after(async () => {
    for (const { faults } of network.all) assert.deepEqual(faults, []);
    await network.stop();
  });
  const upload = async (visitor: Visitor, bytes: Buffer) => {
    const response = await visitor.fetch("/api/uploads", {
      method: "PUT",
      body: new Uint8Array(bytes),
      headers: { "content-type": "application/octet-stream", "x-tongwulang": "1" },
    });
    return (await response.json()) as {
      digest: string;
      size: number;
      mediaType: string;
      code?: string;
      zh?: string;
    };
  };

  it("keep two tabs from overwriting each other, and give the one that is late what the other wrote", async () => {
    const item = await readItem(network.wuqing, "food-operation-permit");
    const draft = must(await citizen.cases.startDraft({ body: { item: codeOf(item, "110112") } }));
    const content = { applicant: person, form: {}, materials: [], delivery: {} };
    must(
      await citizen.cases.saveDraft({
        params: { id: draft.id },
        body: { ...content, form: { tab: "one" }, revision: draft.revision },
      }),
    );
    const late = await citizen.cases.saveDraft({
      params: { id: draft.id },
      body: { ...content, form: { tab: "two" }, revision: draft.revision },
    });
    assert.ok(!late.ok && late.problem.code === "DRAFT_CHANGED");
    assert.deepEqual((late.problem.detail!["draft"] as typeof draft).form, { tab: "one" });
    assert.equal(
      must(await citizen.cases.startDraft({ body: { item: codeOf(item, "110112") } })).id,
      draft.id,
    );
    const stranger = await network.wuqing.as("citizen2");
    refused(await stranger.cases.readDraft({ params: { id: draft.id } }), "DRAFT_NOT_FOUND");
    refused(
      await citizen.cases.submit({ params: { id: draft.id }, body: { revision: 99 } }),
      "DRAFT_CHANGED",
    );
    refused(
      await citizen.cases.submit({ params: { id: draft.id }, body: { revision: 2 } }),
      "FORM_INCOMPLETE",
    );
    must(await citizen.cases.deleteDraft({ params: { id: draft.id } }));
  });

  it("take papers as files, carry them across the border and open them to nobody else", async () => {
    const item = await readItem(network.wuqing, "food-operation-permit");
    const file = await upload(citizen, png);
    assert.equal(file.mediaType, "image/png");
    const words = await upload(citizen, Buffer.from("no picture at all"));
    assert.match(words.zh!, /实际是 text/);
    const draft = must(await citizen.cases.startDraft({ body: { item: codeOf(item, "110112") } }));
    const materials = papersFor(item).map(({ material }) => ({
      material,
      way: "upload" as const,
      files: [{ ...file, label: "示例" }],
    }));
    const body = {
      applicant: person,
      form: answersFor(item),
      materials,
      delivery: { way: "window" as const },
      revision: draft.revision,
    };
    const saved = must(await citizen.cases.saveDraft({ params: { id: draft.id }, body }));
    const { id } = must(
      await citizen.cases.submit({ params: { id: draft.id }, body: { revision: saved.revision } }),
    ).case;
    must(await clerk.cases.receive({ params: { id } }));
    await checkAll(clerk, must(await clerk.cases.readCase({ params: { id } })));
    must(await clerk.cases.accept({ params: { id } }));
    const officer = await network.tongzhou.as("officer");
    await arrives(officer, id, ({ state }) => state === "under-review");
    const picture = must(await officer.cases.readAttachment({ params: { id, digest: file.digest } }));
    assert.deepEqual(Buffer.from(await picture.arrayBuffer()), png);
    const stranger = await network.wuqing.as("citizen2");
    refused(await stranger.cases.readAttachment({ params: { id, digest: file.digest } }), "CASE_NOT_FOUND");
    const other = await network.tongzhou.as("officer.transport");
    assert.equal(await look(other, id), undefined);
    const receipt = must(await citizen.cases.readDocument({ params: { id, index: 0 } }));
    assert.match(await receipt.text(), /收件凭证/);

    // Reading what belongs to another party's resident leaves a line; so does taking off the mask.
    const shown = must(await officer.cases.readCase({ params: { id }, query: { unmask: "yes" } }));
    assert.equal(shown.applicant?.idNumber, person.idNumber);
    const audit = await network.tongzhou.as("audit-administrator");
    const lines = must(await audit.node.readAudit({ query: { action: "reading" } })).rows;
    assert.ok(lines.some(({ outcome, subject }) => outcome === "unmasked" && subject === shown.number));
    assert.ok(!JSON.stringify(lines).includes(person.idNumber));
  });

  it("make one case of one hand-in, whoever presses twice, and find it by its receipt", async () => {
    const item = await readItem(network.wuqing, "food-operation-permit");
    const key = randomUUID();
    const [one, two] = await Promise.all([
      handIn(clerk, item, "110112", { key }),
      handIn(clerk, item, "110112", { key }),
    ]);
    assert.equal(one.number, two.number);
    assert.equal(
      must(await clerk.cases.findCase({ query: { text: `TWL:${one.number}:${one.trackingCode}` } })).id,
      one.id,
    );
    assert.equal(must(await clerk.cases.findCase({ query: { text: one.number.slice(-12) } })).id, one.id);
    refused(await clerk.cases.findCase({ query: { text: "0000" } }), "CASE_NOT_FOUND");
    refused(
      await network.wuqing.anyone().cases.track({ query: { number: one.number, code: "WRONG" } }),
      "CASE_NOT_FOUND",
    );
    assert.ok(
      must(await citizen.cases.myCases({ query: {} })).rows.some(({ id }) => id === one.id),
      "handed in at a window, and still one's own",
    );
  });

  it("decide at home what is decided at home", async () => {
    const item = await readItem(network.tongzhou, "food-operation-permit");
    const tongzhouClerk = await network.tongzhou.as("window-clerk");
    const { id } = await checkAll(
      tongzhouClerk,
      await handIn(tongzhouClerk, item, "110112", { delivery: "courier" }),
    );
    const accepted = must(await tongzhouClerk.cases.accept({ params: { id } })).case;
    assert.equal(accepted.state, "under-review");
    assert.match(accepted.documents[1]!.number, /^通受/);
    const decided = await decide(
      await network.tongzhou.as("officer"),
      await network.tongzhou.as("officer2"),
      id,
    );
    assert.equal(decided.state, "awaiting-delivery");
    refused(
      await tongzhouClerk.cases.deliver({ params: { id }, body: { way: "courier" } }),
      "COURIER_NUMBER",
    );
    must(
      await tongzhouClerk.cases.deliver({
        params: { id },
        body: { way: "courier", courierNumber: "SF0001" },
      }),
    );
    assert.equal(await look(await network.wuqing.as("supervisor"), id), undefined);
  });

  it("show supervisors what is open and late, with the cases behind each figure, as a spreadsheet too", async () => {
    const supervisor = await network.wuqing.as("supervisor");
    for (const by of ["item", "party", "step"] as const) {
      const { rows } = must(await supervisor.cases.supervision({ query: { by } }));
      for (const { key, open } of rows) {
        const behind = must(await supervisor.cases.supervisedCases({ query: { by, key, light: "open" } }));
        assert.equal(behind.rows.length, open, `${by} ${key}`);
      }
    }
    const sheet = must(await supervisor.cases.exportSupervision({}));
    const bytes = Buffer.from(await sheet.arrayBuffer());
    assert.equal(bytes.subarray(0, 2).toString("latin1"), "PK");
    const queue = must(await clerk.cases.windowQueue({ query: { tab: "all" } }));
    assert.ok(queue.rows.length >= 2);
    const figures = must(await network.wuqing.anyone().cases.figures({}));
    assert.equal(figures.sample, true);
  });

  it("accept by law what nobody answered in five working days", async () => {
    const item = await readItem(network.wuqing, "food-operation-permit");
    const { id } = await handIn(clerk, item, "110112");
    aheadMillis = 12 * 24 * 60 * 60 * 1000;
    try {
      for (const { name, run } of network.wuqing.running().jobs) if (name.startsWith("cases.")) await run();
      const clerkLater = await network.wuqing.as("window-clerk");
      const deemed = must(await clerkLater.cases.readCase({ params: { id } }));
      assert.ok(["in-transit", "under-review"].includes(deemed.state), deemed.state);
      const completeness = deemed.clocks.find(({ kind }) => kind === "completeness");
      assert.equal(completeness?.state, "met");
      assert.equal(deemed.timeline.find(({ type }) => type === "cases.accepted")?.party, "120114");
    } finally {
      aheadMillis = 0;
    }
  });
});
