import { findFace, type Face, type Weight } from "./fonts.ts";
import { printable } from "./sheet.ts";

/** A stretch of one font on a line, at `x` from the line's start; `spread` is added after each character. */
export type Run = { text: string; face: Face; x: number; spread: number };
export type Line = Run[];
export type Setting = {
  size: number;
  width: number;
  weight?: Weight;
  indent?: number;
  align?: "justify" | "left" | "centre" | "right";
  tracking?: number;
  /** English: this font has only wide quotation marks, so straight ones stand in for them. */
  latin?: boolean;
};

/** What stays together on a line: a Chinese character, or a word of another script. */
type Piece = { text: string; face: Face; width: number; wide: boolean };

const notAtStart = new Set("，。、；：？！）》〉」』〕】”’…—·%％‰℃,.;:?!)]}");
const notAtEnd = new Set("（《〈「『〔【“‘([{");
/** Their ink is in the left half, so at the end of a line the right half may hang out. */
const hanging = new Set("，。、；：）》〉」』〕】");
const isWide = (character: string): boolean =>
  /[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[\u{20000}-\u{3ffff}]/u.test(character);

const notation = (codePoint: number): string =>
  `〔U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}〕`;

const piecesOf = (
  text: string,
  { size, weight = 400, width, tracking = 0, latin = false }: Setting,
): Piece[] => {
  const pieces: Piece[] = [];
  const add = (character: string): void => {
    const codePoint = character.codePointAt(0)!;
    const face = findFace(codePoint, weight);
    // No font here has it: its number is printed, so that a name is never silently cut.
    if (!face) {
      for (const one of notation(codePoint)) add(one);
      return;
    }
    const wide = isWide(character) && !(latin && codePoint < 0x2e80);
    const own = (face.widthOf(codePoint)! * size) / 1000 + tracking;
    const last = pieces.at(-1);
    const joins = last && !last.wide && !wide && last.text !== " " && character !== " ";
    if (joins && last.face === face && last.width + own <= width) {
      last.text += character;
      last.width += own;
    } else pieces.push({ text: character, face, width: own, wide });
  };
  const narrow = latin ? text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'") : text;
  for (const character of printable(narrow)) add(character);
  return pieces;
};

/** Where the line from `from` that may not reach `to` ends: before a piece that may begin a line, after one that may end one. */
const breakAt = (pieces: readonly Piece[], from: number, to: number): number => {
  const shown = pieces.flatMap(({ text }, at) => (text === " " ? [] : [at]));
  const isBad = (at: number): boolean => {
    const next = shown.find((one) => one >= at);
    const before = shown.findLast((one) => one < at);
    return (
      (next !== undefined && notAtStart.has(pieces[next]!.text)) ||
      (before !== undefined && notAtEnd.has(pieces[before]!.text))
    );
  };
  let at = to;
  while (at > from + 1 && isBad(at)) at -= 1;
  // A line of nothing but such marks has no good place to end.
  return isBad(at) ? to : at;
};

const place = (
  pieces: readonly Piece[],
  { size, width, align = "justify" }: Setting,
  start: number,
  isLast: boolean,
): Line => {
  let end = pieces.length;
  while (end > 0 && pieces[end - 1]!.text === " ") end -= 1;
  const shown = pieces.slice(0, end);
  const total = shown.reduce((sum, piece) => sum + piece.width, start);
  const hang = hanging.has(shown.at(-1)?.text ?? "") ? size / 2 : 0;
  const free = width - total + (align === "justify" ? hang : 0);
  const gap =
    align === "justify" && shown.length > 1 && (!isLast || free < 0) ? free / (shown.length - 1) : 0;
  let x = start + (align === "centre" ? free / 2 : align === "right" ? free : 0);
  const line: Line = [];
  for (const piece of shown) {
    const last = line.at(-1);
    const isWord = !piece.wide;
    if (last && !isWord && last.spread === gap && last.face === piece.face && isWide(last.text.at(-1)!))
      last.text += piece.text;
    else line.push({ text: piece.text, face: piece.face, x, spread: isWord ? 0 : gap });
    x += piece.width + gap;
  }
  return line;
};

/** Cuts a paragraph into lines as Chinese is set: no mark of punctuation at the wrong end, both edges even. */
export const typeset = (text: string, setting: Setting): Line[] => {
  const pieces = piecesOf(text, setting);
  const lines: Line[] = [];
  let from = 0;
  let used = setting.indent ?? 0;
  for (let at = 0; at < pieces.length; at += 1) {
    const { width, text: character } = pieces[at]!;
    const room = hanging.has(character) ? setting.size / 2 : 0;
    if (used + width - room > setting.width + 0.01 && at > from && character !== " ") {
      const to = breakAt(pieces, from, at);
      lines.push(place(pieces.slice(from, to), setting, from === 0 ? (setting.indent ?? 0) : 0, false));
      from = to;
      while (pieces[from]?.text === " ") from += 1;
      used = 0;
      at = from;
      if (!pieces[at]) break;
    }
    used = from === at && from > 0 ? pieces[at]!.width : used + pieces[at]!.width;
  }
  if (from < pieces.length || lines.length === 0)
    lines.push(place(pieces.slice(from), setting, lines.length === 0 ? (setting.indent ?? 0) : 0, true));
  return lines;
};
