import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FastifyInstance } from "fastify";
import type { Contract, Route } from "#base/contract.ts";
import { done, refuse } from "#base/outcome.ts";
import { Role } from "#base/role.ts";
import { systemClock } from "#base/time.ts";
import { agreementContract } from "#agreements/contract.ts";
import { exchangeContract } from "#exchange/contract.ts";
import { caseContract } from "#cases/contract.ts";
import { refusalTables } from "./compose.ts";
import { nodeContract } from "./contract.ts";
import { allTexts, httpServer } from "./http.ts";
import type { Answering } from "./mount.ts";

const contracts: Record<string, Contract> = {
  node: nodeContract,
  exchange: exchangeContract,
  agreements: agreementContract,
  cases: caseContract,
};

const routes = Object.entries(contracts).flatMap(([capability, contract]) =>
  Object.entries(contract).map(([name, route]): [string, Route] => [`${capability}.${name}`, route]),
);

/** Every contract at the real door; behind it a handler that only says it was reached. */
const doorOf = (): Promise<FastifyInstance> =>
  httpServer({
    answerings: Object.values(contracts).map((contract): Answering => {
      const reached = async () => refuse("NOT_FOUND", { reached: true });
      return { contract, handlers: Object.fromEntries(Object.keys(contract).map((name) => [name, reached])) };
    }),
    refusals: refusalTables,
    gate: {
      findCaller: async ({ headers }) => {
        const role = Role.safeParse(headers.get("x-test-role"));
        return role.success ? { personId: "p", role: role.data, department: "d" } : undefined;
      },
      verifyPeer: async ({ headers }) => (headers["x-test-peer"] ? done("110112") : refuse("NOT_SIGNED")),
      countAnonymous: () => undefined,
    },
    clock: systemClock,
    checkAnswers: false,
    onFault: (error) => assert.fail(String(error)),
    isHttps: false,
    trustProxy: false,
    version: "test",
  });

const denials = new Set(["NOT_SIGNED_IN", "NOT_ALLOWED", "NOT_SIGNED", "CROSS_SITE"]);

/** Past the door means: the handler was reached, or the question itself was read and found wanting. */
const knock = async (app: FastifyInstance, { method, path, body }: Route, who: Record<string, string>) => {
  const isJson = body !== undefined && body !== "bytes";
  const answer = await app.inject({
    method,
    url: path.replace(/:\w+/g, "0"),
    headers: { "x-tongwulang": "1", ...who, ...(isJson && { "content-type": "application/json" }) },
    ...(isJson && { payload: "{}" }),
  });
  const { code } = answer.json() as { code: string };
  return denials.has(code) ? code : "let in";
};

describe("every route of every capability", () => {
  it("lets in exactly those whom its contract names", async () => {
    const app = await doorOf();
    for (const [name, route] of routes) {
      const { access } = route;
      const isPeers = access === "peer";
      const unknown = isPeers ? "NOT_SIGNED" : access === "anyone" ? "let in" : "NOT_SIGNED_IN";
      assert.equal(await knock(app, route, {}), unknown, `${name} without anybody`);
      const asPeer = isPeers || access === "anyone" ? "let in" : "NOT_SIGNED_IN";
      assert.equal(await knock(app, route, { "x-test-peer": "1" }), asPeer, `${name} as a peer`);
      for (const role of Role.options) {
        const named = access === "anyone" || (!isPeers && access.includes(role));
        const expected = named ? "let in" : isPeers ? "NOT_SIGNED" : "NOT_ALLOWED";
        assert.equal(await knock(app, route, { "x-test-role": role }), expected, `${name} as ${role}`);
      }
    }
    await app.close();
  });

  it("that changes something is closed to pages of other sites, whoever is signed in", async () => {
    const app = await doorOf();
    for (const [name, route] of routes) {
      if (route.method === "GET" || route.access === "peer") continue;
      const role = route.access === "anyone" ? "applicant" : route.access[0]!;
      const foreign = { "x-test-role": role, origin: "https://elsewhere.example" };
      assert.equal(await knock(app, route, foreign), "CROSS_SITE", name);
    }
    await app.close();
  });

  it("has an address of its own, and a field for every part of it", () => {
    const seen = new Set<string>();
    for (const [name, { method, path, params }] of routes) {
      const address = `${method} ${path.replace(/:\w+/g, ":")}`;
      assert.ok(!seen.has(address), `${name}: ${address} is taken`);
      seen.add(address);
      const named = [...path.matchAll(/:(\w+)/g)].map(([, part]) => part!);
      assert.deepEqual(Object.keys(params?.shape ?? {}).toSorted(), named.toSorted(), name);
    }
  });

  it("refuses only in words that exist in both languages", () => {
    const texts = allTexts(refusalTables);
    for (const [name, { refusals, summary }] of routes) {
      for (const code of refusals) assert.ok(texts[code]?.zh && texts[code].en, `${name}: ${code}`);
      assert.ok(summary.zh && summary.en, `${name} has no summary`);
    }
  });
});
