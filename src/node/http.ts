import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { commonRefusals, type Contract } from "#base/contract.ts";
import { newId } from "#base/id.ts";
import type { RawRoute } from "#base/raw-route.ts";
import type { Refusal, Refusals } from "#base/outcome.ts";
import { addSecurityHeaders } from "./headers.ts";
import { mount, type Answering, type MountOptions } from "./mount.ts";
import { mountRaw } from "./mount-raw.ts";
import { openApi } from "./openapi.ts";
import { languageOf, refusalOfFault, sendRefusal } from "./problem.ts";
import { serveHealth, type HealthOptions } from "./serve-health.ts";
import { servePages } from "./static-pages.ts";

export type HttpOptions = Omit<MountOptions, "texts"> & {
  answerings: readonly Answering[];
  /** Protocols that others defined. */
  rawRoutes?: readonly RawRoute[];
  refusals: readonly Refusals[];
  health?: Omit<HealthOptions, "texts">;
  /** Folder of the built pages; none in tests that need no browser. */
  pages?: string;
  isHttps: boolean;
  /** Behind a reverse proxy the caller's address comes from its header. */
  trustProxy: boolean;
  version: string;
};

/** One table of everything the node can refuse with; where two capabilities use a code, the earlier one keeps it. */
export const allTexts = (tables: readonly Refusals[]): Refusals =>
  Object.assign({}, ...tables.toReversed(), commonRefusals);

const refusalOfFramework = (error: FastifyError, requestId: string): Refusal => {
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") return { code: "TOO_LARGE", detail: { limit: "1 MB" } };
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return { code: "INVALID", detail: { what: error.message } };
  return refusalOfFault(error, requestId);
};

/** The node's HTTP server: contracts, health, pages and the OpenAPI document. Listening is up to the caller. */
export const httpServer = async (options: HttpOptions): Promise<FastifyInstance> => {
  const texts = allTexts(options.refusals);
  const app = Fastify({
    genReqId: () => newId(),
    trustProxy: options.trustProxy,
    forceCloseConnections: true,
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 200 },
  });
  addSecurityHeaders(app, options.isHttps);
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = refusalOfFramework(error, request.id);
    if (refusal.code === "FAULT")
      options.onFault(error, { requestId: request.id, route: request.routeOptions.url ?? "" });
    return sendRefusal(reply, refusal, texts, languageOf(request.headers["accept-language"]));
  });
  if (options.health) serveHealth(app, { ...options.health, texts });
  for (const answering of options.answerings) mount(app, answering, { ...options, texts });
  for (const route of options.rawRoutes ?? []) mountRaw(app, route, { ...options, texts });
  const contracts: Contract[] = options.answerings.map(({ contract }) => contract);
  const document = JSON.stringify(openApi(contracts, texts, options.version));
  app.get("/api/openapi.json", async (_request, reply) => reply.type("application/json").send(document));
  await servePages(app, options.pages, (request, reply) =>
    sendRefusal(reply, { code: "NOT_FOUND" }, texts, languageOf(request.headers["accept-language"])),
  );
  return app;
};
