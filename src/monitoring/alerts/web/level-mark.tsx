import { useWords } from "#web/language.tsx";
import type { Level } from "../level.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./alerts.css";

/** A shape of its own for every level, so that colour says nothing alone: circle, diamond, triangle, square. */
const shapes: Record<Level, string> = {
  notice: "M8 1a7 7 0 1 0 .01 0z",
  yellow: "M8 0 16 8 8 16 0 8z",
  orange: "M8 0 16 15H0z",
  red: "M1 1h14v14H1z",
};

export const LevelMark = ({ level, words }: { level: Level; words?: string }) => {
  const say = useWords(zh, en);
  return (
    <span className={`level-mark ${level}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={shapes[level]} />
      </svg>
      {words ?? say(`${level}Short`)}
    </span>
  );
};
