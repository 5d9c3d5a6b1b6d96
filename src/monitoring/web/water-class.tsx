import type { WaterClass } from "../standards/water-standard.ts";
import { useWords } from "#web/language.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./monitoring.css";

/** Told by colour, by shape and by numeral, so that none is needed to read it. */
const looks: Record<WaterClass, { tone: string; sign: string; path: string }> = {
  I: { tone: "good", sign: "Ⅰ", path: "M-13 0a13 13 0 1 0 26 0a13 13 0 1 0 -26 0Z" },
  II: { tone: "good", sign: "Ⅱ", path: "M-13 0a13 13 0 1 0 26 0a13 13 0 1 0 -26 0Z" },
  III: { tone: "fair", sign: "Ⅲ", path: "M-7.5 -13H7.5L15 0L7.5 13H-7.5L-15 0Z" },
  IV: { tone: "light", sign: "Ⅳ", path: "M0 -16L16 0L0 16L-16 0Z" },
  V: { tone: "middle", sign: "Ⅴ", path: "M-12 -12H12V12H-12Z" },
  "inferior-V": { tone: "heavy", sign: "Ⅴ", path: "M-7 -15H7L15 -7V7L7 15H-7L-15 7V-7Z" },
};

/** The mark inside a drawing, around the point 0, 0. `null`: no class may be given. */
export const WaterClassShape = ({ of, atBest }: { of: WaterClass | null; atBest?: WaterClass | null }) => {
  const say = useWords(zh, en);
  const signOf = (one: WaterClass): string => (one === "inferior-V" ? say("inferiorSign") : looks[one].sign);
  if (of === null)
    return (
      <g className="class-mark none">
        <circle r="13" />
        <text dy="0.36em">{atBest ? `${atBest === "inferior-V" ? "" : "≥"}${signOf(atBest)}` : "–"}</text>
      </g>
    );
  const { tone, path } = looks[of];
  return (
    <g className={`class-mark ${tone}`}>
      <path d={path} />
      <text dy="0.36em">{signOf(of)}</text>
    </g>
  );
};

export const useClassName = (): ((of: WaterClass | null) => string) => {
  const say = useWords(zh, en);
  return (of) =>
    of === null
      ? say("noClass")
      : of === "inferior-V"
        ? say("inferior")
        : say("class", { n: looks[of].sign, roman: of });
};

/** The mark in a line of text, with its word. */
export const WaterClassMark = ({ of, quiet = false }: { of: WaterClass | null; quiet?: boolean }) => {
  const name = useClassName()(of);
  return (
    <span className="class-word">
      <svg viewBox="-17 -17 34 34" aria-hidden="true">
        <WaterClassShape of={of} />
      </svg>
      {quiet ? <span className="unseen">{name}</span> : name}
    </span>
  );
};
