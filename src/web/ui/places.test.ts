import assert from "node:assert/strict";
import { test } from "node:test";
import { findPlace, places, searchPlaces } from "./places.ts";

test("a town is found by its Chinese or its English name, with the way down to it", () => {
  const [found] = searchPlaces("中仓");
  assert.deepEqual(found && [found.code, found.way.zh], ["110112001", "通州区 · 中仓街道"]);
  assert.equal(searchPlaces("zhongcang")[0]?.code, "110112001");
});

test("a county finds itself before its towns, and what lies in it after", () => {
  const found = searchPlaces("安次");
  assert.equal(found[0]?.code, "131002");
  assert.ok(found.length > 1 && found.slice(1).every(({ way }) => way.zh.includes("安次区")));
});

test("nothing typed offers the three parties in their order", () => {
  assert.deepEqual(
    searchPlaces("").map(({ code }) => code),
    ["110112", "120114", "131000"],
  );
});

test("codes for counting only and retired codes are not offered, but are still named", () => {
  assert.equal(
    places.some(({ name }) => /开发区/.test(name.zh)),
    false,
  );
  assert.equal(findPlace("131071")?.name.zh, "廊坊经济技术开发区");
  assert.equal(findPlace("999999"), undefined);
});
