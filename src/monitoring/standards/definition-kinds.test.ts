import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Bundle } from "#agreements/agreement.ts";
import { shapeFaults } from "#agreements/shape-faults.ts";
import { standardDefinitions } from "./definition-kinds.ts";
import { shippedStandards } from "./standard-at.ts";

const folder = join(import.meta.dirname, "../../../definitions/standards");
type Loose = { [name: string]: Loose } & Loose[];

const files = Object.fromEntries(
  readdirSync(folder).map((name) => [
    `standards/${name}`,
    JSON.parse(readFileSync(join(folder, name), "utf8")) as Loose,
  ]),
);

/** What the checker says of a file after a change, all other files as shipped. */
const faultsAfter = (name: string, change: (content: Loose) => void = () => {}) => {
  const content = structuredClone(files[`standards/${name}`]!);
  change(content);
  const kind = standardDefinitions.find((one) => one.kind === String(content["kind"]))!;
  const bundle = { files: { ...files, [`standards/${name}`]: content } } as unknown as Bundle;
  const shape = shapeFaults(kind.schema, content);
  return (shape.length > 0 ? shape : kind.examine!(content as never, bundle)).map(
    ({ code, pointer }) => `${code} ${pointer}`,
  );
};
const set = (value: unknown) => value as Loose;

test("every shipped standard is sound, and all of them are read", () => {
  const own = Object.keys(files).filter((name) => !name.includes("service-rating"));
  for (const name of own) assert.deepEqual(faultsAfter(name.slice("standards/".length)), [], name);
  assert.equal(shippedStandards.length, own.length - 1); // observed properties are no edition
});

test("overlapping and disordered breakpoints are found at their place", () => {
  assert.deepEqual(
    faultsAfter("hj633-2026.json", ({ rows }) => (rows![2]!["breakpoints"]![2] = set(40))),
    ["BREAKPOINTS_ORDER /rows/2/breakpoints/2"],
  );
  assert.deepEqual(
    faultsAfter("hj633-2026.json", ({ rows }) => (rows![1]!["breakpoints"]![3] = set(null))),
    ["BREAKPOINTS_GAP /rows/1/breakpoints/4"],
  );
  assert.deepEqual(
    faultsAfter("hj633-2026.json", ({ hour }) => (hour![0]!["row"] = set("pm25_1h"))),
    ["ROW_UNKNOWN /hour/0/row"],
  );
});

test("a stricter limit for a worse class, and a property that nobody measures, are found", () => {
  assert.deepEqual(
    faultsAfter("gb3838-2002.json", ({ rows }) => (rows![2]!["limits"]![3] = set(5.5))),
    ["CLASS_LIMITS_ORDER /rows/2/limits/3"],
  );
  assert.deepEqual(
    faultsAfter("gb3838-2002.json", ({ rows }) => (rows![6]!["property"] = set("amonia"))),
    ["PROPERTY_UNKNOWN /rows/6/property"],
  );
});

test("days without a standard, or with two, are found between editions and between stages", () => {
  assert.deepEqual(
    faultsAfter("hj633-2026.json", (content) => (content["effectiveFrom"] = set("2026-04-01"))),
    ["DAYS_GAP /effectiveFrom"],
  );
  assert.deepEqual(
    faultsAfter("hj633-2026.json", (content) => (content["effectiveFrom"] = set("2026-02-01"))),
    ["DAYS_OVERLAP /effectiveFrom"],
  );
  assert.deepEqual(
    faultsAfter("gb3095-2026.json", ({ stages }) => (stages![1]!["from"] = set("2031-02-01"))),
    ["DAYS_GAP /stages/1/from"],
  );
});
