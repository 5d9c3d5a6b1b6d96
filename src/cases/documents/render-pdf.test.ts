import assert from "node:assert/strict";
import test from "node:test";
import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { DocumentKind } from "../view.ts";
import { exampleFacts } from "./example-facts.ts";
import { findFace } from "./fonts.ts";
import { renderPdf } from "./render-pdf.ts";
import { titleOf } from "./titles.ts";
import { typeset } from "./typeset.ts";

const pagesOf = (pdf: string): number => pdf.match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;

/** Every character that the file's fonts can be searched for, from their maps back to Unicode. */
const searchable = (pdf: string): Set<string> => {
  const found = new Set<string>();
  for (const [, stream] of pdf.matchAll(/stream\n([\s\S]*?)\nendstream/g)) {
    let text = "";
    try {
      text = inflateSync(Buffer.from(stream!, "latin1")).toString("latin1");
    } catch {
      continue; // not a compressed stream
    }
    if (!text.includes("beginbfrange")) continue;
    for (const [, hex] of text.matchAll(/<([0-9a-f]{4})>/gi))
      found.add(String.fromCharCode(Number.parseInt(hex!, 16)));
  }
  return found;
};

const drawn = async (...given: Parameters<typeof exampleFacts>): Promise<string> =>
  Buffer.from(await renderPdf(exampleFacts(...given))).toString("latin1");

test("every kind becomes a small file with its own fonts, language, title and structure", async () => {
  for (const kind of DocumentKind.options)
    for (const language of ["zh", "en"] as const) {
      const pdf = await drawn(kind, { language });
      assert.ok(pdf.startsWith("%PDF-1.7") && pdf.length < 300_000, `${kind} ${pdf.length}`);
      for (const mark of [
        "/StructTreeRoot",
        "/Lang (zh-CN)",
        "/FontFile2",
        "/ToUnicode",
        "/DisplayDocTitle true",
      ])
        assert.ok(pdf.includes(mark), `${kind} lacks ${mark}`);
      const characters = searchable(pdf);
      for (const character of titleOf(exampleFacts(kind)).zh)
        assert.ok(characters.has(character), `${kind} ${character}`);
    }
});

test("forms and short letters keep to one sheet", async () => {
  for (const kind of [
    "receipt",
    "acceptance",
    "extension",
    "special-procedure",
    "decision-granted",
    "service-return",
  ] as const)
    assert.equal(pagesOf(await drawn(kind)), 1, kind);
});

test("long reasons and long lists run on over further sheets", async () => {
  const denied = exampleFacts("decision-denied");
  const reasons = "现场核查发现设备布局与申报不一致，生熟交叉，尚未整改到位。".repeat(60);
  const document = { ...denied.document, facts: { ...denied.document.facts, reasons } };
  assert.ok(pagesOf(await drawn("decision-denied", { document })) >= 3);
  const asked = exampleFacts("supplement");
  const defects = Array.from({ length: 30 }, (_, at) => ({
    material: `paper-${at}`,
    what: "请补交。".repeat(40),
  }));
  const list = { ...asked.document, facts: { ...asked.document.facts, defects } };
  assert.ok(pagesOf(await drawn("supplement", { document: list })) >= 4);
});

test("rare characters in names are drawn, or their numbers are", async () => {
  const facts = exampleFacts("acceptance");
  const file = { ...facts.file, applicant: { ...facts.file.applicant, name: "龘䶮𠮷\u{2ffff}" } };
  const pdf = await drawn("acceptance", { file });
  assert.ok(searchable(pdf).has("龘"));
  assert.ok(findFace("鎔".codePointAt(0)!, 400)?.name.startsWith("30-"));
  assert.deepEqual(
    typeset("\u{2ffff}", { size: 10, width: 500 })
      .flat()
      .map(({ text }) => text)
      .join(""),
    "〔U+2FFFF〕",
  );
});

const words = fc.array(
  fc.oneof(
    fc.constantFrom(..."的一是在不了有和人这中大为上个国我以要他，。、；：“”（）《》—…".split("")),
    fc.constantFrom(" Tongzhou ", " TZ-0117 ", " 2026 "),
  ),
  { minLength: 1, maxLength: 120 },
);

test("a paragraph cut into lines keeps every character and starts no line with a closing mark", () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 240, max: 460 }), (parts, width) => {
      const text = parts.join("");
      const lines = typeset(text, { size: 12, width, indent: 24 });
      const said = lines
        .flat()
        .map((run) => run.text)
        .join("");
      assert.equal(said.replaceAll(" ", ""), text.replaceAll(" ", ""));
      for (const line of lines.slice(1))
        if (line.length > 0 && /^[，。、；：）》”]/.test(line[0]!.text))
          assert.ok(/[，。、；：“”（）《》—…]{3}/.test(text), `${line[0]!.text} begins a line of ${text}`);
      for (const line of lines)
        for (const run of line) assert.ok(run.x >= -0.01 && run.x <= width + 12, `${run.text} at ${run.x}`);
    }),
    { numRuns: 300 },
  );
});
