import { passageAtoms, gap, saidAtoms, textAtoms, type Style } from "./pdf-passages.ts";
import { inPoints, sealRed, type Atom, type Page } from "./pdf-page.ts";
import { qrPath } from "./qr-path.ts";
import type { Passage, Sheet } from "./sheet.ts";
import { typeset, type Setting } from "./typeset.ts";

const ring = inPoints(21);

/** Names no authority and says what it is, so that nobody can take it for a seal. */
const drawSampleSeal = (page: Page, x: number, y: number): void =>
  page.figure("示例印章，无效 / sample seal, not valid", (pdf) => {
    pdf
      .rotate(-6, { origin: [x, y] })
      .opacity(0.85)
      .strokeColor(sealRed);
    pdf
      .lineWidth(3)
      .circle(x, y, ring * 0.95)
      .stroke();
    pdf
      .lineWidth(0.8)
      .circle(x, y, ring * 0.87)
      .stroke();
    const words = (text: string, up: number, setting: Omit<Setting, "width" | "align">) => {
      const width = 2 * ring;
      page.label(
        typeset(text, { ...setting, width, align: "centre" })[0]!,
        x - ring,
        y - up,
        setting.size,
        sealRed,
      );
    };
    words("示例印章", ring * 0.42, { size: 14, weight: 700 });
    words("SAMPLE SEAL", -ring * 0.56, { size: 7, weight: 700 });
    words("NOT VALID", -ring * 0.71, { size: 7, weight: 700 });
  });

const stack = (atoms: readonly Atom[], page: Page, y: number): void => {
  atoms.reduce((top, atom) => {
    atom.draw(page, top);
    return top + atom.height;
  }, y);
};
export const heightOf = (atoms: readonly Atom[]): number =>
  atoms.reduce((sum, { height }) => sum + height, 0);

/** Who signs and when, in the middle of a column, with the seal over both. */
const closingAtom = (sheet: Sheet, style: Style, left: number, width: number): Atom => {
  const { closing } = sheet;
  const set = { size: style.size, leading: style.leading * 0.9, width, align: "centre" } as const;
  const lines = [closing.issuer, closing.day].flatMap(({ zh }) => textAtoms(zh, set, left));
  if (closing.sealed === "empty")
    lines.push(...textAtoms("（印章）", { ...set, size: style.size * 0.8, colour: "#888888" }, left));
  const height = Math.max(2 * ring, heightOf(lines));
  return {
    height,
    draw: (page, y) => {
      if (closing.sealed === "sample") drawSampleSeal(page, left + width / 2, y + height / 2);
      stack(lines, page, y + (height - heightOf(lines)) / 2);
    },
  };
};

const codeAtom = (passage: Extract<Passage, { kind: "code" }>, style: Style, width: number): Atom => {
  const side = inPoints(30);
  const { path, width: squares } = qrPath(passage.text);
  const column: Style = { ...style, left: style.left + side + 12, width: width - side - 12 };
  const small = { size: 9, leading: 13, width: column.width, align: "left" } as const;
  const words = [
    ...saidAtoms(passage.label, small, column),
    ...textAtoms(
      passage.code,
      { size: 17, leading: 24, width: column.width, weight: 700, align: "left", tracking: 2 },
      column.left,
    ),
    ...passage.notes.flatMap((note) => saidAtoms(note, small, column)),
  ];
  const height = Math.max(side, heightOf(words));
  return {
    height,
    draw: (page, y) => {
      page.figure(`${passage.label.zh} ${passage.code}`, (pdf) =>
        pdf
          .translate(style.left, y + (height - side) / 2)
          .scale(side / squares)
          .path(path)
          .fill("#000000"),
      );
      stack(words, page, y + (height - heightOf(words)) / 2);
    },
  };
};

/** The end of a document; it keeps the last lines of the text with it, so that no seal stands on an empty page. */
export const closingAtoms = (sheet: Sheet, style: Style): Atom[] => {
  const last = sheet.passages.at(-1);
  if (last?.kind !== "code") {
    const width = inPoints(88);
    return [
      { ...gap(sheet.shape === "form" ? 4 : 14), clings: true },
      closingAtom(sheet, style, style.left + style.width - width, width),
    ];
  }
  const right = inPoints(60);
  const code = codeAtom(last, style, style.width - right);
  const closing = closingAtom(sheet, style, style.left + style.width - right, right);
  const height = Math.max(code.height, closing.height);
  return [
    {
      height,
      draw: (page, y) => {
        code.draw(page, y + (height - code.height) / 2);
        closing.draw(page, y + (height - closing.height) / 2);
      },
    },
  ];
};

/** Telephones, number and clause, below a rule. */
export const footAtoms = (sheet: Sheet, style: Style): Atom[] => {
  const set = { size: 9.5, leading: 13.5, width: style.width, align: "left", colour: "#333333" } as const;
  const rule: Atom = {
    height: 12,
    draw: (page, y) =>
      page.artifact((pdf) => {
        pdf
          .lineWidth(0.6)
          .strokeColor("#444444")
          .moveTo(style.left, y + 6)
          .lineTo(style.left + style.width, y + 6)
          .stroke();
      }),
  };
  const lines = sheet.foot.flatMap((words) => saidAtoms(words, set, style));
  return [rule, ...lines].map((atom, at, all) => ({ ...atom, clings: at < all.length - 1 }));
};

export const bodyAtoms = (sheet: Sheet, style: Style): Atom[] =>
  sheet.passages.flatMap((passage) => passageAtoms(passage, style));
