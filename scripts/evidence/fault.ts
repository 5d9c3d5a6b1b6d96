/** How a faulty file is made from the valid one: by its maker alone, or by the nodes with all hashes and signatures in order. */
import { type PageHeader } from "#protocol/page.ts";
import {
  copy,
  headerOf,
  sealedAgain,
  signedByMaker,
  textOf,
  type Change,
  type Evidence,
} from "./evidence-file.ts";

/** Another character of the same alphabet in that place. */
export const altered = (text: string, at = 0): string =>
  text.slice(0, at) + (text[at] === "a" ? "b" : "a") + text.slice(at + 1);

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** The same bytes in base64url with a bit set that belongs to none of them. */
export const otherSpelling = (text: string): string =>
  text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1)!) + 1];

/** A name, the checks that do not hold then, what it is in words, and how the file follows from the valid one. */
export type Fault = [name: string, fails: string, zh: string, en: string, make: (valid: Evidence) => string];

/** The maker changed the file and signed it. */
export const byMaker =
  (change: (file: Evidence) => void) =>
  (valid: Evidence): string => {
    const file = copy(valid);
    change(file);
    return textOf(signedByMaker(file));
  };

/** The nodes themselves sealed it so: all hashes and signatures are in order. */
export const byNodes =
  (change: Change) =>
  (valid: Evidence): string =>
    textOf(sealedAgain(valid, change));

export const onText =
  (change: (text: string) => string) =>
  (valid: Evidence): string =>
    change(textOf(valid));

/** In the valid file: 120114 passes the case on (event 4), 110112 decides (6), 120114 delivers (8); the last two are ratings. */
export const entry = (file: Evidence, n: number) => file.events.at(n)!;
export const isEntry = (file: Evidence, n: number) => {
  const { author, page, index } = entry(file, n);
  return (one: { author: string; page: number; index: number }) =>
    one.author === author && one.page === page && one.index === index;
};
export const other = (file: Evidence) =>
  Object.keys(file.agreements).find((digest) => digest !== file.founding)!;
export const lastPage = (file: Evidence) => file.pages[file.madeBy]!.at(-1)!;
export const isPage = (file: Evidence, at: number) => {
  const { node, number } = headerOf(file.pages[file.madeBy]!.at(at)!);
  return (header: PageHeader) => header.node === node && header.number === number;
};
export const onPage =
  (at: number, change: (header: PageHeader) => PageHeader) =>
  (valid: Evidence): string => {
    const isIt = isPage(valid, at);
    return textOf(sealedAgain(valid, { header: (header) => (isIt(header) ? change(header) : header) }));
  };
export const onEvent =
  (n: number, change: NonNullable<Change["event"]>) =>
  (valid: Evidence): string => {
    const isIt = isEntry(valid, n);
    return byNodes({ event: (event, one) => (isIt(one) ? change(event, one) : event) })(valid);
  };
