import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { actNames, mayAct } from "./act.ts";
import { clockOf } from "./clock.ts";
import { nextFinding, rechecker } from "./finding.ts";
import { isOver } from "./finding-state.ts";
import type { FindingAct } from "./record.ts";
import { langfang, parties, recorded, testFinding, testPhoto, tongzhou, wuqing } from "./test-finding.ts";

const rectified = (one: ReturnType<typeof testFinding>) => {
  assert.ok(one.act(langfang, { act: "take" }).ok);
  assert.ok(one.act(langfang, { act: "rectify", what: "堵住了", photos: [] }, [testPhoto]).ok);
};

describe("a finding", () => {
  it("passes to who must put it right, is put right with a photo, and is closed by who found it", () => {
    const one = testFinding();
    assert.equal(one.finding.state, "passed");
    assert.equal(one.finding.holder, langfang);
    assert.deepEqual(clockOf(one.finding, "2026-11-23"), { what: "answer", due: "2026-11-25", daysLeft: 2 });
    assert.ok(one.act(langfang, { act: "take" }).ok);
    assert.deepEqual(clockOf(one.finding, "2026-11-28"), {
      what: "rectify",
      due: "2026-11-26",
      daysLeft: -2,
    });

    const bare = one.act(langfang, { act: "rectify", what: "堵住了", photos: [] });
    assert.equal(bare.ok ? "" : bare.refusal.code, "PHOTO_NEEDED");
    assert.ok(one.act(langfang, { act: "rectify", what: "堵住了", photos: [] }, [testPhoto]).ok);
    assert.equal(one.finding.holder, tongzhou);
    assert.deepEqual(clockOf(one.finding, "2026-11-23"), { what: "recheck", due: "2026-11-30", daysLeft: 7 });

    assert.ok(one.act(tongzhou, { act: "accept", what: "", photos: [] }).ok);
    assert.equal(one.finding.state, "closed");
    assert.equal(clockOf(one.finding, "2026-12-31"), undefined);
  });

  it("is sent back with a reason and a new day as often as the re-check finds it wanting", () => {
    const one = testFinding();
    rectified(one);
    const early = one.act(tongzhou, {
      act: "send-back",
      what: "还在流",
      photos: [],
      rectifyBy: "2026-11-22",
    });
    assert.equal(early.ok ? "" : early.refusal.code, "DUE_TOO_EARLY");
    assert.ok(
      one.act(tongzhou, { act: "send-back", what: "还在流", photos: [], rectifyBy: "2026-12-01" }).ok,
    );
    assert.equal(one.finding.state, "rectifying");
    assert.equal(one.finding.holder, langfang);
    assert.equal(one.finding.rectifyBy, "2026-12-01");
    assert.equal(one.finding.sentBack, 1);
  });

  it("is returned with a reason from the list, passed to the third party, and re-checked by who found it", () => {
    const one = testFinding();
    const unknown = one.act(langfang, { act: "return", reasonCode: "too-busy", reason: "忙" });
    assert.equal(unknown.ok ? "" : unknown.refusal.code, "RETURN_REASON_UNKNOWN");
    assert.ok(
      one.act(langfang, { act: "return", reasonCode: "not-our-ground", reason: "排口在武清一侧" }).ok,
    );
    assert.equal(one.finding.state, "returned");
    assert.equal(one.finding.holder, tongzhou);
    assert.equal(one.finding.timeline.at(-1)!.names["reason"]!.en, "Not our ground");

    assert.ok(one.act(tongzhou, { act: "pass", to: wuqing, reason: "排口属武清" }).ok);
    assert.equal(one.finding.responsible, wuqing);
    assert.ok(one.act(wuqing, { act: "take" }).ok);
    assert.ok(one.act(wuqing, { act: "rectify", what: "已封堵", photos: [] }, [testPhoto]).ok);
    assert.equal(one.finding.holder, tongzhou);
  });

  it("that was wrongly found is dropped with a reason once it came back", () => {
    const one = testFinding();
    const early = one.act(tongzhou, { act: "drop", reason: "误报" });
    assert.ok(!early.ok);
    assert.ok(one.act(langfang, { act: "return", reasonCode: "not-our-ground", reason: "x" }).ok);
    assert.ok(one.act(tongzhou, { act: "drop", reason: "误报" }).ok);
    assert.equal(one.finding.state, "dropped");
  });

  it("on a party's own ground is re-checked by another side, not by itself", () => {
    const one = testFinding({ reporter: wuqing, to: wuqing });
    assert.equal(one.finding.state, "rectifying");
    const returned = one.act(wuqing, { act: "return", reasonCode: "not-our-ground", reason: "x" });
    assert.ok(!returned.ok);
    assert.ok(one.act(wuqing, { act: "rectify", what: "已清理", photos: [] }, [testPhoto]).ok);
    assert.equal(one.finding.holder, tongzhou);
  });

  it("of another party, or with a forged re-checker, is refused where it arrives too", () => {
    const one = testFinding();
    one.act(langfang, { act: "take" });
    const forged = recorded(langfang, "monitoring.finding-rectified", `finding/${one.id}`, {
      record: { id: one.id, content: "0".repeat(64) },
      network: "border-rivers",
      to: wuqing,
      what: "x",
      photos: [],
      recheckBy: "2026-12-01",
    });
    const outcome = nextFinding(one.finding, forged);
    assert.equal(outcome.ok ? "" : outcome.refusal.code, "FINDING_NOT_NOW");
    assert.ok(!nextFinding(one.finding, { ...forged, author: wuqing }).ok);
    assert.ok(!nextFinding(one.finding, one.events[0]!).ok);
  });

  it("whatever is tried: has one holder, is never re-checked by who put it right, and rests when it is over", () => {
    const acts: FindingAct[] = [
      { act: "take" },
      { act: "return", reasonCode: "not-our-ground", reason: "x" },
      ...parties.map((to): FindingAct => ({ act: "pass", to, reason: "x" })),
      { act: "rectify", what: "x", photos: [] },
      { act: "accept", what: "", photos: [] },
      { act: "send-back", what: "x", photos: [], rectifyBy: "2027-01-01" },
      { act: "drop", reason: "x" },
    ];
    const tries = fc.array(fc.tuple(fc.constantFrom(...parties), fc.constantFrom(...acts)), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.constantFrom(...parties), fc.constantFrom(...parties), tries, (reporter, to, all) => {
        const one = testFinding({ reporter, to });
        for (const [here, act] of all) {
          const before = one.finding;
          const may = mayAct(one.facts(here), act.act);
          const did = one.act(here, act, [testPhoto]);
          if (did.ok) assert.ok(may.ok, "the button said no, the rule said yes");
          if (did.ok) assert.equal(before.holder, here);
          else assert.deepEqual(one.finding, before);
          if (isOver(before.state)) assert.ok(!did.ok);
          assert.notEqual(rechecker(one.finding), one.finding.responsible);
          assert.ok(parties.includes(one.finding.holder as (typeof parties)[number]));
        }
        if (!isOver(one.finding.state))
          assert.ok(
            actNames.some((act) => mayAct(one.facts(one.finding.holder), act).ok),
            "stuck",
          );
      }),
      { numRuns: 300 },
    );
  });
});
