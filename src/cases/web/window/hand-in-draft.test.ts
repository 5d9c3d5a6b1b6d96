import assert from "node:assert/strict";
import test from "node:test";
import type { ItemRow } from "../../draft.ts";
import { HandIn } from "../../draft.ts";
import type { Item } from "../../item.ts";
import { gapsOf, materialsFor, missingPapers, startHandIn, toHandIn } from "./hand-in-draft.ts";
import { findItems } from "./item-search.ts";

const words = (zh: string) => ({ zh, en: zh });
const material = {
  issuer: words("公安机关"),
  originals: 1,
  copies: 1,
  verifyOriginal: true,
  necessary: true,
  fromSharing: false,
};
const item = {
  id: "spouse-household-move",
  serves: ["1"],
  delivery: ["window", "courier"],
  form: [
    { id: "movesChild", kind: "consent", label: words("子女随迁"), required: false },
    {
      id: "childName",
      kind: "text",
      label: words("子女姓名"),
      required: true,
      when: { field: "movesChild", is: true },
    },
  ],
  materials: [
    { ...material, id: "marriage", name: words("结婚证") },
    { ...material, id: "household", name: words("户口簿"), fromSharing: true },
    { ...material, id: "birth", name: words("出生医学证明"), when: { field: "movesChild", is: true } },
  ],
} as unknown as Item;

test("a hand-in asks only what applies, and says where something is missing", () => {
  const draft = startHandIn("018f9a10-0000-7000-8000-000000000001", item, "1".repeat(31));
  assert.deepEqual(gapsOf(draft, item), [
    "applicant.name",
    "applicant.idNumber",
    "applicant.phone",
    "delivery.way",
  ]);
  const withChild = { ...draft, form: { movesChild: true } };
  assert.ok(gapsOf(withChild, item).includes("form.childName"));
  assert.deepEqual(
    materialsFor(item, withChild.form).map((one) => one.id),
    ["marriage", "household", "birth"],
  );
});

test("an agent and a courier bring their own questions", () => {
  const draft = {
    ...startHandIn("018f9a10-0000-7000-8000-000000000001", item, "1".repeat(31)),
    agent: {},
    delivery: { way: "courier" as const },
  };
  assert.deepEqual(
    gapsOf(draft, item).filter((path) => path.startsWith("agent") || path.startsWith("delivery")),
    [
      "agent.name",
      "agent.idNumber",
      "agent.phone",
      "agent.mandate",
      "delivery.recipient",
      "delivery.phone",
      "delivery.address",
    ],
  );
});

test("papers on the counter are ticked, shared ones are never asked for, the rest comes later", () => {
  const draft = {
    ...startHandIn("018f9a10-0000-7000-8000-000000000001", item, "1".repeat(31)),
    applicant: {
      kind: "person" as const,
      name: "示例·王女士",
      idNumber: "990114198507260127",
      phone: "13900000000",
    },
    form: { childName: "旧答案" },
    delivery: { way: "window" as const },
  };
  assert.deepEqual(
    missingPapers(draft, item).map((one) => one.id),
    ["marriage"],
  );
  const sent = HandIn.parse(toHandIn({ ...draft, papers: { marriage: true } }, item));
  assert.deepEqual(
    sent.materials.map((one) => [one.material, one.way]),
    [
      ["marriage", "paper"],
      ["household", "sharing"],
    ],
  );
  assert.deepEqual(sent.form, {}); // an answer to a question that no longer applies stays behind
});

test("an item is found with two keystrokes of its initials, and one that cannot be received is not offered", () => {
  const row = (zh: string, initials: string, available = true) =>
    ({ id: initials, name: words(zh), initials, available }) as unknown as ItemRow;
  const items = [
    row("购房提取住房公积金", "gftqzfgjj"),
    row("夫妻投靠户口迁移", "fqtkhkqy"),
    row("非居民公积金", "fjmgjj"),
    row("企业迁移登记", "qyqydj", false),
  ];
  assert.equal(findItems(items, "fq")[0]?.name.zh, "夫妻投靠户口迁移");
  assert.deepEqual(
    findItems(items, "gj").map((one) => one.name.zh),
    ["购房提取住房公积金", "非居民公积金"],
  );
  assert.equal(findItems(items, "户口")[0]?.initials, "fqtkhkqy");
  assert.equal(
    findItems(items, "qy").some((one) => one.initials === "qyqydj"),
    false,
  );
  assert.equal(findItems(items, "").length, 3);
});

test("what was scanned goes with the paper, and not without it", () => {
  const files = [{ digest: "a".repeat(64), size: 10, mediaType: "image/png", label: "结婚证" }];
  const draft = {
    ...startHandIn("018f9a10-0000-7000-8000-000000000001", item, "1".repeat(31)),
    scans: { marriage: files },
  };
  const sent = (papers: Record<string, boolean>) =>
    toHandIn({ ...draft, papers }, item).materials.find((one) => one.material === "marriage");
  assert.deepEqual(sent({ marriage: true }), { material: "marriage", way: "upload", files });
  assert.deepEqual(sent({}), { material: "marriage", way: "later", files: [] });
});
