import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import test from "node:test";
import fc from "fast-check";
import { Item } from "../item.ts";
import { findShippedProcedure } from "../procedures.ts";
import { DocumentKind } from "../view.ts";
import { authorityOf, dayWords } from "./document-facts.ts";
import { drawUp } from "./draw-up.ts";
import { exampleFacts } from "./example-facts.ts";
import { renderDocument } from "./render-document.ts";
import { renderHtml } from "./render-html.ts";
import { titleOf } from "./titles.ts";

const plain = (markup: string): string =>
  markup
    .replace(/<style>[\s\S]*?<\/style>/, "")
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, "");

for (const kind of DocumentKind.options)
  test(`${kind}: says whose it is, its number, its day and the clause, in the words of the statute`, () => {
    const facts = exampleFacts(kind);
    const text = plain(renderHtml(facts));
    for (const words of [
      authorityOf(facts).name.zh,
      titleOf(facts).zh,
      facts.document.number,
      dayWords(facts.document.issuedOn).zh,
      "一地受理、异地审批",
      "market.cross-region-services",
      "监督投诉电话",
      "示例印章",
    ])
      assert.ok(text.includes(words), `${kind} lacks ${words}`);
    assert.ok(!text.includes("undefined") && !text.includes("[object"), text);
  });

test("the Chinese text stays whole where English is asked for", () => {
  for (const kind of DocumentKind.options) {
    const inEnglish = renderHtml(exampleFacts(kind, { language: "en" }));
    const withoutEnglish = inEnglish.replace(/<span class="en" lang="en">[\s\S]*?<\/span>/g, "");
    assert.equal(plain(withoutEnglish), plain(renderHtml(exampleFacts(kind))));
    assert.match(inEnglish, /lang="en">Tongzhou District Administration for Market Regulation/);
  }
});

test("a window that acts for another authority says so, and the authority signs", () => {
  const { issuer, acting, closing } = drawUp(exampleFacts("acceptance"));
  assert.equal(issuer.zh, "通州区市场监督管理局");
  assert.equal(closing.issuer.zh, issuer.zh);
  assert.equal(acting?.zh, "由武清区政务服务窗口代为受理");
  assert.equal(drawUp(exampleFacts("decision-granted")).acting, undefined);
});

test("the receipt lists what was handed in, masks numbers and carries the code that finds the case", () => {
  const facts = exampleFacts("receipt");
  const text = plain(renderHtml(facts));
  assert.ok(text.includes("营业执照") && text.includes("数据共享取得") && text.includes("尚未提交"));
  assert.ok(text.includes("收件不等于受理") && text.includes("2026年11月27日"));
  assert.ok(!text.includes(facts.file.applicant.idNumber) && !text.includes(facts.file.agent!.idNumber));
  const code = drawUp(facts).passages.find((passage) => passage.kind === "code");
  assert.equal(code?.text, `TWL:${facts.file.number}:${facts.file.trackingCode}`);
});

test("an acceptance that the law deems says that it is one", () => {
  const facts = exampleFacts("acceptance");
  const document = { ...facts.document, facts: { ...facts.document.facts, reason: "deemed" } };
  const text = plain(renderHtml({ ...facts, document }));
  assert.ok(text.includes("第三十二条第一款第（四）项") && text.includes("即为受理"));
});

test("a supplement notice numbers every defect and says that nothing more may be asked", () => {
  const text = plain(renderHtml(exampleFacts("supplement")));
  assert.ok(text.includes("共三项") && text.includes("第三十二条第一款第（四）项"));
  assert.ok(text.includes("不得再就其他材料要求补正") && text.includes("2026年12月14日前"));
});

test("a refusal names the body that is competent; a denial its reasons and both remedies with their bodies", () => {
  assert.ok(plain(renderHtml(exampleFacts("refusal"))).includes("香河县市场监督管理局"));
  const denial = plain(renderHtml(exampleFacts("decision-denied")));
  for (const words of ["六十日内", "六个月内", "通州区人民政府", "有管辖权的人民法院", "第三十八条第二款"])
    assert.ok(denial.includes(words), words);
});

test("a day that next year's calendar may move is marked as provisional", () => {
  assert.ok(plain(renderHtml(exampleFacts("extension"))).includes("2027年1月6日（暂定"));
});

