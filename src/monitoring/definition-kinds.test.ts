import assert from "node:assert/strict";
import { test } from "node:test";
import { findingTexts } from "#agreements/finding-texts.ts";
import { caseDefinitions } from "#cases/definition-kinds.ts";
import { monitoringDefinitions } from "./definition-kinds.ts";

test("a code of the checker means one thing: no kind of file takes the words of another", () => {
  const said = new Map<string, unknown>(Object.entries(findingTexts));
  for (const { kind, texts = {} } of [...caseDefinitions, ...monitoringDefinitions])
    for (const [code, text] of Object.entries(texts)) {
      if (said.has(code)) assert.deepEqual(text, said.get(code), `${code} of ${kind}`);
      said.set(code, text);
    }
});
