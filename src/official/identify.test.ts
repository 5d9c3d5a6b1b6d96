import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import * as fc from "fast-check";
import { caseNumber, caseNumberOf } from "./case-number.ts";
import { identityCheck, licenceCheck } from "./check-characters.ts";
import { ageOn, citizenId, maskCitizenId } from "./citizen-id.ts";
import { addDays } from "./calendar-day.ts";
import { maskName, maskPhone, personName, phone } from "./contact.ts";
import { creditCode } from "./credit-code.ts";
import { eLicence, eLicenceOf } from "./e-licence.ts";
import { identify } from "./identify.ts";
import { officialRefusals } from "./refusals.ts";
import { tidy } from "./tidy.ts";

const today = "2026-11-22";
type Vector = { value: string; expect?: Record<string, unknown>; refusal?: string };
const folder = new URL("../../vectors/identifiers/", import.meta.url);

for (const file of readdirSync(folder)) {
  const vectors = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as {
    today: string;
    cases: Vector[];
  };
  for (const { value, expect, refusal } of vectors.cases)
    test(`${file}: ${value || "nothing"} is ${refusal ?? "read"}`, () => {
      const found = identify(value, vectors.today);
      if (refusal) return assert.equal(found.ok ? "read" : found.refusal.code, refusal);
      assert.ok(found.ok, found.ok ? "" : found.refusal.code);
      assert.deepEqual({ ...found.value, ...expect }, found.value);
    });
}

const citizen = fc
  .tuple(
    fc.constantFrom("110112", "120222", "131082", "990114"),
    fc.integer({ min: 0, max: 30_000 }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([division, age, sequence]) => {
    const birth = addDays(today, -age).replaceAll("-", "");
    const body = division + birth + String(sequence).padStart(3, "0");
    return body + identityCheck(body);
  });
const credit = fc.constantFrom(
  "91350100M000100Y43",
  "914403001922038216",
  "12441500196720244T",
  "52991024MJDEM0014K",
);
const licence = fc.constantFrom(
  "11100000MB03271699022340100000000016001",
  "11990114DEM000022N00111990114DEM000022N1001",
);

const replaced = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1);
const swapped = (text: string, at: number) =>
  text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2);

test("a whole citizen id is read, and any one wrong digit or swapped pair in it is refused", () => {
  fc.assert(
    fc.property(citizen, fc.nat(17), fc.constantFrom(..."0123456789X".split("")), (value, at, digit) => {
      assert.equal(citizenId(value, today).ok, true);
      if (value[at] !== digit) assert.equal(citizenId(replaced(value, at, digit), today).ok, false);
      if (at < 17 && value[at] !== value[at + 1])
        assert.equal(citizenId(swapped(value, at), today).ok, false);
    }),
  );
});

test("any one wrong character or swapped pair in a credit code is refused", () => {
  fc.assert(
    fc.property(
      credit,
      fc.nat(17),
      fc.constantFrom(..."0123456789ABCDEFGHJKLMNPQRTUWXY".split("")),
      (value, at, letter) => {
        if (value[at] !== letter) assert.equal(creditCode(replaced(value, at, letter)).ok, false);
        if (at < 17 && value[at] !== value[at + 1]) assert.equal(creditCode(swapped(value, at)).ok, false);
      },
    ),
  );
});

test("the check of an e-licence notices every wrong character", () => {
  const letters = fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".split(""));
  fc.assert(
    fc.property(licence, fc.nat(37), letters, (text, at, letter) => {
      const check = licenceCheck(text);
      if (text[at] !== letter) assert.notEqual(licenceCheck(replaced(text, at, letter)), check);
    }),
  );
});

test("however it is typed, the same number is read", () => {
  const wide = (text: string) =>
    text.replace(/[0-9X]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  fc.assert(
    fc.property(citizen, fc.nat(18), (value, at) => {
      for (const typed of [
        wide(value),
        value.toLowerCase(),
        ` ${value.slice(0, at)} ${value.slice(at)}\u3000`,
      ])
        assert.equal(tidy(typed), value);
    }),
  );
});

test("whatever is typed gets an answer, and a refusal never repeats it", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 60 }),
        citizen.map((value) => replaced(value, 17, "7")),
      ),
      (typed) => {
        const found = identify(typed, today);
        if (found.ok) return;
        assert.ok(Object.hasOwn(officialRefusals, found.refusal.code));
        const said = JSON.stringify(found.refusal.detail ?? {});
        if (typed.trim().length > 8) assert.equal(said.includes(typed.trim()), false);
      },
    ),
  );
});

test("a case number is built from the item, the day and the sequence, and read back", () => {
  const item = "11990114DEM000022N4990001001000";
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat(5000), (sequence, days) => {
      const receivedOn = addDays("2020-01-01", days);
      const built = caseNumberOf(item, receivedOn, sequence);
      assert.ok(built.ok);
      const read = caseNumber(built.value);
      assert.ok(read.ok);
      assert.deepEqual(
        [read.value.item, read.value.receivedOn, read.value.sequence],
        [item, receivedOn, sequence],
      );
    }),
  );
  for (const [code, day, sequence] of [
    [item, today, 0],
    [item, today, 10_000],
    [item, "2026-02-30", 1],
    ["990001001000", today, 1],
  ] as const)
    assert.equal(caseNumberOf(code, day, sequence).ok, false);
});

test("a new e-licence gets the identifier that is read back", () => {
  const parts = {
    licenceType: "11990114DEM000022N001",
    issuer: "11990114DEM000022N",
    serial: "TWL202611230001",
    version: "001",
  };
  assert.match(eLicenceOf(parts), /\.S$/);
  assert.equal(eLicence(eLicenceOf(parts)).ok, true);
});

test("samples are refused where they are not wanted", () => {
  const found = identify("990112195803120018", today, { samples: false });
  assert.equal(found.ok ? "read" : found.refusal.code, "SAMPLE_NOT_ALLOWED");
  assert.equal(identify("11010519491231002X", today, { samples: false }).ok, true);
});

test("every refusal speaks both languages, with what to do next", () => {
  for (const text of Object.values(officialRefusals))
    assert.ok(text.zh && text.en && text.next.zh && text.next.en);
});

test("age and masks", () => {
  assert.deepEqual([ageOn("1996-02-29", "2026-02-28"), ageOn("1996-02-29", "2026-03-01")], [29, 30]);
  assert.equal(maskCitizenId("110105194912310021"), "1101**********0021");
  assert.equal(maskPhone("13800001234"), "138****1234");
  assert.equal(maskName("欧阳修"), "欧**");
});

test("telephone numbers and names are checked lightly", () => {
  for (const each of [
    "138 0000 1234",
    "+86 13800001234",
    "010-69546000",
    "4008123123",
    "+852 2345 6789",
    "１３８００００１２３４",
  ])
    assert.equal(phone(each).ok, true, each);
  for (const each of ["1380000123", "12345", "abc", "+0123"]) assert.equal(phone(each).ok, false, each);
  for (const each of ["王芳", "阿卜杜拉•买买提", "Anna-Maria O'Neil", "㐱丽"])
    assert.equal(personName(each).ok, true, each);
  for (const each of ["王", "王1", "<b>王芳</b>", ""]) assert.equal(personName(each).ok, false, each);
});
