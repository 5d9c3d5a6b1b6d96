import { useEffect } from "react";
import { useWords } from "./language.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The tab says where one is; screen readers hear it after each navigation. */
export const useTitle = (title: string | undefined): void => {
  const say = useWords(zh, en);
  useEffect(() => {
    if (title) document.title = `${title} · ${say("product")}`;
  }, [title, say]);
};
