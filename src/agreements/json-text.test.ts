import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readJsonText } from "./json-text.ts";

const refusalOf = (text: string) => {
  const read = readJsonText(text);
  assert.ok(!read.ok, `${text} was read`);
  return read.refusal;
};

describe("a JSON text with places", () => {
  it("says the same as JSON.parse for whatever JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const read = readJsonText(text);
        const hasHugeInteger = /(?<![.\d])\d{16,}|e\+/.test(text);
        if (!read.ok && read.refusal.code === "JSON_NAME") return text.includes('"__proto__"');
        if (!read.ok) return hasHugeInteger && read.refusal.code === "JSON_NUMBER";
        assert.deepEqual(read.value.value, JSON.parse(text));
        return true;
      }),
      { examples: [[JSON.parse('{ "__proto__": 1 }') as fc.JsonValue, undefined]] },
    );
  });

  it("never accepts what JSON.parse refuses", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.nat(),
        fc.constantFrom(",", "}", '"', "x", "\n", "[", "\\", "//"),
        (value, where, extra) => {
          const text = JSON.stringify(value);
          const at = where % (text.length + 1);
          const broken = text.slice(0, at) + extra + text.slice(at);
          if (!readJsonText(broken).ok) return;
          assert.doesNotThrow(() => JSON.parse(broken));
        },
      ),
    );
  });

  it("finds the line and column of every member", () => {
    const read = readJsonText('{\n  "clauses": [\n    { "id": "a/b" },\n    { "a/b": 1 }\n  ]\n}');
    assert.ok(read.ok);
    assert.deepEqual(read.value.placeOf("/clauses/0/id"), { line: 3, column: 7 });
    assert.deepEqual(read.value.placeOf("/clauses/1/a~1b"), { line: 4, column: 7 });
    assert.deepEqual(read.value.placeOf("/clauses/1/missing"), { line: 4, column: 5 });
    assert.deepEqual(read.value.placeOf(""), { line: 1, column: 1 });
  });

  it("names the mistake people make, where they made it", () => {
    assert.deepEqual(refusalOf('{\n  "a": 1,\n}'), {
      code: "JSON_TRAILING_COMMA",
      detail: { line: 2, column: 9 },
    });
    assert.deepEqual(refusalOf('{ "a": 1, "a": 2 }').code, "JSON_DUPLICATE");
    assert.deepEqual(refusalOf('{ "__proto__": 1 }').code, "JSON_NAME");
    assert.deepEqual(refusalOf('{ "a": 1 // why\n}').code, "JSON_COMMENT");
    assert.deepEqual(refusalOf('{ "a": "第一行\n第二行" }').code, "JSON_STRING");
    assert.deepEqual(refusalOf('{ "a": 12345678901234567890 }').code, "JSON_NUMBER");
    assert.deepEqual(refusalOf('{ "a": [1, 2').code, "JSON_ENDS");
    assert.deepEqual(refusalOf("[".repeat(100) + "]".repeat(100)).code, "JSON_DEEP");
    assert.deepEqual(refusalOf('{ "a": yes }'), {
      code: "JSON_UNEXPECTED",
      detail: { found: "yes", expected: "a value", line: 1, column: 8 },
    });
    assert.deepEqual(refusalOf('{ "a" 1 }').detail?.["expected"], ":");
  });
});
