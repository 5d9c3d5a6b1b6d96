import { useWords } from "../language.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Quiet but visible: this fact, person or figure is a sample. */
export const SampleMark = ({ why }: { why?: string }) => (
  <span className="sample" title={why}>
    {useWords(zh, en)("sample")}
  </span>
);
