import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { holds } from "./evaluate.ts";
import { entityTypes } from "./model.ts";
import { parseOptions } from "./options.ts";

const now = Date.parse("2026-11-22T08:00:00Z");

const facts = (record: Record<string, unknown>) => ({
  nowMs: now,
  reach: (steps: readonly string[]) => [
    steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | null)?.[step], record),
  ],
});

const read = (filter: string) => {
  const options = parseOptions(`$filter=${encodeURIComponent(filter)}`, entityTypes.Observation);
  if (!options.ok) throw new Error(JSON.stringify(options.refusal.detail));
  return options.value.filter!;
};
const isTrue = (filter: string, record: Record<string, unknown> = {}) => holds(read(filter), facts(record));

const example = {
  result: 7,
  name: "Milk 牛奶",
  phenomenonTime: {
    kind: "time",
    startMs: Date.parse("2026-03-01T06:30:15.250Z"),
    endMs: Date.parse("2026-03-01T06:30:15.250Z"),
  },
  location: { type: "Point", coordinates: [116.9, 39.7] },
};

for (const [filter, expected] of [
  ["result eq 7", true],
  ["result ne 7", false],
  ["result gt 6.9 and result lt 7.1", true],
  ["result ge 8 or result le 7", true],
  ["result in (5, 6, 7)", true],
  ["not result lt 5", true],
  ["not (result eq 7)", false],
  ["-result eq -7", true],
  ["result add 3 mul 2 eq 13", true],
  ["(result add 3) mul 2 eq 20", true],
  ["result sub -3 eq 10", true],
  ["result div 2 eq 3.5", true],
  ["result mod 4 eq 3", true],
  ["result div 0 eq 0", false],
  ["name eq 'it''s'", false],
  ["substringof('牛', name)", true],
  ["startswith(name,'Milk') and endswith(name,'奶')", true],
  ["indexof(name,'k') eq 3", true],
  ["substring(name,0,4) eq 'Milk'", true],
  ["length(name) eq 7", true],
  ["tolower(name) eq 'milk 牛奶'", true],
  ["concat(trim(' a '),'b') eq 'ab'", true],
  ["year(phenomenonTime) eq 2026 and month(phenomenonTime) eq 3 and day(phenomenonTime) eq 1", true],
  ["hour(phenomenonTime) eq 6 and minute(phenomenonTime) eq 30 and second(phenomenonTime) eq 15", true],
  ["fractionalseconds(phenomenonTime) eq 0.25", true],
  ["date(phenomenonTime) eq 2026-03-01", true],
  ["time(phenomenonTime) lt 06:30:16", true],
  ["totaloffsetminutes(phenomenonTime) eq 0", true],
  ["phenomenonTime lt now() and phenomenonTime gt mindatetime()", true],
  ["phenomenonTime ge 2026-03-01T14:30:15.25+08:00", true],
  ["phenomenonTime gt now() sub duration'P300D'", true],
  ["during(phenomenonTime, 2026-03-01T00:00:00Z/2026-03-02T00:00:00Z)", true],
  ["phenomenonTime lt 2026-03-01T06:30:15.250Z/PT1H", true],
  ["round(7.5) eq 8 and floor(7.5) eq 7 and ceiling(7.4) eq 8", true],
  ["geo.distance(location, geography'POINT(116.9 40.7)') lt 1.01", true],
  ["st_within(location, geography'POLYGON((116 39, 117 39, 117 40, 116 40, 116 39))')", true],
  ["missing gt 5", false],
  ["missing eq null", true],
  ["true", true],
] as const)
  test(`${filter} is ${expected}`, () => assert.equal(isTrue(filter, example), expected));

for (const [filter, position, what] of [
  ["result eq", 10, "…"],
  ["result gt 5 5", 13, "5"],
  ["(result gt 5", 13, "“)”"],
  ["nosuch(result)", 1, "nosuch()"],
  ["length()", 1, "length(): 0 ≠ 1"],
  ["result gt #", 11, "#"],
  ["phenomenonTime gt 2026-02-30", 19, "2026-02-30"],
  ["st_within(location, geography'POLYGON((1 1))')", 21, "geography'POLYGON((1 1))'"],
] as const)
  test(`${filter} is refused at character ${position}`, () => {
    const options = parseOptions(`$filter=${encodeURIComponent(filter)}`, entityTypes.Observation);
    assert.ok(!options.ok);
    assert.deepEqual(options.refusal.detail, { option: "$filter", position, what });
  });

for (const option of ["$apply", "$search", "$filters"])
  test(`${option} is named as an option that there is not`, () => {
    const options = parseOptions(`$top=1&${option}=name`, entityTypes.Thing);
    assert.ok(!options.ok);
    assert.deepEqual([options.refusal.code, options.refusal.detail], ["STA_OPTION", { option }]);
  });

test("a plus is a space as forms write it, and a plus in a time zone even unescaped", () => {
  const options = parseOptions(
    "$filter=phenomenonTime+ge+2026-03-01T14:30:15+08:00",
    entityTypes.Observation,
  );
  assert.ok(options.ok);
  assert.ok(holds(options.value.filter!, facts(example)));
});

test("expansions nest, each with options of its own", () => {
  const options = parseOptions(
    "$expand=Datastreams($select=name;$top=2;$expand=Observations($top=1;$orderby=phenomenonTime desc)),Locations",
    entityTypes.Thing,
  );
  assert.ok(options.ok);
  const [streams, locations] = options.value.expand;
  assert.deepEqual(streams?.options.select, ["name"]);
  assert.equal(streams?.options.expand[0]?.options.top, 1);
  assert.equal(streams?.options.expand[0]?.options.orderBy[0]?.isDescending, true);
  assert.equal(locations?.name, "Locations");
});

test("paths to several relations of one relation are one expansion", () => {
  const options = parseOptions("$expand=Datastreams/Sensor,Datastreams/ObservedProperty", entityTypes.Thing);
  assert.ok(options.ok);
  assert.deepEqual(
    options.value.expand.map(({ name, options: { expand } }) => [name, expand.map((one) => one.name)]),
    [["Datastreams", ["Sensor", "ObservedProperty"]]],
  );
});

test("whatever is asked is read or refused with a place inside it, and nothing throws", () => {
  const piece = fc.constantFrom(
    "result",
    "eq",
    "gt",
    "and",
    "or",
    "not",
    "(",
    ")",
    ",",
    "/",
    "'a'",
    "5",
    "-",
    "2026-01-01",
    "null",
    "length(",
    "geography'POINT(1 2)'",
    "duration'P1D'",
    "#",
    "add",
    "in",
    "$",
    "12:00",
    "properties/a-b",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.string({ maxLength: 6 }), (pieces, junk) => {
      const filter = [...pieces, junk].join(" ");
      const options = parseOptions(`$filter=${encodeURIComponent(filter)}`, entityTypes.Observation);
      if (options.ok) assert.equal(typeof holds(options.value.filter!, facts(example)), "boolean");
      else {
        const position = Number(options.refusal.detail?.["position"]);
        assert.ok(position >= 1 && position <= filter.length + 1);
      }
    }),
  );
});

test("numbers compare in a condition as they do in arithmetic", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (a, b) => {
      const literal = (value: number) => (value < 0 ? `(-${-value})` : String(value));
      assert.equal(isTrue(`${literal(a)} lt ${literal(b)}`), a < b);
      assert.equal(isTrue(`${literal(a)} add ${literal(b)} eq ${literal(a + b)}`), true);
      assert.equal(isTrue(`not (${literal(a)} ge ${literal(b)}) or ${literal(a)} ge ${literal(b)}`), true);
    }),
  );
});
