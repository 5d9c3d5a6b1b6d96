import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import { newId } from "#base/id.ts";
import { startOfDay } from "#base/time.ts";
import { digestOf, type Event, type EventKind, type Recorded } from "#protocol/event.ts";
import { digestOfBundle, type Bundle, type CasesGrant } from "./agreement.ts";
import {
  codeOf, exampleBundle, exampleClause, exampleGrant, langfang, three, tongzhou, wuqing,
} from "./example-agreement.ts"; // prettier-ignore
import { may } from "./may.ts";
import { standingsOf, type Standings } from "./standing.ts";
import type { Signing } from "./state.ts";

const kind = (power: string): EventKind => ({
  type: "cases.tried",
  version: 1,
  data: z.unknown(),
  by: "holder",
  needs: { grant: "cases", power },
  matter: (data: { item: string }) => data.item,
  discloses: ({ applicant = {}, form = {} }: { applicant?: object; form?: object }) => [
    ...Object.keys(applicant).map((name) => `applicant.${name}`),
    ...Object.keys(form).map((name) => `form.${name}`),
  ],
});

const signedOn = "2026-01-05T04:00:00.000Z";
const signed = (bundle: Bundle, by = bundle.agreement.parties, change: Partial<Signing> = {}): Signing => ({
  digest: digestOfBundle(bundle),
  bundle,
  proposedBy: by[0]!,
  proposedAt: "2026-01-02T00:00:00.000Z",
  signatures: by.map((party) => ({ party, keyId: "", signature: "", signatory: "示例", at: signedOn })),
  endings: [],
  ...change,
});

const bundle = exampleBundle();
const standings = standingsOf([signed(bundle)]);

/** An event about a case decided in Tongzhou, by Wuqing unless said otherwise. */
const tried = (change: Partial<Event> = {}, author = wuqing): Recorded => {
  const event: Event = {
    id: newId(),
    type: "cases.tried",
    version: 1,
    subject: "case/1",
    clause: { agreement: digestOfBundle(bundle), clause: exampleClause },
    audience: [tongzhou, wuqing],
    actor: { role: "window-clerk", department: "hall" },
    time: "2026-03-02T08:00:00.000Z",
    data: { item: codeOf(tongzhou) },
    ...change,
  };
  return { event, digest: digestOf(event), author };
};

const codeFor = (recorded: Recorded, power = "accept", among: Standings = standings): string => {
  const outcome = may(recorded, kind(power), among);
  return outcome.ok ? "OK" : outcome.refusal.code;
};

