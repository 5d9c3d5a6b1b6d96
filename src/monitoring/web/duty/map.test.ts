import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { kmPerUnit, projectionFor } from "./projection.ts";
import { spreadLabels } from "./spread-labels.ts";

describe("the map", () => {
  const corners = [
    [116.6, 39.3],
    [117.2, 39.95],
  ] as const;

  it("keeps every point inside, north up, and lengths true in both directions", () => {
    const frame = { width: 600, height: 500, margin: 20 };
    const map = projectionFor(corners, frame);
    const { x, y } = map;
    for (const [lon, lat] of corners) {
      assert.ok(x(lon) >= 19.9 && x(lon) <= 580.1);
      assert.ok(y(lat) >= 19.9 && y(lat) <= 480.1);
    }
    assert.ok(y(39.95) < y(39.3) && x(116.6) < x(117.2));
    const eastKm = 111.32 * Math.cos((39.6 * Math.PI) / 180) * 0.1;
    const perUnit = kmPerUnit(map);
    assert.ok(Math.abs((x(116.8) - x(116.7)) * perUnit - eastKm) < 0.05);
  });

  it("lets no label cover another, and moves those that are free by nothing", () => {
    const places = fc.array(
      fc.record({ x: fc.integer({ min: 0, max: 500 }), y: fc.integer({ min: 0, max: 500 }) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(places, (points) => {
        const placed = spreadLabels(
          points.map((point, n) => ({ id: String(n), ...point })),
          50,
          22,
        );
        for (const [n, a] of placed.entries())
          for (const b of placed.slice(n + 1))
            assert.ok(Math.abs(a.x - b.x) > 49.9 || Math.abs(a.y - b.y) > 21.9);
      }),
    );
    const free = [
      { id: "a", x: 0, y: 0 },
      { id: "b", x: 100, y: 0 },
    ];
    assert.deepEqual(spreadLabels(free, 50, 22), free);
  });
});
