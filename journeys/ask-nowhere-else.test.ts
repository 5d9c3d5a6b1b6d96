import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { z } from "zod";
import type { Contract, Route } from "#base/contract.ts";
import { Role } from "#base/role.ts";
import { systemClock } from "#base/time.ts";
import { agreementContract } from "#agreements/contract.ts";
import { caseContract } from "#cases/contract.ts";
import { exchangeContract } from "#exchange/contract.ts";
import { backupContract } from "#node/backup/contract.ts";
import { nodeContract } from "#node/contract.ts";
import { signRequest } from "#protocol/signed-request.ts";
import { answersFor, arrives, checkAll, codeOf, papersFor, person, readItem } from "./case-work.ts";
import { must, threeNodes, type ThreeNodes } from "./three-nodes.ts";

type Schema = Record<string, unknown> & {
  properties?: Record<string, Schema>;
  $defs?: Record<string, Schema>;
};

/** Texts that fit where not any text fits: the first one that does is taken. */
const narrowTexts = [
  "110112",
  "0198f0c4-7d0b-7c3e-8000-000000000000",
  "a".repeat(64),
  "0".repeat(16),
  "2026-11-02",
  "2026-11-02T08:00:00.000Z",
  "13800000001",
  person.idNumber,
];

const isNarrow = (schema: Schema) => schema["pattern"] !== undefined || schema["format"] !== undefined;

/** A value with an address wherever a text may stand; `fits` leaves those texts right that have a form of their own. */
const valueFor = (schema: Schema, address: string, fits: boolean, defs = schema.$defs ?? {}): unknown => {
  const of = (inner: Schema) => valueFor(inner, address, fits, defs);
  if (typeof schema["$ref"] === "string") return of(defs[schema["$ref"].split("/").at(-1)!] ?? {});
  if ("const" in schema) return schema["const"];
  const choice = (schema["anyOf"] ?? schema["oneOf"]) as Schema[] | undefined;
  if (choice) return of(choice[0]!);
  if (Array.isArray(schema["enum"])) return fits ? schema["enum"][0] : address;
  if (schema["type"] === "integer" || schema["type"] === "number") return schema["minimum"] ?? 1;
  if (schema["type"] === "boolean") return true;
  if (schema["type"] === "array") return [of((schema["items"] ?? {}) as Schema)];
  if (schema["type"] === "object") {
    const members = Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, of(inner)]);
    const other = schema["additionalProperties"];
    return Object.fromEntries(
      other ? [...members, [fits ? "url" : address, of(other === true ? {} : (other as Schema))]] : members,
    );
  }
  if (!fits || !isNarrow(schema)) return address;
  const form = new RegExp(typeof schema["pattern"] === "string" ? schema["pattern"] : "", "u");
  return narrowTexts.find((text) => form.test(text)) ?? address;
};

const valueOf = (schema: z.ZodType, address: string, fits: boolean): unknown =>
  valueFor(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema, address, fits);

const contracts: Contract[] = [
  nodeContract,
  exchangeContract,
  agreementContract,
  caseContract,
  backupContract,
];
const routes = contracts.flatMap((contract): [string, Route][] => Object.entries(contract));

