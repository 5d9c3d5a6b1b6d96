import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { RawRoute } from "#base/raw-route.ts";
import { toProblem, type Refusal } from "#base/outcome.ts";
import { isCrossSite } from "./cross-site.ts";
import { contextOf, type MountOptions } from "./mount.ts";
import { refusalOfFault, sendRefusal } from "./problem.ts";

/** Serves the addresses of a protocol that somebody else defined, behind the same door as every contract. */
export const mountRaw = (app: FastifyInstance, route: RawRoute, options: MountOptions): void => {
  const { texts, gate } = options;
  const serve = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const context = contextOf(request, reply, options);
    reply.header("cache-control", "no-store");
    const refused = (refusal: Refusal) => sendRefusal(reply, refusal, texts, context.language);
    try {
      // Only a cookie is sent by a browser that another site's page drives; who shows a token means it.
      const isByCookie = context.headers.get("authorization") === null && context.headers.has("cookie");
      const crossSite =
        isByCookie &&
        isCrossSite({
          method: request.method,
          host: request.host,
          origin: request.headers.origin,
          fetchSite: request.headers["sec-fetch-site"] as string | undefined,
          ownHeader: request.headers["x-tongwulang"] as string | undefined,
        });
      if (crossSite) return refused({ code: "CROSS_SITE" });
      const caller = await gate.findCaller(context);
      const answer = await route.answer({
        method: request.method,
        below: request.url.slice(route.path.length),
        headers: context.headers,
        body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
        origin: `${request.protocol}://${request.host}`,
        language: context.language,
        ...(caller && { caller }),
        countAnonymous: () => {
          const seconds = gate.countAnonymous(context.address);
          return seconds === undefined ? undefined : { code: "TOO_MANY", detail: { seconds } };
        },
        problem: (refusal) => {
          const problem = toProblem(refusal, texts, context.language);
          return { status: problem.status, body: JSON.stringify(problem) };
        },
      });
      if (!answer.ok) return refused(answer.refusal);
      const { status, headers, body } = answer.value;
      return reply.code(status).headers(headers).send(body);
    } catch (error) {
      if (context.signal.aborted) return reply.code(499).send();
      options.onFault(error, { requestId: request.id, route: `${request.method} ${route.path}` });
      return refused(refusalOfFault(error, request.id));
    }
  };
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "*",
      { parseAs: "buffer", bodyLimit: route.maxBytes },
      (_request, body, next) => next(null, body),
    );
    for (const url of [route.path, `${route.path}/*`])
      scope.route({ method: [...route.methods], url, bodyLimit: route.maxBytes, handler: serve });
  });
};
