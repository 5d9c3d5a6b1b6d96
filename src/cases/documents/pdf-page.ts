import PDFDocument from "pdfkit";
import type { Face } from "./fonts.ts";
import type { Line } from "./typeset.ts";

/** Something of fixed height that is never cut; `clings` keeps it on the page of what follows. */
export type Atom = {
  height: number;
  clings?: boolean;
  /** Drawn again above this where it begins a page: the head of a table. */
  head?: Atom;
  draw: (page: Page, y: number) => void;
};

export type Frame = { top: number; bottom: number; left: number; right: number };
export type Tag = "H1" | "P" | "TD" | "TH" | "Figure";

export const inPoints = (millimetres: number): number => (millimetres * 72) / 25.4;
const paper = { width: inPoints(210), height: inPoints(297) };
export const sealRed = "#b8352b";

/** A4 sheets on which lines of text, rules and pictures are put, each tagged for readers that read aloud. */
export class Page {
  readonly pdf: PDFKit.PDFDocument;
  readonly frame: Frame;
  private readonly known = new Set<string>();
  private readonly root: PDFKit.PDFStructureElement;

  constructor(frame: Frame, title: string, author: string) {
    this.frame = frame;
    this.pdf = new PDFDocument({
      size: "A4",
      margin: 0,
      bufferPages: true,
      tagged: true,
      lang: "zh-CN",
      displayTitle: true,
      pdfVersion: "1.7",
      // pdfkit's own first font is one of the fourteen that carry no Chinese and no outlines.
      font: null as unknown as string,
      info: { Title: title, Author: author, Creator: "Tongwulang", Producer: "Tongwulang" },
    });
    this.root = this.pdf.struct("Document");
    this.pdf.addStructure(this.root);
  }

  get width(): number {
    return paper.width - this.frame.left - this.frame.right;
  }

  get height(): number {
    return paper.height - this.frame.top - this.frame.bottom;
  }

  private use({ name, content, member }: Face): void {
    if (!this.known.has(name)) this.pdf.registerFont(name, content as unknown as string, member);
    this.known.add(name);
    this.pdf.font(name);
  }

  private runs(line: Line, x: number, baseline: number, size: number, tracking: number): void {
    for (const run of line) {
      this.use(run.face);
      this.pdf.fontSize(size).text(run.text, x + run.x, baseline, {
        lineBreak: false,
        baseline: "alphabetic",
        characterSpacing: run.spread + tracking,
        features: { kern: false } as unknown as PDFKit.Mixins.OpenTypeFeatures[],
      });
    }
  }

  /** A line of text; `y` is its top and `leading` its height. */
  line(
    line: Line,
    y: number,
    style: { x: number; size: number; leading: number; tag?: Tag; colour?: string; tracking?: number },
  ): void {
    const { x, size, leading, tag = "P", colour = "#111111", tracking = 0 } = style;
    const element = this.pdf.struct(tag);
    this.root.add(element);
    element.add(this.pdf.markStructureContent(tag));
    this.pdf.fillColor(colour);
    this.runs(line, x, y + leading / 2 + size * 0.36, size, tracking);
    this.pdf.endMarkedContent();
    element.end();
  }

  /** What carries no meaning of its own: rules, boxes, page numbers. */
  artifact(draw: (pdf: PDFKit.PDFDocument) => void): void {
    this.pdf.markContent("Artifact");
    this.pdf.save();
    draw(this.pdf);
    this.pdf.restore();
    this.pdf.endMarkedContent();
  }

  /** A picture with words for who cannot see it. */
  figure(alt: string, draw: (pdf: PDFKit.PDFDocument) => void): void {
    const element = this.pdf.struct("Figure", { alt });
    this.root.add(element);
    element.add(this.pdf.markStructureContent("Figure"));
    this.pdf.save();
    draw(this.pdf);
    this.pdf.restore();
    this.pdf.endMarkedContent();
    element.end();
  }

  /** Text inside a picture, at its baseline. */
  label(line: Line, x: number, baseline: number, size: number, colour: string): void {
    this.pdf.fillColor(colour);
    this.runs(line, x, baseline, size, 0);
  }

  /** Puts atoms one below the other; those that cling move on together. */
  flow(atoms: readonly Atom[]): void {
    const { top, bottom } = this.frame;
    let y = top;
    for (let at = 0; at < atoms.length;) {
      let end = at + 1;
      while (atoms[end - 1]!.clings && end < atoms.length) end += 1;
      const group = atoms.slice(at, end);
      const needed = group.reduce((sum, { height }) => sum + height, 0);
      if (y > top && y + needed > paper.height - bottom) {
        this.pdf.addPage();
        y = top;
        const { head } = group[0]!;
        head?.draw(this, y);
        y += head?.height ?? 0;
      }
      for (const atom of group) {
        atom.draw(this, y);
        y += atom.height;
      }
      at = end;
    }
  }

  /** Numbers the sheets and answers the file. */
  async finish(numbered: (page: number, of: number) => Line): Promise<Uint8Array> {
    const { count } = this.pdf.bufferedPageRange();
    for (let at = 0; at < count; at += 1) {
      this.pdf.switchToPage(at);
      this.artifact(() =>
        this.label(
          numbered(at + 1, count),
          this.frame.left,
          paper.height - this.frame.bottom + 30,
          11,
          "#111111",
        ),
      );
    }
    this.root.end();
    const parts: Uint8Array[] = [];
    this.pdf.on("data", (part: Uint8Array) => parts.push(part));
    const ended = new Promise<void>((resolve, reject) => this.pdf.on("end", resolve).on("error", reject));
    this.pdf.end();
    await ended;
    return Buffer.concat(parts);
  }
}
