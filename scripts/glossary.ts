/** Exported names must use the words of GLOSSARY.md: prints each name made with a word of its last column, exits 1. */
import { globSync, readFileSync } from "node:fs";

/** Words of that column with an ordinary meaning in programs, which no domain term can be mistaken for. */
const ordinary = new Set(
  "service review batch contract article message permission reject server admit letter".split(" "),
);

const banned = readFileSync("GLOSSARY.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| 中文"))
  .flatMap((line) => (line.split("|").at(-2) ?? "").split(","))
  .map((word) => word.trim())
  .filter((word) => /^[a-zA-Z]+$/.test(word) && !ordinary.has(word));

/** camelCase and kebab-case cut into words. */
const wordsOf = (name: string) => name.split(/(?=[A-Z])|[-_]/).map((word) => word.toLowerCase());

/** The house does not name things by what says nothing. */
const empty = ["service", "manager", "helper", "util", "utils", "info"];

const found = globSync("src/**/*.{ts,tsx}").flatMap((path) =>
  [
    ...readFileSync(path, "utf8").matchAll(/^export (?:const|function|async function|type|class) (\w+)/gm),
  ].flatMap(([, name]) => {
    const words = wordsOf(name!);
    const word =
      banned.find((one) => words.includes(one.toLowerCase())) ?? empty.find((one) => words.at(-1) === one);
    return word ? [`${path}: ${name}: “${word}” is not a word of GLOSSARY.md`] : [];
  }),
);
for (const line of found) console.error(line);
process.exitCode = found.length > 0 ? 1 : 0;
