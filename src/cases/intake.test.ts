import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Outcome } from "#base/outcome.ts";
import { checkApplication, type Application } from "./intake.ts";
import { testItem } from "./test-case.ts";

const item = testItem({
  form: [
    { id: "area", kind: "count", label: { zh: "面积", en: "area" }, required: true },
    {
      id: "kind",
      kind: "choice",
      label: { zh: "种类", en: "kind" },
      required: true,
      options: [
        { value: "a", label: { zh: "甲", en: "A" } },
        { value: "b", label: { zh: "乙", en: "B" } },
      ],
    },
    {
      id: "owner",
      kind: "identity",
      label: { zh: "房主", en: "owner" },
      required: true,
      when: { field: "kind", is: "b" },
    },
    { id: "true", kind: "consent", label: { zh: "承诺", en: "declaration" }, required: true },
  ],
});
const good: Application = {
  applicant: {
    kind: "person",
    name: "王女士",
    idNumber: "９９０１１４１９８５０７２６０１２７",
    phone: "138 0000 0001",
  },
  form: { area: "30", kind: "a", true: true, owner: "left over" },
  materials: [
    { material: "form", way: "paper", files: [] },
    { material: "lease", way: "paper", files: [] },
  ],
  delivery: { way: "window" },
};
const asked = { today: "2026-03-02", channel: "online" as const, allowsSamples: true };
const at = (outcome: Outcome<unknown>) =>
  outcome.ok ? "fine" : `${outcome.refusal.code} ${outcome.refusal.at ?? ""}`.trim();
const given = (changes: Partial<Application>) => at(checkApplication(item, { ...good, ...changes }, asked));

describe("what is handed in", () => {
  it("is made plain, and what was asked of nobody is left out", () => {
    const checked = checkApplication(item, good, asked);
    assert.ok(checked.ok);
    assert.equal(checked.value.applicant.idNumber, "990114198507260127");
    assert.equal(checked.value.applicant.phone, "13800000001");
    assert.deepEqual(checked.value.form, { area: "30", kind: "a", true: true });
    assert.deepEqual(checked.value.materials.at(-1), { material: "licence", way: "sharing", files: [] });
  });

  it("is refused at the field that is wrong", () => {
    const { applicant, form } = good;
    assert.equal(
      given({ applicant: { ...applicant, idNumber: "990114198507260128" } }),
      "CITIZEN_ID_CHECK applicant.idNumber",
    );
    assert.equal(given({ applicant: { ...applicant, phone: "138" } }), "PHONE_SHAPE applicant.phone");
    assert.equal(given({ applicant: { ...applicant, name: " " } }), "FORM_INCOMPLETE applicant.name");
    assert.equal(given({ form: { ...form, area: "thirty" } }), "INVALID form.area");
    assert.equal(given({ form: { ...form, kind: "c" } }), "INVALID form.kind");
    assert.equal(given({ form: { ...form, kind: "b" } }), "CITIZEN_ID_LENGTH form.owner");
    assert.equal(given({ form: { ...form, true: false } }), "FORM_INCOMPLETE form.true");
    assert.equal(given({ delivery: {} }), "FORM_INCOMPLETE delivery.way");
    assert.equal(given({ delivery: { way: "courier" } }), "FORM_INCOMPLETE delivery.address");
    assert.equal(
      given({ agent: { name: "李先生", idNumber: "990112195803120018", phone: "13800000002" } }),
      "FORM_INCOMPLETE agent.mandate",
    );
  });

  it("needs its papers online; at the counter what is missing is asked for in one notice", () => {
    assert.equal(given({ materials: [] }), "MATERIAL_MISSING materials");
    assert.equal(
      given({ materials: [{ material: "form", way: "upload", files: [] }] }),
      "MATERIAL_MISSING materials",
    );
    assert.equal(
      given({ materials: [{ material: "tree", way: "paper", files: [] }] }),
      "MATERIAL_UNKNOWN materials.0",
    );
    assert.equal(
      at(checkApplication(item, { ...good, materials: [] }, { ...asked, channel: "window" })),
      "fine",
    );
  });

  it("takes made-up people in a trial only", () => {
    assert.equal(
      at(checkApplication(item, good, { ...asked, allowsSamples: false })),
      "SAMPLE_NOT_ALLOWED applicant.idNumber",
    );
  });
});
