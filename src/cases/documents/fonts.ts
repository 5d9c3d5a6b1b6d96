import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { readSfnt, unpackWoff, type Sfnt } from "./sfnt.ts";

export type Weight = 400 | 700;

/** A font as a page uses it. `name` is unique; `member` picks one of a collection. */
export type Face = Sfnt & { name: string; content: Buffer; member?: string };

const folder = dirname(createRequire(import.meta.url).resolve("@fontsource/noto-serif-sc/package.json"));
const faces = new Map<string, Face | undefined>();

const kept = (name: string, open: () => Face | undefined): Face | undefined => {
  if (!faces.has(name)) faces.set(name, open());
  return faces.get(name);
};

const packaged = (part: string, weight: Weight): Face => {
  const name = `${part}-${weight}`;
  const face = kept(name, () => {
    const content = unpackWoff(
      readFileSync(join(folder, "files", `noto-serif-sc-${part}-${weight}-normal.woff`)),
    );
    return { ...readSfnt(content), name, content };
  });
  return face!;
};

let parts: { part: string; ranges: [number, number][] }[] | undefined;

/** The parts beside the main one, and which characters are in which: a few thousand rarer ones. */
const rareParts = () => {
  parts ??= Object.entries(
    JSON.parse(readFileSync(join(folder, "unicode.json"), "utf8")) as Record<string, string>,
  ).map(([part, ranges]) => ({
    part: part.replaceAll(/[[\]]/g, ""),
    ranges: ranges.split(",").map((range) => {
      const [first, last] = range
        .slice(2)
        .split("-")
        .map((hex) => Number.parseInt(hex, 16));
      return [first!, last ?? first!];
    }),
  }));
  return parts;
};

/** Fonts that systems bring along, for names with characters that no packaged part has. */
const systemFonts: { path: string; member?: string }[] = [
  { path: "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", member: "NotoSerifCJKsc-Regular" },
  { path: "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", member: "NotoSansCJKsc-Regular" },
  { path: "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf" },
  { path: "/System/Library/Fonts/Supplemental/Songti.ttc", member: "STSongti-SC-Regular" },
  { path: "C:/Windows/Fonts/simsun.ttc", member: "SimSun" },
  { path: "C:/Windows/Fonts/simsunb.ttf" },
];

const system = ({ path, member }: { path: string; member?: string }): Face | undefined =>
  kept(path, () => {
    try {
      const content = readFileSync(path);
      return { ...readSfnt(content), name: path, content, ...(member && { member }) };
    } catch {
      return undefined; // this system does not have it, or has something else there
    }
  });

/** A face that has the character: the main font, its rarer parts, then what the system has. */
export const findFace = (codePoint: number, weight: Weight): Face | undefined => {
  const main = packaged("chinese-simplified", weight);
  if (main.widthOf(codePoint) !== undefined) return main;
  const part = rareParts().find(({ ranges }) =>
    ranges.some(([first, last]) => codePoint >= first && codePoint <= last),
  );
  const rare = part && packaged(part.part, weight);
  if (rare?.widthOf(codePoint) !== undefined) return rare;
  for (const one of systemFonts) {
    const face = system(one);
    if (face?.widthOf(codePoint) !== undefined) return face;
  }
  return undefined;
};
