import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { agreementFile } from "./check.ts";

/** Beside the agreement but no part of it: where its facts come from. */
const besideIt = new Set(["sources.json"]);
const maxFileBytes = 2_000_000;

export type FolderRefusal = "FOLDER_NOT_FOUND" | "DEFINITION_TOO_LARGE" | "DEFINITION_ENCODING";

const jsonFilesIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
};

const readText = async (path: string, name: string): Promise<Outcome<string, FolderRefusal>> => {
  const bytes = await readFile(path);
  if (bytes.length > maxFileBytes) return refuse("DEFINITION_TOO_LARGE", { file: name, limit: "2 MB" });
  try {
    return done(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refuse("DEFINITION_ENCODING", { file: name });
  }
};

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** `definitions/procedures` or `standards` beside `definitions/agreements/<name>`; worked examples are neither. */
const sharedFiles = async (kind: string, folder: string): Promise<[name: string, path: string][]> => {
  const shared = join(dirname(dirname(folder)), kind);
  if (!(await isFolder(shared))) return [];
  return (await jsonFilesIn(shared))
    .filter((path) => !path.endsWith(".example.json"))
    .map((path) => [`${kind}/${relative(shared, path).replaceAll("\\", "/")}`, path]);
};

/** The texts of an agreement's folder (or of the folder of its agreement.json), with the procedures and standards it may name. */
export const readFolder = async (given: string): Promise<Outcome<Map<string, string>, FolderRefusal>> => {
  const path = resolve(given);
  const folder = path.endsWith(agreementFile) ? dirname(path) : path;
  if (!(await isFolder(folder))) return refuse("FOLDER_NOT_FOUND", { path: given });
  const own = (await jsonFilesIn(folder)).map((file): [string, string] => [
    relative(folder, file).replaceAll("\\", "/"),
    file,
  ]);
  const texts = new Map<string, string>();
  const shared = [...(await sharedFiles("procedures", folder)), ...(await sharedFiles("standards", folder))];
  for (const [name, file] of [...shared, ...own]) {
    if (besideIt.has(name)) continue;
    const text = await readText(file, name);
    if (!text.ok) return text;
    texts.set(name, text.value);
  }
  return done(texts);
};
