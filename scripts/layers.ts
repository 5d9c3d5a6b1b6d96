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
const tooLong = globSync("{src,journeys,bench,scripts}/**/*.{ts,tsx,mjs}")
  .filter((path) => readFileSync(path, "utf8").split("\n").length > 401)
  .map((path) => `${path}: longer than 400 lines; split by verb or noun`);

for (const line of [...breaches, ...tooLong]) console.error(line);
process.exitCode = breaches.length + tooLong.length > 0 ? 1 : 0;
