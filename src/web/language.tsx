import {
  createContext,
  Fragment,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  type ReactNode,
} from "react";
import { inLanguage, type Bilingual, type Language } from "#base/bilingual.ts";
import { cutAtNames, sayIn, type Say, type Words } from "./words.ts";
import { keep, kept } from "./keep.ts";

type Reading = {
  language: Language;
  elder: boolean;
  setLanguage: (next: Language) => void;
  setElder: (next: boolean) => void;
};

const ReadingContext = createContext<Reading>({
  language: "zh",
  elder: false,
  setLanguage: () => {},
  setElder: () => {},
});

/** What the person chose once, for requests that are made outside of any page. */
export const chosenLanguage = (): Language => (document.documentElement.lang === "en" ? "en" : "zh");

const startLanguage = (): Language => {
  const asked = new URLSearchParams(location.search).get("lang") ?? kept("language");
  return asked === "en" ? "en" : "zh";
};

/** Language and elder mode: remembered on this device, carried by the root element for CSS and screen readers. */
export const ReadingProvider = ({ children }: { children: ReactNode }) => {
  const [language, setLanguage] = useState(startLanguage);
  const [elder, setElder] = useState(() => kept("elder") === "yes");
  useLayoutEffect(
    () => document.documentElement.setAttribute("lang", language === "en" ? "en" : "zh-CN"),
    [language],
  );
  useLayoutEffect(() => void document.documentElement.toggleAttribute("data-elder", elder), [elder]);
  useEffect(() => keep("language", language), [language]);
  useEffect(() => keep("elder", elder ? "yes" : "no"), [elder]);
  const reading = useMemo(() => ({ language, elder, setLanguage, setElder }), [language, elder]);
  return <ReadingContext value={reading}>{children}</ReadingContext>;
};

export const useReading = () => useContext(ReadingContext);

/** `const say = useWords(zh, en); say("daysLeft", { n: 3 })` */
export const useWords = <Z extends Record<string, string>>(zh: Z, en: Words<Z>): Say<Z> => {
  const { language } = useReading();
  return useMemo(() => sayIn(language, zh, en), [language, zh, en]);
};

/** Words that arrive from the server in both languages. */
export const useSaid = (): ((words: Bilingual) => string) => {
  const { language } = useReading();
  return useMemo(() => (words: Bilingual) => inLanguage(words, language), [language]);
};

/** A sentence with elements in the place of its names: `<Rich text="由 {party} 决定" with={{ party: <PartyName …/> }} />` */
export const Rich = ({ text, with: elements }: { text: string; with: Record<string, ReactNode> }) =>
  cutAtNames(text).map((part, at) => (
    <Fragment key={at}>
      {part.name === undefined ? part.text : (elements[part.name] ?? `{${part.name}}`)}
    </Fragment>
  ));
