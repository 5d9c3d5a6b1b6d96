import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Network } from "../../network-schema.ts";
import { checkCap } from "./check-cap.ts";
import { reachPolygons } from "./reach-area.ts";
import { warning } from "./test-warning.ts";

const file = "../../../../definitions/agreements/2023-integration-pilot/networks/border-rivers.json";
const rivers = Network.parse(JSON.parse(await readFile(join(import.meta.dirname, file), "utf8")));

const cornersOf = (polygon: string): [lat: number, lon: number][] =>
  polygon.split(" ").map((one) => one.split(",").map(Number) as [number, number]);

const holds = (polygon: string, { lat, lon }: { lat: number; lon: number }): boolean => {
  const corners = cornersOf(polygon);
  // Inside a convex ring, all edges are passed on one side.
  const sides = corners.slice(1).map(([y, x], n) => {
    const [y0, x0] = corners[n]!;
    return Math.sign((x - x0) * (lat - y0) - (y - y0) * (lon - x0));
  });
  return sides.every((side) => side === sides[0]);
};

test("a reach is a strip along the course of its river, with both sections in it, and a good CAP area", () => {
  const polygons = reachPolygons(rivers, "yangwazha", "tumenlou");
  for (const id of ["yangwazha", "wangjiabai", "tumenlou"]) {
    const { place } = rivers.stations.find((station) => station.id === id)!;
    assert.ok(
      polygons.some((polygon) => holds(polygon, place)),
      id,
    );
  }
  for (const polygon of polygons) {
    const corners = cornersOf(polygon);
    assert.equal(corners.length, 5);
    const [south, north] = [
      Math.min(...corners.map(([lat]) => lat)),
      Math.max(...corners.map(([lat]) => lat)),
    ];
    assert.ok(south > 39.6 && north < 39.8, "no wider than the river from the lock to the border of Tianjin");
  }
  const info = { ...warning.info![0]!, area: [{ areaDesc: "北运河", polygon: polygons }] };
  assert.deepEqual(checkCap({ ...warning, info: [info] }), []);
});

test("a tributary is followed into the river that it joins, and there is no reach upstream", () => {
  const { place } = rivers.stations.find(({ id }) => id === "tumenlou")!;
  const polygons = reachPolygons(rivers, "laoxiaan", "tumenlou");
  assert.ok(polygons.length > 1);
  assert.ok(holds(polygons.at(-1)!, place));
  assert.deepEqual(reachPolygons(rivers, "tumenlou", "laoxiaan"), []);
});

test("every pair of sections that the network joins has an area", () => {
  for (const { from, to } of rivers.reaches)
    assert.ok(reachPolygons(rivers, from, to).length > 0, `${from} ${to}`);
});
