import { z } from "zod";
import type { Contract, Route } from "#base/contract.ts";
import type { Refusals } from "#base/outcome.ts";

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return rest;
};

const parametersOf = (schema: z.ZodObject | undefined, place: "path" | "query"): Json[] =>
  Object.entries(schema?.shape ?? {}).map(([name, member]) => ({
    name,
    in: place,
    required: place === "path" || !(member as z.ZodType).safeParse(undefined).success,
    schema: schemaOf(member as z.ZodType, "input"),
  }));

const binary = { schema: { type: "string", format: "binary" } };

const bodyOf = (route: Route): Json =>
  route.body === undefined
    ? {}
    : {
        requestBody: {
          required: true,
          content:
            route.body === "bytes"
              ? { "application/octet-stream": binary }
              : { "application/json": { schema: schemaOf(route.body, "input") } },
        },
      };

const securityOf = ({ access }: Route): Json =>
  access === "anyone"
    ? { security: [] }
    : access === "peer"
      ? { security: [{ peerSignature: [] }] }
      : { security: [{ session: [] }], "x-roles": access };

const operationOf = (name: string, route: Route, texts: Refusals): Json => {
  const problems = Map.groupBy(route.refusals, (code) => String(texts[code]?.status ?? 422));
  return {
    operationId: name,
    summary: route.summary.en ?? route.summary.zh,
    "x-summary-zh": route.summary.zh,
    ...securityOf(route),
    parameters: [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")],
    ...bodyOf(route),
    responses: {
      200: {
        description: "OK",
        content:
          route.output === "file"
            ? { "application/octet-stream": binary }
            : { "application/json": { schema: schemaOf(route.output, "output") } },
      },
      ...Object.fromEntries(
        [...problems].map(([status, codes]) => [
          status,
          {
            description: codes.map((code) => `${code}: ${texts[code]?.en ?? ""}`).join("\n"),
            content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
          },
        ]),
      ),
      default: { $ref: "#/components/responses/Problem" },
    },
  };
};

const problem = {
  type: "object",
  required: ["type", "title", "status", "code", "zh", "en"],
  properties: Object.fromEntries(
    ["type", "title", "code", "zh", "en", "at", "basis", "next"]
      .map((name) => [name, { type: "string" }])
      .concat([
        ["status", { type: "integer" }],
        ["detail", { type: "object" }],
      ]),
  ),
};

/** OpenAPI 3.1 of everything the node answers, from the same values that the server and the client read. */
export const openApi = (contracts: readonly Contract[], texts: Refusals, version: string): Json => {
  const paths: Record<string, Json> = {};
  for (const contract of contracts)
    for (const [name, route] of Object.entries(contract)) {
      const path = route.path.replace(/:(\w+)/g, "{$1}");
      (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(name, route, texts);
    }
  return {
    openapi: "3.1.0",
    info: { title: "Tongwulang node", version, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    paths,
    components: {
      schemas: { Problem: problem },
      responses: {
        Problem: {
          description: "A refusal (RFC 9457) in the language of the request",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "tongwulang.session_token" },
        peerSignature: {
          type: "http",
          scheme: "signature",
          description: "RFC 9421, see docs/exchange-format.md",
        },
      },
    },
  };
};
