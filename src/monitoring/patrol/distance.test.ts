import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { distanceM, findNearest } from "./distance.ts";

describe("places", () => {
  it("are as far apart as a degree of latitude is long", () => {
    const away = distanceM({ lon: 117, lat: 39 }, { lon: 117, lat: 40 });
    assert.ok(Math.abs(away - 111_195) < 10, String(away)); // mean radius × π/180
  });

  it("give the nearest point with its distance, and none where there is none", () => {
    const points = [
      { id: "a", place: { lon: 117, lat: 39.6 } },
      { id: "b", place: { lon: 117, lat: 39.7 } },
    ];
    const nearest = findNearest(points, { lon: 117.001, lat: 39.699 })!;
    assert.equal(nearest.point.id, "b");
    assert.ok(nearest.distanceM > 100 && nearest.distanceM < 200);
    assert.equal(findNearest([], { lon: 0, lat: 0 }), undefined);
  });

  it("are equally far both ways, and never farther than round the world", () => {
    const place = fc.record({
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
    });
    fc.assert(
      fc.property(place, place, (a, b) => {
        const there = distanceM(a, b);
        assert.ok(Math.abs(there - distanceM(b, a)) < 1e-6);
        assert.ok(there >= 0 && there <= 20_015_120);
      }),
    );
  });
});
