import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { rechecker } from "../../finding.ts";
import { langfang, testFinding, testPhoto, tongzhou } from "../../test-finding.ts";
import { wayOf } from "./way.ts";

const wayOfTest = ({ finding }: ReturnType<typeof testFinding>) =>
  wayOf({ ...finding, rechecker: rechecker(finding) }).map(
    ({ party, state, label }) => `${party} ${state} ${label.en}`,
  );

describe("the way of a finding", () => {
  it("shows whose turn it is, and what is still to come, on the lane of who will do it", () => {
    const one = testFinding();
    assert.deepEqual(wayOfTest(one), [
      `${tongzhou} done found`,
      `${langfang} now to be taken up`,
      `${langfang} ahead put right`,
      `${tongzhou} ahead re-check`,
    ]);
    one.act(langfang, { act: "take" });
    one.act(langfang, { act: "rectify", what: "x", photos: [] }, [testPhoto]);
    one.act(tongzhou, { act: "send-back", what: "x", photos: [], rectifyBy: "2027-01-01" });
    assert.deepEqual(wayOfTest(one).slice(-3), [
      `${tongzhou} done sent back`,
      `${langfang} now being put right`,
      `${tongzhou} ahead re-check`,
    ]);
    one.act(langfang, { act: "rectify", what: "x", photos: [] }, [testPhoto]);
    one.act(tongzhou, { act: "accept", what: "", photos: [] });
    assert.equal(wayOfTest(one).at(-1), `${tongzhou} done re-checked, closed`);
  });
});