describe("crossing a border", () => {
  it("is allowed for what the clause grants, between the side that accepts and the side that decides", () => {
    assert.equal(codeFor(tried()), "OK");
    assert.equal(
      codeFor(
        tried({ data: { item: codeOf(tongzhou), applicant: { name: "示例" }, form: { purpose: "示例" } } }),
      ),
      "OK",
    );
    assert.equal(codeFor(tried({}, tongzhou), "decide"), "OK");
    assert.equal(codeFor(tried({ audience: [langfang, wuqing], data: { item: codeOf(langfang) } })), "OK");
  });

  it("needs a clause, but not for what stays at home", () => {
    assert.equal(codeFor(tried({ clause: undefined })), "NO_CLAUSE");
    assert.equal(codeFor(tried({ clause: undefined, audience: "public" })), "NO_CLAUSE");
    assert.equal(codeFor(tried({ clause: undefined, audience: [wuqing] })), "OK");
    assert.equal(
      codeFor(tried({ clause: { agreement: "0".repeat(64), clause: exampleClause } })),
      "NO_CLAUSE",
    );
    assert.equal(
      codeFor(tried({ clause: { agreement: digestOfBundle(bundle), clause: "market.other" } })),
      "NO_CLAUSE",
    );
  });

  it("is refused before all have signed, and before the day it takes effect", () => {
    const unsigned = standingsOf([signed(bundle, [tongzhou, wuqing])]);
    const outcome = may(tried(), kind("accept"), unsigned);
    assert.ok(!outcome.ok);
    assert.equal(outcome.refusal.code, "CLAUSE_NOT_IN_FORCE");
    assert.deepEqual(outcome.refusal.detail?.["unsigned"], [langfang]);
    assert.equal(codeFor(tried({ time: "2026-01-05T03:59:59.999Z" })), "CLAUSE_NOT_IN_FORCE");
    assert.equal(codeFor(tried({ time: signedOn })), "OK");
  });

  it("is refused under an ended agreement, from the midnight after its last day", () => {
    const ending = (endsOn: string, at: string) =>
      three.map((party) => ({ party, keyId: "", signature: "", signatory: "示例", at, endsOn }));
    const ended = standingsOf([
      signed(bundle, three as string[], { endings: ending("2026-02-28", "2026-02-10T00:00:00.000Z") }),
    ]);
    assert.equal(codeFor(tried(), "accept", ended), "CLAUSE_ENDED");
    assert.equal(codeFor(tried({ time: "2026-02-28T15:59:59.999Z" }), "accept", ended), "OK");
    assert.equal(codeFor(tried({ time: startOfDay("2026-03-01") }), "accept", ended), "CLAUSE_ENDED");
    // What was begun under it, and so follows an event that crossed, is finished under it.
    assert.equal(codeFor(tried({ previous: "a".repeat(64) }), "accept", ended), "OK");
    const late = standingsOf([
      signed(bundle, three as string[], { endings: ending("2026-02-28", "2026-03-02T07:00:00.000Z") }),
    ]);
    assert.equal(codeFor(tried(), "accept", late), "OK"); // a late signature never ends it backwards
    assert.equal(codeFor(tried({ time: "2026-03-02T16:00:00.000Z" }), "accept", late), "CLAUSE_ENDED");
  });

  it("is refused for a party that is not granted, and for an audience that is none", () => {
    const narrow = exampleBundle({ id: "narrow" }, { to: [wuqing] });
    const clause = { agreement: digestOfBundle(narrow), clause: exampleClause };
    const among = standingsOf([signed(narrow)]);
    assert.equal(
      codeFor(tried({ clause, audience: [tongzhou, langfang] }, langfang), "accept", among),
      "POWER_NOT_GRANTED",
    );
    assert.equal(
      codeFor(tried({ clause, audience: [tongzhou, langfang] }, tongzhou), "decide", among),
      "AUDIENCE_TOO_WIDE",
    );
    assert.equal(codeFor(tried(), "verify-identity"), "POWER_NOT_GRANTED");
    assert.equal(codeFor(tried({ audience: [tongzhou, "330100"] })), "NOT_A_PARTY");
    assert.equal(codeFor(tried({ audience: [tongzhou, "330100"] }, "330100")), "NOT_A_PARTY");
    assert.equal(codeFor(tried({ audience: [...three].sort() })), "AUDIENCE_TOO_WIDE");
    assert.equal(codeFor(tried({ audience: "public" })), "AUDIENCE_TOO_WIDE");
  });

  it("is refused for a field that the grant does not list", () => {
    const outcome = may(
      tried({ data: { item: codeOf(tongzhou), applicant: { name: "示例", address: "示例路" } } }),
      kind("accept"),
      standings,
    );
    assert.ok(!outcome.ok);
    assert.deepEqual([outcome.refusal.code, outcome.refusal.at], ["FIELD_NOT_GRANTED", "applicant.address"]);
    assert.equal(
      codeFor(tried({ data: { item: codeOf(tongzhou), form: { income: "1" } } })),
      "FIELD_NOT_GRANTED",
    );
    assert.equal(
      codeFor(tried({ data: { item: codeOf(tongzhou), applicant: { address: "" } } }, tongzhou), "decide"),
      "FIELD_NOT_GRANTED",
    );
  });

  it("is refused for an item that the clause does not bring into force", () => {
    assert.equal(codeFor(tried({ data: { item: `${codeOf(tongzhou).slice(0, -1)}9` } })), "ITEM_NOT_GRANTED");
    assert.equal(codeFor(tried({ data: {} })), "ITEM_NOT_GRANTED");
  });

  it("never lets anybody but the deciding authority decide, whatever a clause says", () => {
    assert.equal(codeFor(tried(), "decide"), "DECISION_NOT_GRANTABLE");
    const bold = exampleBundle({}, { powers: [...exampleGrant().powers, "decide" as "receive"] });
    const clause = { agreement: digestOfBundle(bold), clause: exampleClause };
    assert.equal(codeFor(tried({ clause }), "decide", standingsOf([signed(bold)])), "DECISION_NOT_GRANTABLE");
  });

  it("allows exactly what was granted, over all grants, authors, items, powers and audiences", () => {
    const some = fc.uniqueArray(fc.constantFrom(...three), { minLength: 1 });
    const grants = fc.record({
      to: some,
      from: some,
      powers: fc.uniqueArray(fc.constantFrom(...exampleGrant().powers), { minLength: 1 }),
    });
    const party = fc.constantFrom(...three);
    const power = fc.constantFrom("decide", "verify-identity", ...exampleGrant().powers);
    fc.assert(
      fc.property(grants, party, party, power, some, (grant, author, deciding, power, seenBy) => {
        const made = exampleBundle({}, grant as Partial<CasesGrant>);
        const audience = [...new Set([author, ...seenBy])].sort();
        const recorded = tried(
          {
            clause: { agreement: digestOfBundle(made), clause: exampleClause },
            audience,
            data: { item: codeOf(deciding) },
          },
          author,
        );
        const others = audience.filter((one) => one !== deciding);
        const isGranted =
          (author === deciding && (others.length === 0 || grant.from.includes(deciding))) ||
          (grant.to.includes(author) &&
            grant.from.includes(deciding) &&
            (grant.powers as string[]).includes(power));
        const isBetweenTwo =
          audience.includes(deciding) && others.length <= 1 && others.every((one) => grant.to.includes(one));
        assert.equal(
          codeFor(recorded, power, standingsOf([signed(made)])) === "OK",
          isGranted && isBetweenTwo,
        );
      }),
    );
  });
});

