import { done, refuse, type Outcome } from "#base/outcome.ts";
import { Levels } from "./events.ts";

const line = /^\s*(-?\d{1,6}(?:\.\d{1,6})?)\s*,\s*(--|-?\d{1,9}(?:\.\d{1,9})?(?:[eE][+-]?\d{1,2})?)\s*$/;
const heading = /^[^\d\n]*[a-z一-鿿][^\n]*$/i;

/** `height,value` line by line, rising; the first line may name the columns. */
export const readLevels = (text: string): Outcome<Levels, "PROFILE_LINE"> => {
  const levels: Levels = { heightsM: [], values: [] };
  for (const [i, found] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (found.trim() === "" || (i === 0 && !line.test(found) && heading.test(found))) continue;
    const parts = line.exec(found);
    const height = Number(parts?.[1]);
    if (!parts || height <= (levels.heightsM.at(-1) ?? -Infinity))
      return refuse("PROFILE_LINE", { line: i + 1, found: found.slice(0, 40) }, `${i + 1}:1`);
    levels.heightsM.push(height);
    levels.values.push(parts[2] === "--" ? null : Number(parts[2]));
  }
  const checked = Levels.safeParse(levels);
  return checked.success
    ? done(checked.data)
    : refuse("PROFILE_LINE", { line: 1, found: text.slice(0, 40) }, "1:1");
};
