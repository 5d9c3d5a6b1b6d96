import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { definitionKinds } from "#node/definition-kinds.ts";
import onTheSpot from "../../definitions/procedures/on-the-spot-registration.json" with { type: "json" };
import { checkTexts, firstFault } from "./check.ts";
import { exampleBundle, langfang, tongzhou, wuqing } from "./example-agreement.ts";
import { readFolder } from "./folder.ts";
import type { Finding } from "./finding.ts";

// A loose shape on purpose: these tests write what the types forbid.
type Loose = { [name: string]: Loose } & Loose[];
type Draft = { agreement: Loose; item: Loose };

const item = "services/sample-certificate.json";

const check = (change: (draft: Draft) => void = () => {}) => {
  const { agreement, files } = structuredClone(exampleBundle({}, {}, onTheSpot));
  change({ agreement: agreement as unknown as Loose, item: files[item] as Loose });
  const texts = new Map(
    [["agreement.json", agreement as unknown], ...Object.entries(files)].map(([path, content]) => [
      String(path),
      JSON.stringify(content, null, 2),
    ]),
  );
  return { ...checkTexts(texts, definitionKinds), texts };
};

const found = ({ findings }: { findings: Finding[] }) =>
  findings.map(({ code, file, pointer }) => `${code} ${file} ${pointer}`);
const set = (target: Loose, name: string, value: unknown) => Object.assign(target, { [name]: value });
const grantOf = ({ agreement }: Draft): Loose => agreement["clauses"]![0]!["grants"]![0]!["cases"]!;
const grantAt = "/clauses/0/grants/0/cases";