describe("a newer version", () => {
  const newer = exampleBundle({ version: 2, amends: digestOfBundle(bundle), effectiveFrom: "2026-03-01" });
  const clause = { agreement: digestOfBundle(newer), clause: exampleClause };

  it("replaces the one it amends from its own day", () => {
    const both = standingsOf([signed(bundle), signed(newer)]);
    assert.equal(codeFor(tried({ time: "2026-02-28T15:59:59.999Z" }), "accept", both), "OK");
    assert.equal(
      codeFor(tried({ clause, time: "2026-02-28T15:59:59.999Z" }), "accept", both),
      "CLAUSE_NOT_IN_FORCE",
    );
    assert.equal(codeFor(tried({ time: "2026-02-28T16:00:00.000Z" }), "accept", both), "CLAUSE_ENDED");
    assert.equal(codeFor(tried({ clause, time: "2026-02-28T16:00:00.000Z" }), "accept", both), "OK");
  });

  it("changes nothing before all have signed it", () => {
    const both = standingsOf([signed(bundle), signed(newer, [tongzhou, langfang])]);
    assert.equal(codeFor(tried(), "accept", both), "OK");
    assert.equal(codeFor(tried({ clause }), "accept", both), "CLAUSE_NOT_IN_FORCE");
  });

  it("has no rival: of two amendments the first that all signed stands, the other never does", () => {
    const rival = exampleBundle({
      version: 2,
      amends: digestOfBundle(bundle),
      title: { zh: "另一版", en: "another" },
    });
    const all = standingsOf([signed(bundle), signed(newer), signed(rival)]);
    const rivalClause = { agreement: digestOfBundle(rival), clause: exampleClause };
    assert.equal(codeFor(tried({ clause: rivalClause }), "accept", all), "OK"); // in force since January
    assert.equal(codeFor(tried({ clause }), "accept", all), "CLAUSE_NOT_IN_FORCE");
  });
});
