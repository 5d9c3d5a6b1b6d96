import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { newId } from "#base/id.ts";
import { digestOf, type Audience, type EventKind, type Recorded } from "#protocol/event.ts";
import { digestOfBundle, type Bundle, type MonitoringGrant } from "./agreement.ts";
import { exampleBundle, langfang, three, tongzhou, wuqing } from "./example-agreement.ts";
import { may } from "./may.ts";
import { standingsOf, type Standings } from "./standing.ts";

const kind = (power: string): EventKind => ({
  type: "monitoring.tried",
  version: 1,
  data: z.unknown(),
  by: "holder",
  needs: { grant: "monitoring", power },
  matter: ({ network }: { network?: string }) => network as string,
});

const bundleWith = (change: Partial<MonitoringGrant> = {}, endsOn?: string): Bundle => {
  const { agreement, files } = exampleBundle();
  const grant: MonitoringGrant = {
    networks: ["networks/*.json"],
    standards: [],
    plans: [],
    powers: ["observe", "warn"],
    to: [tongzhou, langfang],
    publishes: ["observe"],
    ...change,
  };
  const clause = {
    ...agreement.clauses[0]!,
    id: "ecology.rivers",
    grants: [{ monitoring: grant }],
    commitments: [],
  };
  return {
    agreement: { ...agreement, clauses: [...agreement.clauses, clause], ...(endsOn && { endsOn }) },
    files: { ...files, "networks/rivers.json": { kind: "monitoring-network", id: "border-rivers" } },
  };
};

const standingOf = (bundle: Bundle): Standings =>
  standingsOf([
    {
      digest: digestOfBundle(bundle),
      bundle,
      proposedBy: tongzhou,
      proposedAt: "2026-01-02T00:00:00.000Z",
      signatures: three.map((party) => ({
        party,
        keyId: "",
        signature: "",
        signatory: "示例",
        at: "2026-01-05T04:00:00.000Z",
      })),
      endings: [],
    },
  ]);

type Try = {
  power?: string;
  author?: string;
  audience?: Audience;
  network?: string;
  time?: string;
  previous?: string;
};

const codeFor = (bundle: Bundle, what: Try = {}): string => {
  const { power = "observe", author = tongzhou, audience = [...three], network, time, previous } = what;
  const event = {
    id: newId(),
    type: "monitoring.tried",
    version: 1,
    subject: "observations/1",
    clause: { agreement: digestOfBundle(bundle), clause: "ecology.rivers" },
    audience,
    actor: { role: "duty-officer", department: "ecology" },
    time: time ?? "2026-03-02T08:00:00.000Z",
    data: network === undefined ? {} : { network },
    ...(previous && { previous }),
  };
  const recorded: Recorded = { event, digest: digestOf(event), author };
  const outcome = may(recorded, kind(power), standingOf(bundle));
  return outcome.ok ? "OK" : outcome.refusal.code;
};

describe("a clause about monitoring", () => {
  it("lets those it names do what it grants, in its networks", () => {
    assert.equal(codeFor(bundleWith(), { network: "border-rivers" }), "OK");
    assert.equal(codeFor(bundleWith(), { power: "warn", author: langfang }), "OK");
    assert.equal(codeFor(bundleWith(), { network: "another-river" }), "NETWORK_NOT_GRANTED");
    assert.equal(codeFor(bundleWith(), { author: wuqing, network: "border-rivers" }), "POWER_NOT_GRANTED");
    assert.equal(codeFor(bundleWith(), { power: "patrol", network: "border-rivers" }), "POWER_NOT_GRANTED");
    assert.equal(codeFor(exampleBundle()), "NO_CLAUSE");
  });

  it("makes public only what it says is", () => {
    const open: Try = { audience: "public", network: "border-rivers" };
    assert.equal(codeFor(bundleWith(), open), "OK");
    assert.equal(codeFor(bundleWith(), { ...open, power: "warn" }), "AUDIENCE_TOO_WIDE");
    assert.equal(codeFor(bundleWith({ publishes: [] }), open), "AUDIENCE_TOO_WIDE");
    assert.equal(codeFor(bundleWith(), { audience: [tongzhou, "130100"] }), "NOT_A_PARTY");
  });

  it("when it has ended lets what was begun be finished, and nothing new begin", () => {
    const ended = bundleWith({}, "2026-02-01");
    assert.equal(codeFor(ended, { power: "warn" }), "CLAUSE_ENDED");
    assert.equal(codeFor(ended, { power: "warn", previous: "ab".repeat(32) }), "OK");
    assert.equal(codeFor(ended, { network: "border-rivers", previous: "ab".repeat(32) }), "CLAUSE_ENDED");
    assert.equal(codeFor(ended, { power: "warn", time: "2026-01-20T08:00:00.000Z" }), "OK");
  });
});