describe("a node asks its peers and nobody else", () => {
  let network: ThreeNodes;
  let trap = "";
  const caught: string[] = [];
  const server = createServer((request, response) => {
    caught.push(`${request.method} ${request.url}`);
    response.end("{}");
  });

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    trap = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    network = await threeNodes();
  });
  after(async () => {
    await network?.stop();
    server.close();
  });

  /** What a reverse proxy, a browser or a liar may put at the head of a request. */
  const namingHeaders = (): Record<string, string> => {
    const { host } = new URL(trap);
    return {
      host,
      origin: trap,
      referer: `${trap}/referer`,
      "x-forwarded-host": host,
      "x-forwarded-proto": "http",
      "x-forwarded-for": host,
      "x-real-ip": host,
      "x-original-url": `${trap}/original`,
      "x-rewrite-url": `${trap}/rewrite`,
      forwarded: `for="${host}";host="${host}";proto=http`,
      via: `1.1 ${host}`,
      link: `<${trap}/link>; rel="next"`,
      "content-location": `${trap}/location`,
      "x-caller-address": host,
    };
  };

  const cookies = new Map<Role, string>();
  const cookieOf = async (role: Role): Promise<string> => {
    const cookie = cookies.get(role) ?? (await network.wuqing.as(role)).cookie();
    cookies.set(role, cookie);
    return cookie;
  };

  const knock = async (route: Route, address: string, fits: boolean): Promise<string> => {
    const node = network.wuqing;
    const params = route.params ? (valueOf(route.params, address, fits) as Record<string, unknown>) : {};
    const query = route.query ? (valueOf(route.query, address, fits) as Record<string, unknown>) : {};
    const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
    const search = new URLSearchParams(Object.entries(query).map(([name, one]) => [name, String(one)]));
    const isJson = route.body !== undefined && route.body !== "bytes";
    const body = isJson ? JSON.stringify(valueOf(route.body as z.ZodType, address, fits)) : `%PDF ${address}`;
    const payload = route.body === undefined ? undefined : body;
    const bytes = payload === undefined ? undefined : Buffer.from(payload);
    const asked = { method: route.method, path, query: search.size > 0 ? `?${search}` : "" };
    const langfang = network.langfang.running().exchange.deps.keys.all()[0]!;
    const who =
      route.access === "peer"
        ? signRequest(
            { ...asked, ...(bytes && { body: bytes }) },
            "131000",
            node.party,
            langfang,
            systemClock(),
          )
        : route.access === "anyone"
          ? {}
          : { cookie: await cookieOf(Role.parse(route.access[0])) };
    const answer = await node.running().app.inject({
      method: route.method,
      url: asked.path + asked.query,
      headers: {
        ...namingHeaders(),
        ...who,
        "x-tongwulang": "1",
        ...(bytes && { "content-type": isJson ? "application/json" : "application/pdf" }),
      },
      ...(bytes && { payload: bytes }),
    });
    if (route.path.startsWith("/api/sign-out")) cookies.clear();
    if (answer.statusCode < 400) return "ok";
    return (answer.json() as { code?: string }).code ?? String(answer.statusCode);
  };

  it("whatever address stands in a path, a query, a body or a header of any of its routes", async () => {
    const codes = new Map<string, string>();
    for (const [name, route] of routes)
      for (const fits of [true, false]) {
        const code = await knock(route, `${trap}/${name}`, fits);
        if (fits) codes.set(name, code);
      }
    for (const path of [`/${trap}/`, `//${new URL(trap).host}/x`, `/api/auth/sign-in?callbackURL=${trap}`])
      await network.wuqing.running().app.inject({ url: path, headers: namingHeaders() });
    assert.deepEqual(caught, []);
    // Most went through the door and reached what lies behind it.
    const denials = ["NOT_SIGNED_IN", "NOT_SIGNED", "CROSS_SITE", "UNKNOWN_PARTY", "BAD_REQUEST_SIGNATURE"];
    for (const [name, code] of codes) assert.ok(!denials.includes(code), `${name}: ${code}`);
    const invalid = [...codes].filter(([, code]) => code === "INVALID").map(([name]) => name);
    assert.ok(invalid.length < routes.length / 10, invalid.join());
  });

  it("whatever address a case carries in its words, on either side of the border", async () => {
    const clerk = await network.wuqing.as("window-clerk");
    const officer = await network.tongzhou.as("officer");
    const item = await readItem(network.wuqing, "food-operation-permit");
    const paper = await clerk.fetch("/api/uploads", {
      method: "PUT",
      body: new TextEncoder().encode(`%PDF-1.4\n% /URI (${trap}/paper)\n%%EOF`),
      headers: { "content-type": "application/pdf", "x-tongwulang": "1" },
    });
    const file = (await paper.json()) as { digest: string; size: number; mediaType: string };
    const [first, ...others] = papersFor(item);
    const answers = Object.entries(answersFor(item)).map(([name, one]) => [
      name,
      typeof one === "string" && one.startsWith("示例") ? `${trap}/${name}` : one,
    ]);
    const handedIn = await clerk.cases.handIn({
      body: {
        key: randomUUID(),
        item: codeOf(item, "110112"),
        applicant: { ...person, address: `${trap}/address` },
        form: Object.fromEntries(answers),
        materials: [{ ...first!, way: "upload", files: [{ ...file, label: `${trap}/label` }] }, ...others],
        delivery: { way: "courier", address: `${trap}/delivery` },
      },
    });
    const { id } = await checkAll(clerk, must(handedIn).case);
    must(await clerk.cases.accept({ params: { id } }));
    const view = await arrives(officer, id, ({ state }) => state === "under-review");
    assert.ok(JSON.stringify(view).includes(trap));
    await officer.cases.proposeDecision({
      params: { id },
      body: { outcome: "denied", reasons: `${trap}/reasons` },
    });
    assert.deepEqual(caught, []);
  });

  it("and the server that is never asked would have told of it", async () => {
    await fetch(`${trap}/seen`);
    assert.deepEqual(caught, ["GET /seen"]);
  });
});
