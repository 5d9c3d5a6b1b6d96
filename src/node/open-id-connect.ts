import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { openIdConnectId, type SignInLibrary } from "./sign-in.ts";

const headersOf = (request: FastifyRequest): Headers => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === "string") headers.set(name, value);
  return headers;
};

const answerWith = (reply: FastifyReply, headers: Headers, to: string): FastifyReply => {
  for (const cookie of headers.getSetCookie()) reply.header("set-cookie", cookie);
  return reply.header("cache-control", "no-store").redirect(to, 302);
};

/**
 * Sign-in at the office's own provider: only the way there and the way back are open, nothing else of the library.
 * Whom the provider knows must have been entered here as a person with that account; nobody is created by signing in.
 */
export const serveOpenIdConnect = (app: FastifyInstance, library: SignInLibrary, url: string): void => {
  app.get("/api/open-id-connect", async (request, reply) => {
    const { response, headers } = await library.api.signInSocial({
      body: { provider: openIdConnectId, callbackURL: `${url}/`, errorCallbackURL: `${url}/sign-in` },
      headers: headersOf(request),
      returnHeaders: true,
    });
    return answerWith(reply, headers, response.url ?? "/sign-in");
  });
  app.get(`/api/auth/callback/${openIdConnectId}`, async (request, reply) => {
    const answer = await library.handler(
      new Request(new URL(request.url, url), { headers: headersOf(request) }),
    );
    return answerWith(reply, answer.headers, answer.headers.get("location") ?? "/sign-in");
  });
};
