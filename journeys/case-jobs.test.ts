import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { systemClock } from "#base/time.ts";
import { answersFor, arrives, codeOf, handIn, look, papersFor, person, readItem } from "./case-work.ts";
import { must, threeNodes, type JourneyNode, type ThreeNodes, type Visitor } from "./three-nodes.ts";

const dayMs = 86_400_000;

describe("what a node does by itself", () => {
  let network: ThreeNodes;
  let aheadMs = 0;
  let clerk: Visitor;
  before(async () => {
    network = await threeNodes({
      clock: () => (aheadMs === 0 ? systemClock() : new Date(Date.now() + aheadMs).toISOString()),
    });
    clerk = await network.wuqing.as("window-clerk");
  });
  after(() => network.stop());

  const runJobs = async (node: JourneyNode): Promise<void> => {
    for (const { run } of node.running().jobs) await run();
  };

  it("holds up no other case for one that cannot be acted on, and tries that one again later and later", async () => {
    const item = await readItem(network.wuqing, "food-operation-permit");
    const stuck = await handIn(clerk, item, "110112");
    const fine = await handIn(clerk, item, "110112");
    const { db } = network.wuqing.running().database;
    const put = (code: string) =>
      sql`update cases.file set file = jsonb_set(file::jsonb, '{item}', to_jsonb(${code}::text)) where id = ${stuck.id}`.execute(
        db,
      );
    await put("an item that nobody knows"); // as after a fault of the disk

    aheadMs = 12 * dayMs;
    await runJobs(network.wuqing);
    const officer = await network.tongzhou.as("officer");
    await arrives(officer, fine.id, ({ state }) => state === "under-review");
    const faults = () => network.wuqing.faults.filter(({ job }) => job === "cases.due");
    assert.deepEqual(
      faults().map(({ number, attempts }) => [number, attempts]),
      [[stuck.number, 1]],
    );
    await runJobs(network.wuqing); // the next tick leaves it alone
    assert.equal(faults().length, 1);
    aheadMs += 61_000;
    await runJobs(network.wuqing);
    assert.equal(faults().length, 2);
    aheadMs += 61_000;
    await runJobs(network.wuqing);
    assert.equal(faults().length, 2); // now it waits for two minutes

    const supervisor = await network.wuqing.as("supervisor");
    const [held, ...others] = must(await supervisor.cases.heldUp({})).rows;
    assert.deepEqual([held?.case, held?.act, held?.attempts, others.length], [stuck.id, "deem", 2, 0]);
    assert.match(held!.reason.zh, /已记入日志/);

    await put(stuck.item.code);
    aheadMs += 61_000;
    await runJobs(network.wuqing);
    const supervised = await look(await network.wuqing.as("supervisor"), stuck.id);
    assert.ok(supervised?.timeline.some(({ type }) => type === "cases.accepted"));
    assert.deepEqual(must(await supervisor.cases.heldUp({})).rows, []);
  });

  it("lets go of files that nothing names for seven days, and keeps what a draft or a case names", async () => {
    const start = aheadMs;
    const citizen = await network.wuqing.as("citizen");
    const item = await readItem(network.wuqing, "food-operation-permit");
    const upload = async (last: string): Promise<UploadedFile> => {
      const body = new Uint8Array(
        Buffer.from(`89504e470d0a1a0a0000000d4948445200000001000000010806${last}`, "hex"),
      );
      const headers = { "content-type": "application/octet-stream", "x-tongwulang": "1" };
      const response = await citizen.fetch("/api/uploads", { method: "PUT", body, headers });
      return (await response.json()) as UploadedFile;
    };
    const [forgotten, drafted, submitted, again] = [
      await upload("01"),
      await upload("02"),
      await upload("03"),
      await upload("04"),
    ];
    const materials = (file: UploadedFile) =>
      papersFor(item).map(({ material }) => ({
        material,
        way: "upload" as const,
        files: [{ ...file, label: "示例" }],
      }));
    const save = async (deciding: string, file: UploadedFile) => {
      const draft = must(await citizen.cases.startDraft({ body: { item: codeOf(item, deciding) } }));
      const body = {
        applicant: person,
        form: answersFor(item),
        materials: materials(file),
        delivery: { way: "window" as const },
        revision: draft.revision,
      };
      return must(await citizen.cases.saveDraft({ params: { id: draft.id }, body }));
    };
    const sent = await save("110112", submitted);
    const params = { id: sent.id };
    const made = must(await citizen.cases.submit({ params, body: { revision: sent.revision } })).case;
    const kept = await save("131000", drafted);

    const { attachments } = network.wuqing.running().cases;
    const left = async () => {
      const there: boolean[] = [];
      for (const { digest } of [forgotten, drafted, submitted, again])
        there.push((await attachments.open(digest)) !== undefined);
      return there;
    };
    aheadMs = start + 6 * dayMs;
    await upload("04"); // brought again: its seven days begin anew
    await runJobs(network.wuqing);
    assert.deepEqual(await left(), [true, true, true, true]);
    aheadMs = start + 8 * dayMs;
    await runJobs(network.wuqing);
    assert.deepEqual(await left(), [false, true, true, true]);
    const later = await network.wuqing.as("citizen");
    must(await later.cases.readAttachment({ params: { id: made.id, digest: submitted.digest } }));
    must(await later.cases.deleteDraft({ params: { id: kept.id } }));
    aheadMs = start + 30 * dayMs;
    await runJobs(network.wuqing);
    assert.deepEqual(await left(), [false, false, true, false]);
  });
});

type UploadedFile = { digest: string; size: number; mediaType: string };
