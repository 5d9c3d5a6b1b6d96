import { inPoints, Page } from "#cases/documents/pdf-page.ts";
import { typeset } from "#cases/documents/typeset.ts";

const frame = { top: inPoints(40), bottom: inPoints(24), left: inPoints(28), right: inPoints(26) };

const draw = (name: string): Promise<Uint8Array> => {
  const page = new Page(frame, `示例材料 ${name}`, "示例");
  const lines = [
    { text: "示例材料", size: 24, y: frame.top },
    { text: name, size: 18, y: frame.top + 60 },
    { text: "本页为试用系统生成的示例，不是真实材料。", size: 12, y: frame.top + 110 },
    { text: "A sample page made for the trial; no real paper.", size: 11, y: frame.top + 135 },
  ];
  for (const { text, size, y } of lines)
    for (const [row, line] of typeset(text, { size, width: page.width, align: "centre" }).entries())
      page.line(line, y + row * size * 1.5, { x: frame.left, size, leading: size * 1.5 });
  return page.finish((number, of) => typeset(`${number} / ${of}`, { size: 11, width: 80 })[0]!);
};

const drawn = new Map<string, Promise<Uint8Array>>();

/** A page that stands for a paper somebody handed in; drawn once for each name. */
export const samplePaper = (name: string): Promise<Uint8Array> => {
  const paper = drawn.get(name) ?? draw(name);
  drawn.set(name, paper);
  return paper;
};
