import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import type { MaterialView } from "../../view.ts";
import { defectTemplates } from "./defects.ts";
import {
  checkedOf,
  defectsOf,
  holdOfAccept,
  holdOfSupplement,
  noteDefect,
  papersOf,
  toggle,
  type Marks,
} from "./papers.ts";

const paper = (material: string, more: Partial<MaterialView> = {}): MaterialView => ({
  material,
  name: { zh: material, en: material },
  necessary: true,
  fromSharing: false,
  originals: 1,
  copies: 1,
  verifyOriginal: false,
  handedIn: { material, way: "paper", files: [] },
  ...more,
});
const file = [
  paper("form"),
  paper("licence", { fromSharing: true, handedIn: undefined }),
  paper("report"),
  paper("manual"),
];
const checking = {
  state: "received" as const,
  commands: { check: { allowed: true }, accept: { allowed: false }, requestSupplement: { allowed: true } },
};

test("the digits stand beside the papers as they stand in the list; what sharing gives has none", () => {
  assert.deepEqual(
    papersOf(file, {}).map((one) => [one.key, one.standing]),
    [
      ["1", "unchecked"],
      [undefined, "shared"],
      ["3", "unchecked"],
      ["4", "unchecked"],
    ],
  );
});

test("a digit says conforms, again says defective, again conforms", () => {
  let marks: Marks = {};
  const press = () => {
    marks = toggle(marks, papersOf(file, marks)[0]!);
    return papersOf(file, marks)[0]!.standing;
  };
  assert.deepEqual([press(), press(), press()], ["conforms", "defective", "conforms"]);
});

test("accepting waits for every paper and says what is missing", () => {
  let marks: Marks = { form: { verdict: "conforms" } };
  marks = noteDefect(marks, "report", "缺印章");
  assert.deepEqual(holdOfAccept(checking, papersOf(file, marks)), {
    kind: "papers",
    defective: 1,
    unchecked: 1,
  });
  marks = { ...marks, report: { verdict: "conforms" }, manual: { verdict: "conforms" } };
  assert.deepEqual(holdOfAccept(checking, papersOf(file, marks)), { kind: "open" });
});

test("an optional paper that nobody looked at holds nothing up", () => {
  const optional = [paper("form"), paper("photo", { necessary: false })];
  assert.deepEqual(holdOfAccept(checking, papersOf(optional, { form: { verdict: "conforms" } })), {
    kind: "open",
  });
});

test("the one notice waits until every paper was looked at, and needs a defect", () => {
  let marks: Marks = noteDefect({ form: { verdict: "conforms" } }, "report", " 缺印章 ");
  assert.deepEqual(holdOfSupplement(checking, papersOf(file, marks)), { kind: "unchecked", unchecked: 1 });
  marks = { ...marks, manual: { verdict: "conforms" } };
  assert.deepEqual(holdOfSupplement(checking, papersOf(file, marks)), { kind: "open" });
  assert.deepEqual(defectsOf(papersOf(file, marks)), [{ material: "report", what: "缺印章" }]);
  marks = { ...marks, report: { verdict: "conforms" } };
  assert.deepEqual(holdOfSupplement(checking, papersOf(file, marks)), { kind: "none-defective" });
});

test("outside the checking step the server's rule decides", () => {
  const later = {
    state: "under-review" as const,
    commands: {
      check: { allowed: false },
      accept: { allowed: false },
      requestSupplement: { allowed: false },
    },
  };
  assert.deepEqual(holdOfAccept(later, papersOf(file, {})), { kind: "rule" });
  assert.deepEqual(holdOfSupplement(later, papersOf(file, {})), { kind: "rule" });
});

test("only what was keyed in is sent, and a note never goes with a paper that conforms", () => {
  const verdict = fc.constantFrom("conforms" as const, "defective" as const);
  const marksOf = fc.dictionary(
    fc.constantFrom("form", "report", "manual", "gone"),
    fc.record({ verdict, note: fc.string() }),
  );
  fc.assert(
    fc.property(marksOf, (marks) => {
      const sent = checkedOf(papersOf(file, marks), marks);
      assert.deepEqual(
        sent.map((one) => one.material).toSorted(),
        Object.keys(marks)
          .filter((id) => id !== "gone")
          .toSorted(),
      );
      for (const one of sent) assert.ok(one.verdict === "defective" || one.note === undefined);
    }),
  );
});

test("templates fit the paper, and their letters never collide with the desk's", () => {
  const offered = defectTemplates(paper("photo", { copies: 0, originals: 0 }), "zh").map((one) => one.key);
  assert.ok(!offered.includes("z") && !offered.includes("x"));
  for (const one of defectTemplates(paper("all", { verifyOriginal: true, handedIn: undefined }), "en"))
    assert.ok(!"abdnspt/?0123456789".includes(one.key));
});
