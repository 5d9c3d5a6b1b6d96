/** Makes verifier/verify.html, one file without network: the modules of verifier/ in one script, the style beside it. */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../verifier");

/** Each after those that it needs; their names are different throughout, so that they can share one scope. */
const modules = [
  "canonical.mjs",
  "shapes.mjs",
  "sm3.mjs",
  "sm2.mjs",
  "chain.mjs",
  "keys.mjs",
  "conflict.mjs",
  "links.mjs",
  "checks.mjs",
  "words.mjs",
  "page/browser-crypto.mjs",
  "page/page-words.mjs",
  "page/draw.mjs",
  "page/result-view.mjs",
  "page/page.mjs",
];

const read = (name: string) => readFile(join(folder, name), "utf8");
const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const withoutModules = (text: string): string =>
  text.replace(/^import [^;]*;\n/gm, "").replace(/^export /gm, "");

export const verifierPage = async (): Promise<string> => {
  const parts = await Promise.all(modules.map(read));
  const script = `\n${parts.map(withoutModules).join("\n")}`;
  const style = `\n${await read("page/page.css")}`;
  // Nothing but this script and this style, and no connection to anywhere: the browser itself sees to it.
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>通武廊 · 证据核验</title>
<style>${style}</style>
</head>
<body>
<noscript>请允许本页运行脚本；它不连接网络。 Please allow this page to run its script; it uses no network.</noscript>
<script type="module">${script}</script>
</body>
</html>
`;
};

if (import.meta.main) await writeFile(join(folder, "verify.html"), await verifierPage());
