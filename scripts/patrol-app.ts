import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transformWithOxc, type Plugin, type Rolldown } from "vite";

const folder = join(import.meta.dirname, "../src/monitoring/patrol/web");
const app = "/monitoring/patrol/web/phone/patrol-app.tsx";
const icons = ["patrol-icon-192.png", "patrol-icon-512.png", "patrol-icon-maskable-512.png"];

const manifest = {
  id: "/patrol",
  name: "通武廊 · 联合巡查",
  short_name: "联合巡查",
  lang: "zh-CN",
  start_url: "/patrol",
  scope: "/patrol",
  display: "standalone",
  orientation: "portrait",
  background_color: "#f7f7f5",
  theme_color: "#0b5a7d",
  icons: icons.map((name) => ({
    src: `/${name}`,
    type: "image/png",
    sizes: name.includes("192") ? "192x192" : "512x512",
    purpose: name.includes("maskable") ? "maskable" : "any",
  })),
};

/** A chunk with everything it cannot do without: what it imports at once, its styles, their pictures. */
const withAll = (bundle: Rolldown.OutputBundle, chunk: Rolldown.OutputChunk, found: Set<string>): void => {
  if (found.has(chunk.fileName)) return;
  found.add(chunk.fileName);
  for (const file of chunk.viteMetadata?.importedCss ?? []) found.add(file);
  for (const file of chunk.viteMetadata?.importedAssets ?? []) found.add(file);
  for (const name of chunk.imports) {
    const next = bundle[name];
    if (next?.type === "chunk") withAll(bundle, next, found);
  }
};

/** Makes the patrol page one that a phone keeps: its manifest, its icons, and the worker with the list of its files. */
export const patrolApp = (): Plugin => ({
  name: "patrol-app",
  apply: "build",
  enforce: "post",
  async generateBundle(_options, bundle) {
    const found = new Set<string>();
    for (const chunk of Object.values(bundle))
      if (chunk.type === "chunk" && (chunk.isEntry || chunk.facadeModuleId?.endsWith(app)))
        withAll(bundle, chunk, found);
    const files = [...found].toSorted().map((file) => `/${file}`);
    const worker = await transformWithOxc(readFileSync(join(folder, "worker.ts"), "utf8"), "worker.ts");
    const code = worker.code.replace(/^export \{\};$/m, ""); // a plain script: older phones know no modules here
    const version = createHash("sha256").update(files.join("\n")).update(code).digest("hex").slice(0, 12);
    const source = `const made = ${JSON.stringify({ files, version })};
${code}`;
    this.emitFile({ type: "asset", fileName: "patrol-worker.js", source });
    this.emitFile({ type: "asset", fileName: "patrol.webmanifest", source: JSON.stringify(manifest) });
    for (const name of icons)
      this.emitFile({ type: "asset", fileName: name, source: readFileSync(join(folder, "icons", name)) });
  },
});
