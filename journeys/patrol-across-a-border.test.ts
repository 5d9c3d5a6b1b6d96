import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sha256Hex } from "#base/hash.ts";
import { newId } from "#base/id.ts";
import { beginPatrol, bringPhoto, exif, findingOf, madeUpPhoto, send } from "./patrol-work.ts";
import { eventually, must, threeNodes, type ThreeNodes, type Visitor } from "./three-nodes.ts";

const refusalOf = (reply: { ok: true } | { ok: false; problem: { code: string } }): string =>
  reply.ok ? "" : reply.problem.code;

describe("a joint patrol", () => {
  let network: ThreeNodes;
  let tongzhou: Visitor;
  let langfang: Visitor;
  let wuqing: Visitor;
  before(async () => {
    network = await threeNodes();
    tongzhou = await network.tongzhou.as("duty");
    langfang = await network.langfang.as("duty");
    wuqing = await network.wuqing.as("duty");
  });
  after(async () => {
    const faults = network.all.flatMap((node) => node.faults);
    await network.stop();
    assert.deepEqual(faults, []);
  });

  const atLangfang = (id: string, state: string) =>
    eventually(async () => {
      const reply = await langfang.monitoring.readFinding({ params: { id } });
      return reply.ok && reply.value.state === state && reply.value;
    });
  const atTongzhou = (id: string, state: string) =>
    eventually(async () => {
      const reply = await tongzhou.monitoring.readFinding({ params: { id } });
      return reply.ok && reply.value.state === state && reply.value;
    });

  it("finds an outfall: Langfang takes it up, puts it right with a photo, Tongzhou looks again and closes it", async () => {
    const patrol = await beginPatrol(tongzhou);
    must(await send(tongzhou, { kind: "reach", patrol, point: "tumenlou", atMs: Date.now() }));
    const [seen, mended] = [madeUpPhoto(), madeUpPhoto()];
    assert.equal((await bringPhoto(tongzhou, seen)).status, 200);
    const id = newId();
    must(await send(tongzhou, findingOf(patrol, { photos: [sha256Hex(seen)] }), id));
    must(await send(tongzhou, { kind: "end", patrol, endedAtMs: Date.now() }));

    const there = await atLangfang(id, "passed");
    assert.deepEqual(
      [there.holder, there.clock?.what, there.acts.take],
      ["131000", "answer", { allowed: true }],
    );
    const photo = await langfang.fetch(`/api/patrol/findings/${id}/photos/${sha256Hex(seen)}`);
    assert.equal(sha256Hex(new Uint8Array(await photo.arrayBuffer())), sha256Hex(seen));
    assert.match(photo.headers.get("content-disposition") ?? "", /^attachment/);

    must(await langfang.monitoring.actOnFinding({ params: { id, record: newId() }, body: { act: "take" } }));
    await bringPhoto(langfang, mended);
    must(
      await langfang.monitoring.actOnFinding({
        params: { id, record: newId() },
        body: { act: "rectify", what: "已封堵", photos: [sha256Hex(mended)] },
      }),
    );
    const back = await atTongzhou(id, "rechecking");
    assert.equal(back.holder, "110112");
    assert.equal(back.acts.accept?.allowed, true);
    must(
      await tongzhou.monitoring.actOnFinding({
        params: { id, record: newId() },
        body: { act: "accept", what: "", photos: [] },
      }),
    );
    const closed = await atLangfang(id, "closed");
    assert.deepEqual(
      closed.timeline.map(({ party }) => party),
      ["110112", "131000", "131000", "110112"],
    );
    const bystander = must(await wuqing.monitoring.readPatrol({ params: { id: patrol } }));
    assert.equal(bystander.patrol.reached[0]!.pointName.zh, "土门楼断面");
    assert.equal(bystander.findings.length, 1);
    const evidence = await langfang.fetch(`/api/patrol/findings/${id}/evidence`);
    assert.equal(evidence.status, 200);
  });

  it("hands a lead on: refused with a reason, passed to the third party, put right there", async () => {
    const id = newId();
    must(await send(tongzhou, findingOf(await beginPatrol(tongzhou)), id));
    await atLangfang(id, "passed");
    const refused = await langfang.monitoring.actOnFinding({
      params: { id, record: newId() },
      body: { act: "return", reasonCode: "busy", reason: "忙" },
    });
    assert.equal(refusalOf(refused), "RETURN_REASON_UNKNOWN");
    must(
      await langfang.monitoring.actOnFinding({
        params: { id, record: newId() },
        body: { act: "return", reasonCode: "not-our-ground", reason: "排口在武清一侧" },
      }),
    );
    await atTongzhou(id, "returned");
    must(
      await tongzhou.monitoring.actOnFinding({
        params: { id, record: newId() },
        body: { act: "pass", to: "120114", reason: "排口属武清" },
      }),
    );
    const taken = await eventually(async () => {
      const reply = await wuqing.monitoring.actOnFinding({
        params: { id, record: newId() },
        body: { act: "take" },
      });
      return reply.ok && reply.value;
    });
    assert.equal(taken.responsible, "120114");
    assert.equal(taken.rechecker, "110112");
  });

  it("never records twice what a phone sends twice, however many at once", async () => {
    const patrol = await beginPatrol(tongzhou);
    const [id, point] = [newId(), newId()];
    const record = findingOf(patrol);
    const replies = await Promise.all(Array.from({ length: 6 }, () => send(tongzhou, record, id)));
    const told = replies.map(must);
    assert.equal(told.filter(({ wasKnown }) => !wasKnown).length, 1);
    assert.equal(new Set(told.map(({ recordedAt }) => recordedAt)).size, 1);
    const reach = { kind: "reach", patrol, point: "tumenlou", atMs: 1 } as const;
    await Promise.all(Array.from({ length: 6 }, async () => must(await send(tongzhou, reach, point))));
    const { patrol: row, findings } = must(await tongzhou.monitoring.readPatrol({ params: { id: patrol } }));
    assert.deepEqual([row.reached.length, findings.length], [1, 1]);

    const other = await send(tongzhou, { ...record, note: "改了" }, id);
    assert.equal(refusalOf(other), "RECORD_CONFLICT");
    const { note } = must(await tongzhou.monitoring.readFinding({ params: { id } }));
    assert.equal(note, "排口有异味");

    await atLangfang(id, "passed");
    const act = { params: { id, record: newId() }, body: { act: "take" } } as const;
    must(await langfang.monitoring.actOnFinding(act));
    assert.equal(must(await langfang.monitoring.actOnFinding(act)).timeline.length, 2);
  });

  it("says what is wrong with a record, and what of it is not here yet", async () => {
    const patrol = await beginPatrol(tongzhou);
    const no = async (record: Parameters<typeof send>[1]) => refusalOf(await send(tongzhou, record));
    assert.equal(await no(findingOf(newId())), "PATROL_NOT_FOUND");
    assert.equal(await no(findingOf(patrol, { findingKind: "noise" })), "FINDING_KIND_UNKNOWN");
    assert.equal(await no(findingOf(patrol, { point: "moon" })), "POINT_UNKNOWN");
    assert.equal(await no(findingOf(patrol, { responsible: "130100" })), "RESPONSIBLE_UNKNOWN");
    assert.equal(await no(findingOf(patrol, { rectifyBy: "2020-01-01" })), "DUE_TOO_EARLY");
    assert.equal(await no(findingOf(patrol, { photos: ["ab".repeat(32)] })), "PHOTO_MISSING");
    const begin = { kind: "begin", route: "north-canal", begunAtMs: 1 } as const;
    assert.equal(await no({ ...begin, mode: "mutual" }), "INSPECTED_PARTY");
    assert.equal(await no({ ...begin, mode: "mutual", inspected: "110112" }), "INSPECTED_PARTY");
    assert.equal(await no({ ...begin, mode: "joint", route: "longhe-river" }), "ROUTE_NOT_IN_FORCE");
    assert.equal(refusalOf(await send(wuqing, { kind: "end", patrol, endedAtMs: 1 })), "PATROL_NOT_FOUND");

    const tells = madeUpPhoto([exif]);
    assert.equal((await bringPhoto(tongzhou, tells)).answer.code, "PHOTO_TELLS_MORE");
    assert.equal((await bringPhoto(tongzhou, Buffer.from("%PDF-1.7"))).answer.code, "PHOTO_KIND");
    assert.equal((await bringPhoto(tongzhou, madeUpPhoto(), "ab".repeat(32))).answer.code, "PHOTO_ALTERED");
    const absent = must(
      await tongzhou.monitoring.absentPhotos({ body: { digests: [sha256Hex(tells)] } }),
    ).absent;
    assert.deepEqual(absent, [sha256Hex(tells)]);
  });

  it("keeps what a phone with a wrong clock says, and how wrong it was", async () => {
    const id = newId();
    const dayMs = 86_400_000;
    const patrol = await beginPatrol(tongzhou);
    must(await send(tongzhou, findingOf(patrol), id, Date.now() + dayMs));
    const { clockAheadMs } = must(await tongzhou.monitoring.readFinding({ params: { id } }));
    assert.ok(Math.abs(clockAheadMs! - dayMs) < 60_000);
  });

  it("is nobody's business but the duty officers'", async () => {
    const clerk = await network.tongzhou.as("clerk");
    assert.equal(refusalOf(await clerk.monitoring.listFindings({})), "NOT_ALLOWED");
    assert.equal(refusalOf(await network.tongzhou.anyone().monitoring.listPatrols({})), "NOT_SIGNED_IN");
  });
});