test("what is no licence is not called one, and the licensing law is gone by, not cited as its own", () => {
  const facts = exampleFacts("decision-granted");
  const text = plain(renderHtml({ ...facts, item: { ...facts.item, typeCode: "20" } }));
  assert.ok(text.includes("准予办理决定书") && text.includes("参照《中华人民共和国行政许可法》"));
  assert.ok(!text.includes("准予行政许可"));
});

test("in earnest there is no sample seal and no sample mark, only an empty place", () => {
  const facts = exampleFacts("acceptance", { trial: false });
  const applicant = {
    ...facts.file.applicant,
    kind: "person" as const,
    name: "张三",
    idNumber: "110105194912310021",
  };
  const item = { ...facts.item, unverified: [] };
  const text = plain(renderHtml({ ...facts, item, file: { ...facts.file, applicant } }));
  assert.ok(!text.includes("示例") && text.includes("（印章）"));
  assert.ok(plain(renderHtml(exampleFacts("acceptance", { trial: false }))).includes("示例"));
});

test("no fact of a case becomes markup", () => {
  const skeleton = (page: string) => page.match(/<[^>]*>/g)!.filter((tag) => !tag.startsWith("<path"));
  const texts = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 80 }),
    fc.constantFrom(
      '<script>alert("1")</script>',
      '"><img src=x onerror=alert(1)>',
      "'--></style><b>",
      "${x}&lt;",
      "</td>",
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom(...DocumentKind.options), texts, (kind, text) => {
      const facts = exampleFacts(kind);
      const withText = (words: string) => {
        const said = `字${words.replace(/\s/g, " ")}字`;
        const spoilt: Record<string, unknown> = {};
        for (const name of ["reasons", "reason", "competent", "remedies", "recipient", "approver"])
          if (name in facts.document.facts && kind !== "acceptance") spoilt[name] = said.slice(0, 490);
        if ("defects" in facts.document.facts) spoilt["defects"] = [{ material: said, what: said }];
        const names = { zh: said, en: said };
        return renderHtml({
          ...facts,
          document: { ...facts.document, number: said, facts: { ...facts.document.facts, ...spoilt } },
          file: {
            ...facts.file,
            itemName: names,
            trackingCode: "ABCDEF",
            applicant: { ...facts.file.applicant, name: said, idNumber: said },
            clause: { ...facts.file.clause!, clause: said },
          },
          clause: { agreementTitle: names, clauseTitle: names },
        });
      };
      assert.deepEqual(
        skeleton(withText(text.replace(/[\u2028\u2029\u0085]/g, " "))),
        skeleton(withText("word")),
      );
    }),
    { numRuns: 150 },
  );
});

test("a page brings everything with it: no script, no address, nothing to fetch", () => {
  for (const kind of DocumentKind.options)
    assert.doesNotMatch(renderHtml(exampleFacts(kind)), /<script|<link|<img|https?:|url\(|@import|\son\w+=/i);
});

test("a document is answered as a page or as a file with its title for a name", async () => {
  const page = await renderDocument(exampleFacts("acceptance"), "html");
  assert.equal(page.name, "受理通知书-通武受〔2026〕7号.html");
  const file = await renderDocument(exampleFacts("acceptance"), "pdf");
  assert.equal(file.mediaType, "application/pdf");
  assert.equal(file.size, (file.content as Uint8Array).byteLength);
});

test("every item that is shipped can have every document, whoever decides", () => {
  const items = globSync("definitions/agreements/*/services/*.json").map((path) =>
    Item.parse(JSON.parse(readFileSync(path, "utf8"))),
  );
  assert.ok(items.length > 0);
  for (const item of items)
    for (const { party, code, name } of item.authorities)
      for (const kind of DocumentKind.options) {
        const facts = exampleFacts(kind);
        const file = { ...facts.file, item: code, itemId: item.id, itemName: item.name, deciding: party };
        const procedure = findShippedProcedure(item)!;
        const text = plain(renderHtml({ ...facts, item, procedure, file }));
        assert.ok(
          text.includes(name.zh.replace(/\s/g, "")) && !text.includes("undefined"),
          `${item.id} ${party} ${kind}`,
        );
      }
});
