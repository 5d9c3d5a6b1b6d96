import { Readable } from "node:stream";
import type { Context } from "#base/handler.ts";
import type { Outcome } from "#base/outcome.ts";
import { exchangePeerContract, paths } from "./contract.ts";
import type { ArrivedRequest } from "./gate.ts";
import type { Exchange } from "./open.ts";
import { exchangePeerHandlers } from "./peer-handlers.ts";

const answer = (outcome: Outcome<unknown>): Response => {
  if (outcome.ok) return Response.json(outcome.value);
  return Response.json({ code: outcome.refusal.code }, { status: 403 });
};

/** What the HTTP server does for a peer's request, without sockets. */
export const serveRequest = async (
  exchange: Exchange,
  request: ArrivedRequest & { signal: AbortSignal },
): Promise<Response> => {
  const url = new URL(request.url, "http://node");
  const handlers = exchangePeerHandlers(exchange);
  const admitted = await exchange.verifyPeer(request);
  if (!admitted.ok) return answer(admitted);
  const context: Context = {
    peer: admitted.value,
    language: "zh",
    requestId: "test",
    now: exchange.deps.clock(),
    signal: request.signal,
  };
  const query = exchangePeerContract.pages.query.parse(Object.fromEntries(url.searchParams));
  if (url.pathname === paths.pages)
    return answer(await handlers.pages({ params: undefined, query, body: undefined }, context));
  const relayed = url.pathname.startsWith(`${paths.relay}/`) ? url.pathname.split("/")[4] : undefined;
  if (relayed !== undefined)
    return answer(await handlers.relay({ params: { party: relayed }, query, body: undefined }, context));
  if (url.pathname === paths.head)
    return answer(await handlers.head({ params: undefined, query: undefined, body: undefined }, context));
  if (url.pathname === paths.hint)
    return answer(
      await handlers.hint(
        { params: undefined, query: undefined, body: JSON.parse(Buffer.from(request.body).toString()) },
        context,
      ),
    );
  const digest = url.pathname.split("/").at(-1)!;
  const file = await handlers.attachment({ params: { digest }, query: undefined, body: undefined }, context);
  if (!file.ok) return answer(file);
  return new Response(Readable.toWeb(file.value.content as Readable) as BodyInit);
};
