import assert from "node:assert/strict";
import { test } from "node:test";
import { Event, digestOf } from "#protocol/event.ts";
import example from "../../definitions/procedures/administrative-licence.example.json" with { type: "json" };
import type { CaseFile } from "./case-file.ts";
import { caseEvents, type CaseEventType } from "./events.ts";
import { next } from "./fold.ts";
import { findShippedProcedure } from "./procedures.ts";

test("the worked case of the licence procedure takes every step it says, to the state it says", () => {
  let file: CaseFile | undefined;
  for (const { author, event: given, then } of example.steps) {
    const event = Event.parse(given);
    caseEvents[event.type as CaseEventType].parse(event.data);
    const outcome = next(file, { event, digest: digestOf(event), author }, findShippedProcedure);
    assert.ok(outcome.ok, `${event.type}: ${outcome.ok ? "" : JSON.stringify(outcome.refusal)}`);
    file = outcome.value;
    const { state, holder, documents, clocks } = file;
    const dues = clocks.promised && { promisedDue: clocks.promised.due, legalDue: clocks.legal?.due };
    assert.deepEqual({ state, holder, ...dues, documents: documents.length }, then);
  }
  // An example that leaves a step out would leave it unexplained.
  const shown = new Set(example.steps.map(({ event }) => event.type));
  const optional = ["cases.refused", "cases.returned", "cases.withdrawn", "cases.withdrawal-asked"];
  for (const { event } of Object.values(findShippedProcedure(example)!.steps))
    if (event && !optional.includes(event)) assert.ok(shown.has(event), `no step shows ${event}`);
});
