import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonical, parseCanonical } from "./canonical.ts";

/** The definition: canonical is what comes out as it went in. */
const bySlowWay = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return canonical(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
};

const name = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("__proto__", "10", "9", "a", "é", "😀", "\ufb33"),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: "binary" }),
    fc.double(),
    fc.integer(),
    fc.constantFrom(null, true, -0, 1e21, 1e-7),
    fc.array(tie("any"), { maxLength: 3 }),
    fc.array(fc.tuple(name, tie("any")), { maxLength: 4 }).map((members) => Object.fromEntries(members)),
  ),
})).any;

test("f-16 a text is taken as canonical exactly where writing it anew gives it back", () =>
  fc.assert(
    fc.property(value, (given) => {
      const text = JSON.stringify(given);
      assert.deepEqual(parseCanonical(text), bySlowWay(text));
      let own: string;
      try {
        own = canonical(given);
      } catch {
        return;
      }
      assert.deepEqual(parseCanonical(own), bySlowWay(own));
    }),
    { numRuns: 2_000 },
  ));

for (const text of [
  '{"10":1,"9":1}', // sorted as text, though an engine keeps numbers in front in their own order
  '{"9":1,"10":1}',
  '{"b":1,"a":1}',
  '{"a":1,"a":1}',
  '{"a": 1}',
  '{"a":1.0}',
  '{"a":-0}',
  '{"a":1e400}',
  '"\\ud800"',
  '"\\\\ud800"',
  '"\\u0041"',
  '{"__proto__":{"b":1,"a":2}}',
])
  test(`${text} is judged as writing it anew would`, () =>
    assert.deepEqual(parseCanonical(text), bySlowWay(text)));

test("a lone surrogate is never canonical", () => {
  assert.equal(parseCanonical('"\ud800"'), undefined);
  assert.equal(parseCanonical('"\\ud800"'), undefined);
});

test("no member is named __proto__, which a schema would not see", () => {
  for (const text of ['{"__proto__":1}', '{"a":[{"__proto__":{}}]}', '{"\\u005f_proto__":1}'])
    assert.equal(parseCanonical(text), undefined);
  assert.throws(() => canonical(JSON.parse('{"__proto__":1}')), /__proto__/);
});

test("what nests deeper than a hundred levels is not canonical, however much stack there is", () => {
  const nested = (levels: number): string => `${'{"a":['.repeat(levels / 2)}1${"]}".repeat(levels / 2)}`;
  assert.equal(canonical(parseCanonical(nested(100))), nested(100));
  for (const levels of [102, 1_000, 100_000]) assert.equal(parseCanonical(nested(levels)), undefined);
  assert.throws(() => canonical(JSON.parse(nested(102))), /nested more than 100/);
});
