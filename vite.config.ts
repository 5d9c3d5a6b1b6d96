import { pathToFileURL } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { patrolApp } from "./scripts/patrol-app.ts";
import type { Route } from "./src/base/contract.ts";

/**
 * A page needs only method, path and kind of answer of each route: the schemas (and the library that reads them) stay
 * on the server. Types still come from the contract itself, so nothing is written twice.
 */
const contractsAsRoutes = (): Plugin => ({
  name: "contracts-as-routes",
  enforce: "pre",
  async load(id) {
    const file = id.split("?")[0]!;
    if (!/\/src\/[a-z]+\/contract(-[a-z]+)?\.ts$/.test(file) || file.includes("/src/base/")) return undefined;
    const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    return Object.entries(module)
      .filter(([, value]) => isContract(value))
      .map(
        ([name, value]) =>
          `export const ${name} = ${JSON.stringify(routesOf(value as Record<string, Route>))};`,
      )
      .join("\n");
  },
});

const isContract = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).length > 0 &&
  Object.values(value).every(
    (route: unknown) => typeof (route as Route)?.path === "string" && "access" in (route as Route),
  );

const routesOf = (routes: Record<string, Route>) =>
  Object.fromEntries(
    Object.entries(routes).map(([name, { method, path, output }]) => [
      name,
      { method, path, output: output === "file" ? "file" : "json" },
    ]),
  );

export default defineConfig({
  resolve: { alias: [{ find: /^csv-parse$/, replacement: "csv-parse/browser/esm" }] },
  plugins: [contractsAsRoutes(), react(), patrolApp()],
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or styles
    chunkSizeWarningLimit: 1200,
    manifest: true,
    // a schema that no page reads is dropped, and with it the library that makes schemas
    rolldownOptions: { treeshake: { manualPureFunctions: ["z"] } },
  },
  server: { proxy: { "/api": process.env["TONGWULANG_NODE"] ?? "http://127.0.0.1:7102" } },
});
