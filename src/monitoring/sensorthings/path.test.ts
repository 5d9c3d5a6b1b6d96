import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePath } from "./path.ts";

const read = (text: string) => {
  const path = parsePath(text);
  return path.ok ? path.value : undefined;
};

test("a path goes from set to entity to relation", () => {
  const path = read("Things(1)/Datastreams('tumenlou.ph')/Observations");
  assert.deepEqual(
    path?.steps.map(({ name, id, isMany }) => [name, id, isMany]),
    [
      ["Things", 1, true],
      ["Datastreams", "tumenlou.ph", true],
      ["Observations", undefined, true],
    ],
  );
  assert.equal(path?.type.name, "Observation");
});

test("an id may hold slashes and quotes, escaped or not", () => {
  assert.equal(read("Things('a/b''c')/name")?.steps[0]?.id, "a/b'c");
  assert.equal(read("Things(%27a%2Fb%27)/name/$value")?.isValue, true);
});

test("properties, their insides, references and counts", () => {
  assert.deepEqual(read("Things(1)/properties/depth/max")?.inside, ["depth", "max"]);
  assert.equal(read("Things(1)/Datastreams/$ref")?.isReference, true);
  assert.equal(read("Datastreams(3)/Observations/$count")?.isCount, true);
  assert.equal(read("Datastreams(3)/Thing/name")?.property, "name");
});

for (const path of [
  "",
  "Nothings",
  "Things/name",
  "Things(1)/nothing",
  "Things(x)",
  "Datastreams(1)/Thing(2)",
  "Things(1)/name/$value/x",
  "%E0%A4%A",
  "Things/Datastreams",
])
  test(`“${path}” leads nowhere`, () => assert.equal(read(path), undefined));
