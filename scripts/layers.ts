/** The import law of the house: who may know whom. Prints each breach and exits 1; silent when the law holds. */
import { readFileSync, globSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const order = [
  "base",
  "official",
  "protocol",
  "agreements",
  "exchange",
  "registry",
  "cases",
  "monitoring",
  "clearing",
  "governance",
  "node",
  "cli",
];
const capabilities = new Set(order.slice(order.indexOf("agreements"), order.indexOf("node")));
/** What another capability keeps to itself: its SQL, its writing and its answering. */
const inner = /\/(store|apply|handlers)(-[a-z]+)*\.ts$|\/web\//;
/** What a page may never reach: the database, the server side, Node itself. */
const serverOnly =
  /^(node:|kysely|pg$|fastify|@electric-sql)|\/(store|apply|handlers|open)(-[a-z]+)*\.ts$|^src\/(node|cli)\/(?!web\/|contract|refusals|access)/;

const importsOf = (text: string) =>
  [
    ...text.matchAll(
      /^\s*(?:import|export)\b(?!\s+type\b)[^"';]*?from\s+["']([^"']+)["']|^\s*import\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']/gm,
    ),
  ].map((match) => (match[1] ?? match[2] ?? match[3])!);

/** `src/cases/apply.ts` for `./apply.ts` or `#cases/apply.ts`; a package keeps its name. */
const target = (from: string, specifier: string) =>
  specifier.startsWith("#")
    ? `src/${specifier.slice(1)}`
    : specifier.startsWith(".")
      ? normalize(join(dirname(from), specifier)).replaceAll("\\", "/")
      : specifier;

const roomOf = (path: string) => path.split("/")[1] ?? "";

const breach = (from: string, to: string): string | undefined => {
  const isPage = /\/web\//.test(from);
  if (isPage && serverOnly.test(to)) return "a page may not reach the server side";
  if (!to.startsWith("src/")) return undefined;
  const [here, there] = [roomOf(from), roomOf(to)];
  if (here === there) return undefined;
  if (there === "web") return isPage ? undefined : "only pages may use the shell of the pages";
  if (here === "web")
    return inner.test(to) && !/\/web\//.test(to)
      ? "the shell reaches pages, contracts and pure files only"
      : undefined;
  if (here !== "web" && order.indexOf(there) > order.indexOf(here)) return `${here} stands before ${there}`;
  if (capabilities.has(here) && capabilities.has(there) && inner.test(to))
    return `${there} keeps this file to itself`;
  return undefined;
};

const breaches = globSync("src/**/*.{ts,tsx}")
  .filter((path) => !path.endsWith(".test.ts"))
  .flatMap((path) => {
    const from = path.replaceAll("\\", "/");
    return importsOf(readFileSync(path, "utf8"))
      .map((specifier) => ({ specifier, why: breach(from, target(from, specifier)) }))
      .filter(({ why }) => why)
      .map(({ specifier, why }) => `${from}: ${specifier}: ${why}`);
  });
/** Contracts, which pages get as plain lists of routes (vite.config.ts). */
const isContract = (path: string) => /^src\/(?!base\/)[a-z]+\/contract(-[a-z]+)?\.ts$/.test(path);

/** By which way a page carries a module of Node itself: its own imports, and theirs. */
const nodeInPages = (): string[] => {
  const pages = globSync("src/**/web/**/*.{ts,tsx}").filter((path) => !path.endsWith(".test.ts"));
  const wayTo = new Map(pages.map((path) => path.replaceAll("\\", "/")).map((path) => [path, path]));
  for (const [path, way] of wayTo) {
    if (!/^src\/.*\.tsx?$/.test(path) || isContract(path)) continue;
    for (const specifier of importsOf(readFileSync(path, "utf8"))) {
      const next = target(path, specifier);
      if (!wayTo.has(next)) wayTo.set(next, `${way} → ${next}`);
    }
  }
  return [...wayTo]
    .filter(([path]) => path.startsWith("node:"))
    .map(([, way]) => `${way}: a page may not carry Node itself`);
};

const tooLong = globSync("{src,journeys,bench,scripts}/**/*.{ts,tsx,mjs}")
  .filter((path) => readFileSync(path, "utf8").split("\n").length > 401)
  .map((path) => `${path}: longer than 400 lines; split by verb or noun`);

const found = [...breaches, ...nodeInPages(), ...tooLong];
for (const line of found) console.error(line);
process.exitCode = found.length > 0 ? 1 : 0;
