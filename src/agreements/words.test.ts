import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { caseDefinitions } from "#cases/definition-kinds.ts";
import { differences } from "./difference.ts";
import { exampleBundle, exampleGrant, exampleItem, wuqing } from "./example-agreement.ts";
import { findingTexts } from "./finding-texts.ts";
import { matchesPath } from "./match-path.ts";
import { agreementRefusals } from "./refusals.ts";
import { sayGrant } from "./say-grant.ts";

const nameOf = (party: string) => ({ zh: `地${party}`, en: `Place${party}` });

describe("a grant in words", () => {
  it("says who may do what for whom, what may be told, by when, and that deciding stays where it is", () => {
    const sentences = sayGrant({ cases: exampleGrant({ to: [wuqing] }) }, nameOf, 3);
    const zh = sentences.map((one) => one.zh).join("");
    const en = sentences.map((one) => one.en).join(" ");
    for (const part of [
      "地120114",
      "3 个事项",
      "收件",
      "一次性告知补正",
      "申请人姓名或名称",
      "1 个工作日",
      "决定权不变",
    ])
      assert.ok(zh.includes(part), part);
    for (const part of [
      "Place120114",
      "3 items",
      "receive papers",
      "applicant’s name",
      "1 working day",
      "no clause can grant it",
    ])
      assert.ok(en.includes(part), part);
  });

  it("has words for every power, and never shows a code", () => {
    const [power] = sayGrant(
      { cases: exampleGrant({ powers: ["verify-identity", "copy-for-archive"] }) },
      nameOf,
      1,
    );
    assert.doesNotMatch(power!.zh, /undefined|verify/);
    const [governance] = sayGrant(
      { governance: { agreements: ["propose", "sign", "end"], exchange: ["refuse"] } },
      nameOf,
      0,
    );
    assert.doesNotMatch(governance!.zh, /undefined|propose/);
  });
});

describe("the difference of two versions", () => {
  it("is nothing between a version and itself", () => {
    assert.deepEqual(differences(exampleBundle(), exampleBundle(), caseDefinitions), []);
  });

  it("names a deadline that changed in a file, by its words", () => {
    const after = exampleBundle();
    (after.files["services/sample-certificate.json"] as ReturnType<typeof exampleItem>).promisedLimit.n = 8;
    const [only, ...others] = differences(exampleBundle(), after, caseDefinitions);
    assert.deepEqual(others, []);
    assert.deepEqual([only!.before, only!.after, only!.kind], ["10 个工作日", "8 个工作日", "changed"]);
    assert.match(only!.where.zh, /示例证明开具 › 承诺办结时限$/);
    assert.match(only!.where.en, /Promised time limit/);
    assert.deepEqual(only!.said.after, { zh: "8 个工作日", en: "8 working days" });
  });

  it("names entries as pages do, in both languages, and never by how they are written in the file", () => {
    const after = exampleBundle();
    const item = after.files["services/sample-certificate.json"] as ReturnType<typeof exampleItem>;
    const fee = {
      name: { zh: "工本费", en: "Cost of the document" },
      amountFen: "500",
      per: { zh: "件", en: "case" },
      basis: { zh: "示例", en: "Sample" },
    };
    Object.assign(item, { fees: [fee], materials: item.materials.slice(0, -1) });
    const found = differences(exampleBundle(), after, caseDefinitions);
    for (const { where, said } of found)
      for (const words of [where, said.before, said.after])
        if (words) assert.doesNotMatch(words.zh + words.en, /[{}"]|fees|amountFen|materials/);
    assert.deepEqual(found.find(({ said }) => said.after)?.said.after?.en, "Cost of the document");
  });

  it("shows an inserted entry as one addition, not as a change of all that follow", () => {
    const after = exampleBundle();
    const clause = after.agreement.clauses[0]!;
    after.agreement.clauses.unshift({ ...clause, id: "new.clause", grants: [] });
    const found = differences(exampleBundle(), after, caseDefinitions);
    assert.deepEqual(
      found.map(({ kind, path }) => `${kind} ${path}`),
      ["added clauses.new.clause"],
    );
  });

  it("is the same, turned round, when the versions change places", () => {
    const number = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(number, number, fc.boolean(), (a, b, isEnding) => {
        const one = exampleBundle(
          { ...(isEnding && { endsOn: "2027-01-01" }) },
          { relayLimit: { n: a, unit: "workday" } },
        );
        const two = exampleBundle({}, { relayLimit: { n: b, unit: "day" } });
        const there = differences(one, two, caseDefinitions);
        const back = differences(two, one, caseDefinitions);
        assert.deepEqual(
          there.map(({ path, before, after }) => String([path, before, after])).toSorted(),
          back.map(({ path, before, after }) => String([path, after, before])).toSorted(),
        );
      }),
    );
  });
});

describe("a pattern of files", () => {
  it("stays within its folder", () => {
    assert.ok(matchesPath("services/*.json", "services/a.json"));
    assert.ok(!matchesPath("services/*.json", "services/old/a.json"));
    assert.ok(!matchesPath("services/*.json", "services/a.txt"));
    assert.ok(!matchesPath("*.json", "services/a.json"));
    assert.ok(matchesPath("a*b*c", "abbc"));
    assert.ok(!matchesPath("ab*ba", "aba"));
  });

  it("means the same as the regular expression for it", () => {
    const part = fc.stringMatching(/^[ab*]{0,6}$/);
    fc.assert(
      fc.property(part, fc.stringMatching(/^[ab]{0,6}$/), (pattern, path) => {
        assert.equal(matchesPath(pattern, path), new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(path));
      }),
    );
  });
});

describe("every refusal and finding", () => {
  it("is complete in both languages and says what to do next", () => {
    for (const [code, text] of [...Object.entries(agreementRefusals), ...Object.entries(findingTexts)]) {
      assert.match(text.zh, /[一-鿿]/, code);
      assert.doesNotMatch(text.en, /[一-鿿]/, code);
      assert.ok(text.next?.zh && text.next.en, code);
    }
  });
});
