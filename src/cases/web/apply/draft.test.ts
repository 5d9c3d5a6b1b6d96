import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Item } from "#cases/item.ts";
import { papersOf, questionsOf, toSend, withAgent, withPaper, type Content } from "./draft-content.ts";
import { gapsOf } from "./draft-gaps.ts";
import { mergeDrafts, takeTheirs } from "./draft-merge.ts";

const words = (zh: string) => ({ zh, en: zh });
const paper = (id: string, more: object = {}) => ({
  id,
  name: words(id),
  issuer: words("x"),
  originals: 1,
  copies: 0,
  verifyOriginal: false,
  necessary: true,
  fromSharing: false,
  ...more,
});
const item = {
  serves: ["1"],
  form: [
    { id: "online", kind: "choice", label: words("网上卖吗"), required: true, options: [] },
    {
      id: "platform",
      kind: "text",
      label: words("平台"),
      required: true,
      when: { field: "online", is: "yes" },
    },
    { id: "byAgent", kind: "choice", label: words("代办"), required: true, options: [] },
    { id: "truthful", kind: "consent", label: words("属实"), required: true },
  ],
  materials: [
    paper("plan"),
    paper("licence", { fromSharing: true }),
    paper("mandate", { when: { field: "byAgent", is: "yes" } }),
  ],
} as unknown as Item;
const empty: Content = { applicant: {}, form: {}, materials: [], delivery: {} };
const now = "2026-11-22T02:00:00.000Z";
const whole: Content = {
  applicant: { kind: "person", name: "示例·李女士", idNumber: "990114198507260127", phone: "13800000000" },
  form: { online: "no", byAgent: "no", truthful: true },
  materials: [{ material: "plan", way: "later", files: [] }],
  delivery: { way: "window" },
};

test("only what the answers make necessary is asked, and never what sharing obtains", () => {
  assert.deepEqual(
    questionsOf(item, { online: "no" }).map((one) => one.id),
    ["online"],
  );
  assert.deepEqual(
    questionsOf(item, { online: "yes" }).map((one) => one.id),
    ["online", "platform"],
  );
  assert.deepEqual(
    papersOf(item, { byAgent: "no" }).map((one) => one.material.id),
    ["plan"],
  );
  assert.deepEqual(
    papersOf(item, { byAgent: "yes" }).map((one) => one.material.id),
    ["plan", "mandate"],
  );
});

test("a whole application has no gaps; each thing left out is named at its step", () => {
  assert.deepEqual(gapsOf(whole, item, "zh", now), []);
  assert.deepEqual(
    gapsOf(empty, item, "zh", now).map((gap) => `${gap.step} ${gap.at}`),
    [
      "who applicant.kind",
      "who applicant.name",
      "who applicant.idNumber",
      "who applicant.phone",
      "questions form.online",
      "papers materials.plan",
      "delivery delivery.way",
      "check form.truthful",
    ],
  );
});

test("one wrong digit of an identity number is a gap with a sentence", () => {
  const wrong = { ...whole, applicant: { ...whole.applicant, idNumber: "990114198507260128" } };
  const [gap] = gapsOf(wrong, item, "zh", now);
  assert.equal(gap?.at, "applicant.idNumber");
  assert.equal(gap?.kind, "wrong");
  assert.ok(gap?.sentence);
});

test("saying that an agent acts opens the agent's part and answers the item's own question", () => {
  const byAgent = withAgent(whole, true, item);
  assert.equal(byAgent.form["byAgent"], "yes");
  assert.deepEqual(
    gapsOf(byAgent, item, "zh", now).map((gap) => gap.at),
    ["agent.name", "agent.idNumber", "agent.phone", "agent.mandate", "materials.mandate"],
  );
  assert.equal(withAgent(byAgent, false, item).agent, undefined);
});

test("answers that no longer apply stay in the draft and are not sent", () => {
  const changed = { ...whole, form: { ...whole.form, platform: "某平台" } };
  assert.equal(toSend(changed, item).form["platform"], undefined);
});

test("a paper without files is no paper", () => {
  const file = { digest: "a".repeat(64), size: 1, mediaType: "image/png", label: "plan" };
  const given = withPaper(empty, { material: "plan", way: "upload", files: [file] });
  assert.equal(given.materials.length, 1);
  assert.equal(withPaper(given, { material: "plan", way: "upload", files: [] }).materials.length, 0);
});

test("two tabs: what only one changed is kept from each, the rest is asked", () => {
  const mine = { ...whole, applicant: { ...whole.applicant, phone: "13811111111", address: "武清" } };
  const theirs = {
    ...whole,
    applicant: { ...whole.applicant, phone: "13822222222" },
    form: { ...whole.form, online: "yes" },
  };
  const { merged, conflicts } = mergeDrafts(whole, mine, theirs);
  assert.equal(merged.form["online"], "yes");
  assert.equal(merged.applicant.address, "武清");
  assert.deepEqual(conflicts, [{ at: "applicant.phone", mine: "13811111111", theirs: "13822222222" }]);
  assert.equal(takeTheirs(merged, conflicts).applicant.phone, "13822222222");
});

test("merging loses nothing: every changed answer is in the result or among the conflicts", () => {
  const form = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.constantFrom("1", "2", "3"));
  fc.assert(
    fc.property(form, form, form, (base, mine, theirs) => {
      const { merged, conflicts } = mergeDrafts(
        { ...empty, form: base },
        { ...empty, form: mine },
        { ...empty, form: theirs },
      );
      for (const id of ["a", "b", "c"]) {
        if (mine[id] !== base[id]) assert.equal(merged.form[id], mine[id]);
        else assert.equal(merged.form[id], theirs[id]);
        const bothChanged = mine[id] !== base[id] && theirs[id] !== base[id] && mine[id] !== theirs[id];
        assert.equal(
          conflicts.some((one) => one.at === `form.${id}`),
          bothChanged,
        );
      }
    }),
  );
});