const mistakes: [what: string, code: string, file: string, pointer: string, change: (draft: Draft) => void][] = [
  ["a member nobody knows", "MEMBER_UNKNOWN", "agreement.json", "/partys", ({ agreement }) => set(agreement, "partys", [])],
  ["a member left out", "MEMBER_MISSING", "agreement.json", "/title", ({ agreement }) => void delete (agreement as Record<string, unknown>)["title"]],
  ["a title without English", "ENGLISH_MISSING", "agreement.json", "/title/en", ({ agreement }) => set(agreement, "title", { zh: "示例" })],
  ["a list where a text belongs", "WRONG_KIND", "agreement.json", "/id", ({ agreement }) => set(agreement, "id", [])],
  ["a day that does not exist", "BAD_FORMAT", "agreement.json", "/signedOn", ({ agreement }) => set(agreement, "signedOn", "2026-02-30")],
  ["an unknown clock", "NOT_ONE_OF", "agreement.json", `${grantAt}/clockStart`, (draft) => set(grantOf(draft), "clockStart", "window")],
  ["a power to decide", "DECISION_NOT_GRANTABLE", "agreement.json", `${grantAt}/powers/1`, (draft) => set(grantOf(draft), "powers", ["receive", "decide"])],
  ["no clauses", "TOO_SMALL", "agreement.json", "/clauses", ({ agreement }) => set(agreement, "clauses", [])],
  ["a number too large", "TOO_LARGE", item, "/legalLimit/n", ({ item }) => set(item["legalLimit"]!, "n", 4000)],
  ["a party twice", "PARTY_TWICE", "agreement.json", "/parties/3", ({ agreement }) => set(agreement, "parties", [tongzhou, wuqing, langfang, wuqing])],
  ["a grant to a stranger", "PARTY_UNKNOWN", "agreement.json", `${grantAt}/from/0`, (draft) => set(grantOf(draft), "from", ["330100"])],
  ["a clause id twice", "ID_TWICE", "agreement.json", "/clauses/1/id", ({ agreement }) => set(agreement, "clauses", [agreement["clauses"]![0], { ...agreement["clauses"]![0], grants: [] }])],
  ["a pattern out of the folder", "PATTERN_OUTSIDE", "agreement.json", `${grantAt}/items/0`, (draft) => set(grantOf(draft), "items", ["../x.json", "services/*.json"])],
  ["a pattern that matches nothing", "PATTERN_MATCHES_NOTHING", "agreement.json", `${grantAt}/items/1`, (draft) => set(grantOf(draft), "items", ["services/*.json", "fares/*.json"])],
  ["a procedure that is not there", "PROCEDURE_MISSING", "agreement.json", `${grantAt}/procedures/1`, (draft) => set(grantOf(draft), "procedures", ["on-the-spot-registration.json", "tax.json"])],
  ["a party without numbers", "NUMBERING_MISSING", "agreement.json", `${grantAt}/numbering`, (draft) => void delete (grantOf(draft)["numbering"] as Record<string, unknown>)[wuqing]],
  ["numbers that overlap", "NUMBERING_OVERLAP", "agreement.json", `${grantAt}/numbering/${wuqing}`, (draft) => set(grantOf(draft)["numbering"]!, wuqing, { from: 2999, to: 5999 })],
  ["numbers upside down", "NUMBERING_ORDER", "agreement.json", `${grantAt}/numbering/${wuqing}`, (draft) => set(grantOf(draft)["numbering"]!, wuqing, { from: 5999, to: 3000 })],
  ["personal data without a legal basis", "LEGAL_BASIS_MISSING", "agreement.json", "/clauses/0", ({ agreement }) => void delete (agreement["clauses"]![0] as Record<string, unknown>)["legalBasis"]],
  ["personal data without an assessment", "IMPACT_ASSESSMENT_MISSING", "agreement.json", "/clauses/0", ({ agreement }) => void delete (agreement["clauses"]![0] as Record<string, unknown>)["impactAssessment"]],
  ["everything disclosed", "DISCLOSURE_PATH", "agreement.json", `${grantAt}/discloses/0`, (draft) => set(grantOf(draft), "discloses", ["applicant.*"])],
  ["an end before the start", "ENDS_BEFORE_START", "agreement.json", "/endsOn", ({ agreement }) => set(agreement, "endsOn", "2025-12-31")],
  ["delivery sooner than relay", "LIMITS_ORDER", "agreement.json", "/clauses/0/limits/deliveryHours", ({ agreement }) => set(agreement["clauses"]![0]!, "limits", { relayHours: 24, deliveryHours: 12 })],
  ["no time at all", "TOO_SMALL", "agreement.json", "/clauses/0/limits/relayHours", ({ agreement }) => set(agreement["clauses"]![0]!, "limits", { relayHours: 0, deliveryHours: 12 })],
  ["effect before signature", "EFFECTIVE_BEFORE_SIGNED", "agreement.json", "/effectiveFrom", ({ agreement }) => set(agreement, "effectiveFrom", "2025-12-31")],
  ["a second version of nothing", "VERSION_AMENDS", "agreement.json", "/version", ({ agreement }) => set(agreement, "version", 2)],
  ["a promise longer than the law", "PROMISE_EXCEEDS_LEGAL", item, "/promisedLimit", ({ item }) => set(item, "promisedLimit", { n: 1, unit: "year" })],
  ["a wrong digit in a code", "ITEM_CODE_BODY", item, "/authorities/0/code", ({ item }) => set(item["authorities"]![0]!, "code", "11990112DEM000015Y4990000000001")],
  ["another body's code", "CODE_OTHER_BODY", item, "/authorities/0/code", ({ item }) => set(item["authorities"]![0]!, "code", "11990114DEM000022N4990000000001")],
  ["another item's code", "CODE_OTHER_ITEM", item, "/authorities/0/code", ({ item }) => set(item["authorities"]![0]!, "code", "11990112DEM000014Y4990000000002")],
  ["one code for two bodies", "ITEM_CODE_TWICE", item, "/authorities/1/code", ({ item }) => set(item["authorities"]![1]!, "code", "11990112DEM000014Y4990000000001")],
  ["a condition on no question", "QUESTION_UNKNOWN", item, "/materials/0/when", ({ item }) => set(item["materials"]![0]!, "when", { field: "nothing", is: "x" })],
  ["a choice without options", "CHOICE_OPTIONS", item, "/form/0", ({ item }) => set(item["form"]![0]!, "kind", "choice")],
  ["asking for what is shared", "SHARED_YET_ASKED", item, "/materials/0/fromSharing", ({ item }) => set(item["materials"]![0]!, "fromSharing", true)],
  ["a procedure the clause does not list", "PROCEDURE_NOT_GRANTED", item, "/procedure", ({ item }) => set(item, "procedure", "administrative-licence")],
  ["a kind of file nobody knows", "KIND_UNKNOWN", item, "/kind", ({ item }) => set(item, "kind", "recipe")],
  ["an unreadable condition", "MEMBER_UNKNOWN", item, "/materials/0/when/equals", ({ item }) => set(item["materials"]![0]!, "when", { field: "purpose", equals: "x" })],
]; // prettier-ignore

