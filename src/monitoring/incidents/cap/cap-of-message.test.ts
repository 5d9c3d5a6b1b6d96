import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "#base/id.ts";
import { after, around, facts, langfang, plan, Story, tongzhou } from "../test-incident.ts";
import { capOfMessage } from "./cap-of-message.ts";

test("what one doubted reading says is possible, and not observed; the words say so in both languages", () => {
  const infoOf = (isUnverified: boolean) =>
    capOfMessage(
      {
        id: newId(),
        incident: new Story().open(),
        kind: "information",
        by: tongzhou,
        at: after(5),
        level: "yellow",
        to: [langfang],
        plan,
        headline: { zh: "氨氮升高", en: "Ammonia nitrogen is high" },
        text: { zh: "请知悉", en: "For your information" },
        receiptBy: after(35),
        expiresAt: after(2880),
        facts: facts.map((fact) => ({ ...fact, ...(isUnverified && { unverified: true }) })),
        arrivals: [],
        tiers: [],
        follows: [],
      },
      around,
    ).info!;
  assert.deepEqual(
    infoOf(false).map(({ certainty }) => certainty),
    ["Observed", "Observed"],
  );
  const [zh, en] = infoOf(true);
  assert.deepEqual([zh!.certainty, en!.certainty], ["Possible", "Possible"]);
  assert.match(zh!.description!, /未核实：仅一次读数/);
  assert.match(en!.description!, /unverified: one reading/);
});
