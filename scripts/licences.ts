/** docs/licences.md: every package of the lock file with its licence, and whether it runs on a node or only builds and tests. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

type Locked = {
  version: string;
  license?: string;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
  integrity?: string;
  hasInstallScript?: boolean;
};

const root = join(import.meta.dirname, "..");
export const licencesFile = join(root, "docs/licences.md");

export const lockedPackages = async (): Promise<[string, Locked][]> => {
  const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, Locked>;
  };
  return Object.entries(lock.packages).filter(([path]) => path !== "");
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf("node_modules/") + 13);

/** Packages whose own description leaves the licence out; it stands in their licence file. */
const read: Record<string, string> = { "png-js": "MIT" };

export const licenceOf = (path: string, { license }: Locked): string => license ?? read[nameOf(path)] ?? "?";

export const licencesText = async (): Promise<string> => {
  const rows = (await lockedPackages()).map(([path, locked]) => {
    const use = locked.dev || locked.devOptional ? "build, test" : locked.optional ? "optional" : "run";
    return `| ${nameOf(path)} | ${locked.version} | ${licenceOf(path, locked)} | ${use} |`;
  });
  const unique = [...new Set(rows)].toSorted();
  return `# Licences of the packages

Made from package-lock.json by \`scripts/licences.ts\`; a test sees that it is fresh and that nothing else than these licences occurs.
“build, test” never runs on a node in earnest.

| package | version | licence | use |
|---|---|---|---|
${unique.join("\n")}
`;
};

if (import.meta.main) await writeFile(licencesFile, await licencesText());
