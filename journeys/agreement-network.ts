import assert from "node:assert/strict";
import { z } from "zod";
import type { Instant } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import { digestOfBundle, type Bundle } from "#agreements/agreement.ts";
import {
  codeOf,
  exampleBundle,
  exampleClause,
  exampleNetwork,
  three,
  tongzhou,
  wuqing,
} from "#agreements/example-agreement.ts";
import { agreementHandlers, propose } from "#agreements/handlers.ts";
import { openAgreements, type Agreements } from "#agreements/open.ts";
import type { Capability } from "#exchange/capability.ts";
import type { Draft } from "#exchange/draft.ts";
import { exchangeCapability } from "#exchange/exchange-capability.ts";
import { testParties } from "#exchange/test-parties.ts";
import { definitionKinds } from "#node/definition-kinds.ts";
import { caseKinds } from "#cases/events.ts";
import type { TestDatabases } from "#node/test-database.ts";
import onTheSpot from "../definitions/procedures/on-the-spot-registration.json" with { type: "json" };

/** Cases without their own state and shape: only what a clause asks of them matters here. */
const kinds = caseKinds.map((kind) => ({ ...kind, data: z.looseObject({}) }));
const cases: Capability = { name: "cases", kinds, apply: () => Promise.resolve() };

export const actor = { role: "supervisor", department: "hall" };

/** Three nodes with real agreements; `rogues` record whatever they like, as altered software would. */
export const network = async (open: TestDatabases["open"], rogues: readonly string[] = []) => {
  const clock = { now: "2026-01-05T01:00:00.000Z" as Instant };
  const { founding, signers } = exampleNetwork("2026-01-01", (party) => `http://${party}.test`);
  const agreements = new Map<string, Agreements>(
    three.map((party) => [party, openAgreements({ founding, kinds, definitions: definitionKinds })]),
  );
  const databases: Record<string, Db> = {};
  for (const party of three) databases[party] = (await open()).db;
  const parties = await testParties(databases, {
    clock: () => clock.now,
    signers: Object.fromEntries(signers),
    agreementsOf: (party) => {
      const { authority, capability } = agreements.get(party)!;
      return {
        authority: rogues.includes(party)
          ? { ...authority, mayCross: () => Promise.resolve(new Map()) }
          : authority,
        capabilities: [exchangeCapability, capability, cases],
      };
    },
  });
  const node = (party: string) => parties[party]!;
  const exchangeAll = async () => {
    for (const one of Object.values(parties)) await one.sealAll();
    for (const to of Object.values(parties))
      for (const from of Object.values(parties)) if (to !== from) assert.ok((await to.takeFrom(from)).ok);
  };
  const depsOf = (party: string) => {
    const { db, append, commit, findSigner } = node(party);
    return {
      db,
      here: party,
      findSigner,
      agreements: agreements.get(party)!,
      append,
      commit,
    };
  };
  const handlers = (party: string) => agreementHandlers(depsOf(party));
  const context = () => ({
    caller: { personId: "p", ...actor, role: "supervisor" as const },
    language: "zh" as const,
    requestId: "r",
    now: clock.now,
    signal: AbortSignal.timeout(10_000),
  });
  const none = { params: undefined, query: undefined, body: undefined };
  return {
    clock,
    node,
    exchangeAll,
    propose: async (party: string, bundle: Bundle) => propose(depsOf(party), bundle, actor),
    sign: (party: string, digest: string) =>
      handlers(party).signAgreement(
        { ...none, params: { digest }, body: { signatory: "示例区人民政府" } },
        context(),
      ),
    end: (party: string, digest: string, endsOn: string) =>
      handlers(party).endAgreement(
        { ...none, params: { digest }, body: { signatory: "示例区人民政府", endsOn } },
        context(),
      ),
    read: async (party: string, digest: string) => {
      const outcome = await handlers(party).readAgreement({ ...none, params: { digest } }, context());
      assert.ok(outcome.ok);
      return outcome.value;
    },
    compare: (party: string, digest: string, other: string) =>
      handlers(party).compareAgreements({ ...none, params: { digest, other } }, context()),
    list: (party: string) => handlers(party).listAgreements(none, context()),
  };
};
export type Network = Awaited<ReturnType<typeof network>>;

export const bundle = exampleBundle({}, {}, onTheSpot);
export const digest = digestOfBundle(bundle);

export const bringIntoForce = async (net: Network, one: Bundle = bundle): Promise<string> => {
  const made = await net.propose(wuqing, one);
  assert.ok(made.ok, JSON.stringify(made));
  await net.exchangeAll();
  const name = digestOfBundle(one);
  for (const party of three) assert.ok((await net.sign(party, name)).ok);
  await net.exchangeAll();
  return name;
};

export const codeOfRefusal = (outcome: { ok: boolean; refusal?: { code: string } }) =>
  outcome.refusal?.code ?? "OK";

export const received = (change: Partial<Draft> = {}): Draft => ({
  type: "cases.received",
  subject: "case/1",
  data: { item: codeOf(tongzhou) },
  audience: [tongzhou, wuqing],
  actor: { role: "window-clerk", department: "hall" },
  clause: { agreement: digest, clause: exampleClause },
  ...change,
});

export const submitted = (applicant: Record<string, string>): Draft =>
  received({
    type: "cases.submitted",
    data: { item: codeOf(tongzhou), applicant, form: { purpose: "示例" } },
  });

export const applicant = {
  kind: "person",
  name: "示例·刘晓岚",
  idNumber: "990112199003070021",
  phone: "13800000000",
};
