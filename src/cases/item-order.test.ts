import assert from "node:assert/strict";
import { test } from "node:test";
import { inGuideOrder } from "./item-order.ts";
import { testItem } from "./test-case.ts";

const item = (id: string, domain: "market" | "notary" | "social-security", zh: string) =>
  testItem({ id, domain, name: { zh, en: id } });
const items = [
  item("a-diploma", "notary", "学历公证"),
  item("b-shop", "market", "个体工商户登记"),
  item("c-factory", "market", "食品经营许可"),
  item("d-pension", "social-security", "养老保险转移"),
];

test("services are listed by field and by the sound of their names, never by their English ids", () => {
  assert.deepEqual(
    inGuideOrder(items, new Map()).map(({ id }) => id),
    ["d-pension", "b-shop", "c-factory", "a-diploma"],
  );
});

test("in a field, what is handled here most comes first", () => {
  const handled = new Map([
    ["c-factory", 4],
    ["b-shop", 1],
  ]);
  assert.deepEqual(
    inGuideOrder(items, handled).map(({ id }) => id),
    ["d-pension", "c-factory", "b-shop", "a-diploma"],
  );
});
