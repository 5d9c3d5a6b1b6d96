import assert from "node:assert/strict";
import test from "node:test";
import { findShortcut, isTyping, stepInList } from "./shortcuts.ts";

const desk = ["a", "b", "1", "?", "ArrowDown"].map((key) => ({ key }));
const body = { tagName: "BODY" };

test("a key on the desk finds its shortcut, in either case", () => {
  assert.equal(findShortcut(desk, { key: "b" }, body)?.key, "b");
  assert.equal(findShortcut(desk, { key: "B" }, body)?.key, "b");
  assert.equal(findShortcut(desk, { key: "ArrowDown" }, body)?.key, "ArrowDown");
  assert.equal(findShortcut(desk, { key: "z" }, body), undefined);
});

test("nothing fires while somebody types, chooses from a list or composes pinyin", () => {
  for (const target of [
    { tagName: "INPUT", type: "text" },
    { tagName: "INPUT" },
    { tagName: "TEXTAREA" },
    { tagName: "SELECT" },
    { tagName: "DIV", isContentEditable: true },
  ])
    assert.equal(findShortcut(desk, { key: "a" }, target), undefined);
  assert.equal(findShortcut(desk, { key: "a", isComposing: true }, body), undefined);
  assert.equal(isTyping({ tagName: "INPUT", type: "checkbox" }), false);
});

test("keys with Ctrl, Alt or ⌘ stay the browser's", () => {
  for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }])
    assert.equal(findShortcut(desk, { key: "a", ...held }, body), undefined);
});

test("a step in a list stops at its ends and starts where it enters", () => {
  assert.equal(stepInList(3, 0, 1), 1);
  assert.equal(stepInList(3, 2, 1), 2);
  assert.equal(stepInList(3, 0, -1), 0);
  assert.equal(stepInList(3, -1, 1), 0);
  assert.equal(stepInList(3, -1, -1), 2);
  assert.equal(stepInList(0, -1, 1), -1);
});
