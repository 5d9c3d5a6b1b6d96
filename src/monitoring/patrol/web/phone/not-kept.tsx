import { useWords } from "#web/language.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** What was just written could not be kept: mostly the phone is short of space. */
export const NotKept = () => (
  <p className="note bad" role="alert">
    {useWords(zh, en)("full")}
  </p>
);
