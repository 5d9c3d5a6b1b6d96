import assert from "node:assert/strict";
import { test } from "node:test";
import { runCommand, type Command } from "./command.ts";
import { command as deadline } from "./deadline.ts";
import { command as id } from "./id.ts";

const terminal = async (command: Command, ...args: string[]) => {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommand(command, args, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, out, err };
};

test("five working days over the Spring Festival", async () => {
  assert.deepEqual(await terminal(deadline, "2026-02-12", "5", "workday"), {
    code: 0,
    out: ["2026-02-26"],
    err: [],
  });
});

test("ten days that end in the Spring Festival roll forward, and a person is told so", async () => {
  const { code, out, err } = await terminal(deadline, "2026-02-06", "10", "day");
  assert.deepEqual([code, out], [0, ["2026-02-24"]]);
  assert.match(err.join(), /顺延至2026年2月24日.*moves to 2026-02-24/);
});

test("as JSON: due, raw, provisional and the rule", async () => {
  const { out } = await terminal(deadline, "2026-02-06", "10", "day", "--json");
  const answer = JSON.parse(out.join());
  assert.deepEqual(Object.keys(answer), ["due", "raw", "provisional", "rule"]);
  assert.deepEqual([answer.due, answer.raw, answer.provisional], ["2026-02-24", "2026-02-16", false]);
  const next = JSON.parse((await terminal(deadline, "2026-12-30", "5", "workday", "--json")).out.join());
  assert.equal(next.provisional, true);
});

test("a wrong day, number or unit is one line in both languages and exit code 2", async () => {
  const wrong = [
    ["2026-02-30", "5", "workday"],
    ["2026-02-12", "x", "workday"],
    ["2026-02-12", "1.5", "day"],
    ["2026-02-12", "99999", "day"],
    ["2026-02-12", "5", "weeks"],
    ["9999-12-31", "5", "workday"],
    ["2026-02-12", "5"],
    [],
    ["2026-02-12", "5", "day", "--fast"],
  ];
  for (const args of wrong) {
    const { code, out, err } = await terminal(deadline, ...args);
    assert.deepEqual([code, out.length, err.length], [2, 0, 1], args.join(" "));
    assert.match(err[0]!, /\p{Script=Han}.* \/ .*[a-z]{3}/u);
  }
});

test("the kind of a number is named, and of a person no more is shown than needed", async () => {
  const person = await terminal(id, "check", "11010519491231002X");
  assert.equal(person.code, 0);
  assert.match(person.out.join(), /^citizen-id 1101\*{10}002X 有效/);
  assert.equal(person.out.join().includes("19491231"), false);
  assert.match((await terminal(id, "check", "990112195803120018")).out.join(), /示例号码.*sample number/);
  assert.match(
    (await terminal(id, "check", "9135 0100 M000 100Y43")).out.join(),
    /^credit-code .*企业.*enterprise/,
  );
  const found = await terminal(id, "check", "11990114DEM000022N4990001001000202611230001", "--json");
  assert.equal(JSON.parse(found.out.join()).kind, "case-number");
});

test("a number that is not whole says why, and what to do", async () => {
  const { code, out, err } = await terminal(id, "check", "110105194912310021");
  assert.deepEqual([code, out.length, err.length], [2, 0, 1]);
  assert.match(err[0]!, /校验码不符.*依据：GB 11643.*请.* \/ .*check character.*Compare/);
  const asJson = await terminal(id, "check", "91350100M000100Y44", "--json");
  assert.deepEqual([asJson.code, JSON.parse(asJson.out.join()).code], [2, "CREDIT_CODE_CHECK"]);
  for (const args of [[], ["check"], ["chekc", "1"]]) assert.equal((await terminal(id, ...args)).code, 2);
});
