import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { sha256Hex } from "#base/hash.ts";
import type { Refusals } from "#base/outcome.ts";
import { sealingOf } from "#exchange/figures.ts";
import type { Exchange } from "#exchange/open.ts";
import type { Metrics } from "./metrics.ts";
import { languageOf, sendRefusal } from "./problem.ts";

export type HealthOptions = {
  exchange: Exchange;
  metrics: Metrics;
  /** Who may scrape beside the terminal of this machine; nobody if not set. */
  metricsToken?: string;
  isOperator: (authorization: string | null) => boolean;
  texts: Refusals;
};

const databaseMs = 2_000;

const isBearer = (authorization: string | undefined, token: string | undefined): boolean => {
  if (!token || !authorization) return false;
  // Digests have one length, so that the comparison tells nothing of the token's.
  const [given, expected] = [sha256Hex(authorization), sha256Hex(`Bearer ${token}`)];
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected));
};

/** Whether the database answers, and whether pages are sealed: what a load balancer and a watchman ask. */
const readiness = async ({ deps, held, findSigner }: Exchange) => {
  const signer = await Promise.race([
    deps.db.transaction().execute(findSigner).catch(() => undefined), // prettier-ignore
    new Promise<undefined>((resolve) => setTimeout(resolve, databaseMs, undefined).unref()),
  ]);
  if (!signer) return { ready: false, database: "unreachable", sealing: "unknown" };
  return { ready: true, database: "ok", sealing: sealingOf(await held.standing(), signer.ok) };
};

/**
 * `/health/live`: the process answers. `/health/ready`: its database does too. Peers play no part in either: a node whose
 * peers are away still serves its own people. `/metrics` is for whoever has the token or the operator's word; where a request
 * comes from proves nothing behind a reverse proxy.
 */
export const serveHealth = (app: FastifyInstance, options: HealthOptions): void => {
  const { exchange, metrics, metricsToken, isOperator, texts } = options;
  app.addHook("onResponse", (request, reply, next) => {
    // Routes as the contract writes them: an address with numbers in it would make a series each.
    const route = request.routeOptions.url ?? "unknown";
    metrics.countRequest(route, request.method, reply.statusCode, reply.elapsedTime / 1000);
    next();
  });
  app.get("/health/live", async (_request, reply) =>
    reply.header("cache-control", "no-store").send({ live: true }),
  );
  app.get("/health/ready", async (_request, reply) => {
    const answer = await readiness(exchange);
    return reply
      .code(answer.ready ? 200 : 503)
      .header("cache-control", "no-store")
      .send(answer);
  });
  app.get("/metrics", async (request, reply) => {
    const { authorization, "accept-language": accept } = request.headers;
    reply.header("cache-control", "no-store");
    if (!isBearer(authorization, metricsToken) && !isOperator(authorization ?? null))
      return sendRefusal(
        reply.header("www-authenticate", "Bearer"),
        { code: "METRICS_CLOSED" },
        texts,
        languageOf(accept),
      );
    return reply.type(metrics.contentType).send(await metrics.scrape());
  });
};
