import type { DocumentFacts } from "./document-facts.ts";
import { drawUp } from "./draw-up.ts";
import { gap, saidAtoms, type Style } from "./pdf-passages.ts";
import { bodyAtoms, closingAtoms, footAtoms, heightOf } from "./pdf-closing.ts";
import { inPoints, Page, sealRed, type Atom, type Frame } from "./pdf-page.ts";
import type { Sheet } from "./sheet.ts";
import { typeset } from "./typeset.ts";

const frames: Record<Sheet["shape"], Frame> = {
  letter: { top: inPoints(30), bottom: inPoints(24), left: inPoints(28), right: inPoints(26) },
  form: { top: inPoints(18), bottom: inPoints(17), left: inPoints(24), right: inPoints(22) },
};

const markAtom = (sheet: Sheet, style: Style): Atom => {
  const leading = Math.max(22, style.leading);
  const size = style.size * 0.88;
  const number = typeset(sheet.number, { size, width: style.width, align: "right" })[0]!;
  const mark = typeset(style.language === "en" ? "示例 SAMPLE" : "示 例", {
    size: 11,
    width: 90,
    weight: 700,
    align: "centre",
  })[0]!;
  const width = style.language === "en" ? 90 : 54;
  return {
    height: leading + 4,
    clings: true,
    draw: (page, y) => {
      if (sheet.sample) {
        page.artifact((pdf) =>
          pdf
            .lineWidth(1.2)
            .strokeColor(sealRed)
            .rect(style.left, y + leading / 2 - 9, width, 18)
            .stroke(),
        );
        page.line(mark, y, { x: style.left - (90 - width) / 2, size: 11, leading, colour: sealRed });
      }
      page.line(number, y, { x: style.left, size, leading });
    },
  };
};

const headAtoms = (sheet: Sheet, style: Style): Atom[] => {
  const { width } = style;
  const isLong = sheet.title.zh.length > 8;
  const size = isLong ? 21 : 24;
  const rule: Atom = {
    height: 14,
    draw: (page, y) =>
      page.artifact((pdf) => {
        pdf
          .lineWidth(1.2)
          .strokeColor("#111111")
          .moveTo(style.left, y + 7)
          .lineTo(style.left + width, y + 7)
          .stroke();
      }),
  };
  const acting = sheet.acting && {
    zh: `（${sheet.acting.zh}）`,
    ...(sheet.acting.en && { en: sheet.acting.en }),
  };
  return [
    ...saidAtoms(sheet.issuer, { size: 18, leading: 26, width, weight: 700, align: "centre" }, style),
    ...(acting ? saidAtoms(acting, { size: 11, leading: 17, width, align: "centre" }, style) : []),
    ...saidAtoms(
      sheet.title,
      {
        size,
        leading: size * 1.45,
        width,
        weight: 700,
        align: "centre",
        tracking: isLong ? 0.4 : 3,
        tag: "H1",
      },
      style,
    ),
    rule,
    markAtom(sheet, style),
  ].map((atom) => ({ ...atom, clings: true }));
};

/** From the end back, what stays with the seal: its last lines, or the last rows of a table. */
const clingToSeal = (body: Atom[]): Atom[] =>
  body.map((atom, at) => (at >= body.length - 3 ? { ...atom, clings: true } : atom));

const sizes: Record<Sheet["shape"], { size: number; leading: number; table: number }[]> = {
  // Size three as GB/T 9704 asks; a letter that would run over by a few lines is set smaller instead.
  letter: [
    { size: 16, leading: 28.5, table: 12 },
    { size: 15, leading: 26, table: 12 },
    { size: 14, leading: 23, table: 11 },
    { size: 13, leading: 20.5, table: 10.5 },
  ],
  form: [{ size: 11.5, leading: 18.5, table: 10.5 }],
};

const atomsOf = (sheet: Sheet, style: Style): Atom[] => [
  ...headAtoms(sheet, style),
  ...clingToSeal(bodyAtoms(sheet, style)),
  ...closingAtoms(sheet, style).map((atom) => ({ ...atom, clings: true })),
  { ...gap(8), clings: true },
  ...footAtoms(sheet, style),
];

/** In the largest size that fits one sheet; in the first where none does. */
const setIn = (sheet: Sheet, page: Page): Atom[] => {
  let first: Atom[] | undefined;
  for (const size of sizes[sheet.shape]) {
    const atoms = atomsOf(sheet, {
      ...size,
      width: page.width,
      left: page.frame.left,
      language: sheet.language,
    });
    if (heightOf(atoms) <= page.height) return atoms;
    first ??= atoms;
  }
  return first!;
};

/** The document as a file: the same sheet as the page, with its fonts, text that can be searched and read aloud. */
export const renderPdf = async (facts: DocumentFacts): Promise<Uint8Array> => {
  const sheet = drawUp(facts);
  const page = new Page(frames[sheet.shape], `${sheet.title.zh} ${sheet.number}`, sheet.issuer.zh);
  page.flow(setIn(sheet, page));
  return page.finish((number, of) => {
    const words = of === 1 ? `— ${number} —` : `— ${number} / ${of} —`;
    return typeset(words, { size: 11, width: page.width, align: "centre" })[0]!;
  });
};