describe("the checker", () => {
  it("finds nothing wrong with a sound agreement, and says its digest covers exactly what clauses bring into force", () => {
    const { findings, bundle } = check();
    assert.deepEqual(findings, []);
    assert.deepEqual(Object.keys(bundle!.files).sort(), ["procedures/on-the-spot-registration.json", item]);
  });

  it("finds nothing wrong with the agreement that is shipped", async () => {
    const texts = await readFolder(
      join(import.meta.dirname, "../../definitions/agreements/2023-integration-pilot"),
    );
    assert.ok(texts.ok);
    const { findings, bundle } = checkTexts(texts.value, definitionKinds);
    assert.deepEqual(
      findings.filter(({ level }) => level === "error"),
      [],
    );
    assert.ok(bundle);
    assert.equal(firstFault(bundle, definitionKinds), undefined);
  });

  for (const [what, code, file, pointer, change] of mistakes)
    it(`sees ${what}`, () => {
      const checked = check(change);
      assert.ok(found(checked).includes(`${code} ${file} ${pointer}`), found(checked).join("\n"));
      assert.equal(checked.bundle, undefined);
      for (const finding of checked.findings) {
        const words = [finding.zh, finding.en, finding.next?.zh, finding.next?.en].join(" ");
        assert.doesNotMatch(words, /\{\w+\}|undefined/);
        assert.ok(finding.next, `${finding.code} says nothing of what to do next`);
      }
    });

  it("points at the very line", () => {
    const { findings, texts } = check((draft) => set(grantOf(draft), "clockStart", "window"));
    const lines = texts.get("agreement.json")!.split("\n");
    assert.match(lines[findings[0]!.line - 1]!, /"clockStart": "window"/);
    assert.equal(lines[findings[0]!.line - 1]!.indexOf('"clockStart"') + 1, findings[0]!.column);
  });

  it("explains a wrong member in the member's own words, in both languages", () => {
    const [finding] = check((draft) => set(grantOf(draft), "clockStart", 5)).findings;
    assert.match(finding!.zh, /时限起算/);
    assert.match(finding!.en, /Where time limits start/);
    const [decide] = check((draft) => set(grantOf(draft), "powers", ["decide"])).findings;
    assert.match(decide!.basis!.zh, /行政许可法.*第二十四条/);
  });

  it("warns of a file that no signature would cover, and goes on", () => {
    const { texts } = check();
    texts.set("services/old/forgotten.json", "{}");
    const { findings, bundle } = checkTexts(texts, definitionKinds);
    assert.deepEqual(found({ findings }), ["FILE_UNUSED services/old/forgotten.json "]);
    assert.equal(findings[0]!.level, "warning");
    assert.ok(bundle);
  });

  it("never throws and never calls broken texts sound", () => {
    const { texts } = check();
    const paths = [...texts.keys()];
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.nat(),
        fc.nat(40),
        fc.string({ maxLength: 5 }),
        (path, where, length, inserted) => {
          const text = texts.get(path)!;
          const at = where % text.length;
          const broken = text.slice(0, at) + inserted + text.slice(at + length);
          const { findings, bundle } = checkTexts(new Map([...texts, [path, broken]]), definitionKinds);
          assert.equal(
            bundle === undefined,
            findings.some(({ level }) => level === "error"),
          );
          for (const { line, column } of findings) assert.ok(line >= 1 && column >= 1);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("an agreement's folder", () => {
  it("is refused kindly where it is none, or not UTF-8", async () => {
    const nowhere = await readFolder("/nowhere/at/all");
    assert.equal(nowhere.ok || nowhere.refusal.code, "FOLDER_NOT_FOUND");
    const root = await mkdtemp(join(tmpdir(), "tongwulang-folder-"));
    const folder = join(root, "agreements", "sample");
    await mkdir(folder, { recursive: true });
    const empty = await readFolder(folder);
    assert.ok(empty.ok);
    assert.deepEqual(found(checkTexts(empty.value, definitionKinds)), ["AGREEMENT_MISSING agreement.json "]);
    await writeFile(join(folder, "agreement.json"), Buffer.from([0x22, 0xd6, 0xd0, 0x22]));
    const gbk = await readFolder(folder);
    assert.equal(gbk.ok || gbk.refusal.code, "DEFINITION_ENCODING");
    await rm(root, { recursive: true });
  });
});
