import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Network } from "../../network-schema.ts";
import { downstreamOf } from "../../network.ts";
import { diagramOf, sidesOf } from "./diagram-shape.ts";

const folder = join(
  import.meta.dirname,
  "../../../../definitions/agreements/2023-integration-pilot/networks/border-rivers.json",
);
const network = Network.parse(JSON.parse(readFileSync(folder, "utf8")));
const diagram = diagramOf(network);
const at = (id: string) => diagram.stations.find((one) => one.id === id)!;

describe("the diagram of the rivers", () => {
  it("has its sides in the order in which the water crosses them: Beijing, Hebei, Tianjin", () =>
    assert.deepEqual(sidesOf(network), ["11", "13", "12"]));

  it("shows every section once, inside, in a row of its river", () => {
    assert.deepEqual(
      diagram.stations.map(({ id }) => id).sort(),
      network.stations.map(({ id }) => id).sort(),
    );
    for (const { x, y } of diagram.stations) {
      assert.ok(x > 0 && x < diagram.width && y > 0 && y < diagram.height);
    }
    assert.equal(at("yangwazha").y, at("tumenlou").y);
  });

  it("never draws a section left of one above it, nor two labels into each other", () => {
    for (const { id, x, y } of diagram.stations) {
      for (const below of downstreamOf(network, id)) assert.ok(at(below).x > x, `${id} → ${below}`);
      for (const other of diagram.stations)
        assert.ok(other.id === id || other.y !== y || Math.abs(other.x - x) >= 120, `${id}, ${other.id}`);
    }
  });

  it("keeps sections clear of the name of their river", () => {
    for (const { id, x } of diagram.stations) {
      const { labelX } = diagram.rivers.find(({ y }) => y === at(id).y)!;
      assert.ok(x - labelX >= 150, id);
    }
  });

  it("puts a section on the border that it measures, and two of one border on either side of it", () => {
    const [, , tianjin] = diagram.columns;
    assert.equal(at("dawangwu").x, tianjin!.x);
    const [, hebei] = diagram.columns;
    assert.ok(at("yangwazha").x < hebei!.x && at("wangjiabai").x > hebei!.x);
  });

  it("marks rivers without a section, and joins tributaries above the section they lead to", () => {
    const without = diagram.rivers.filter(({ isWithoutSection }) => isWithoutSection).map(({ id }) => id);
    assert.deepEqual(without.sort(), ["fenghexizhi", "ganggouhe"]);
    const joins = Number(
      / (\d+(?:\.\d+)?) [\d.]+$/.exec(
        diagram.rivers.find(({ id }) => id === "laoxiaan" || id === "longfengjianhe")!.d,
      )![1],
    );
    assert.ok(joins < at("tumenlou").x && joins > at("laoxiaan").x);
  });
});
