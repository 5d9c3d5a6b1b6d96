import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { PartyNode } from "#agreements/authority.ts";
import { signRequest } from "#protocol/signed-request.ts";
import type { ExchangeDeps } from "./deps.ts";

export type AskRefusal = "UNREACHABLE" | "PEER_REFUSED" | "BAD_ANSWER";

/** 4 MiB of bodies, at worst doubled by escapes, with headers and hashes. */
const maxAnswerBytes = 16 * 1024 * 1024;

type Question = {
  method?: "GET" | "POST";
  path: string;
  query?: string;
  body?: unknown;
  signal?: AbortSignal;
};

/** A signed request to a peer at the address its agreement gives; redirects are not followed. */
export const ask = async (
  deps: ExchangeDeps,
  node: PartyNode,
  { method = "GET", path, query = "", body, signal }: Question,
): Promise<Outcome<Response, AskRefusal>> => {
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const request = { method, path, query, ...(bytes && { body: bytes }) };
  const headers = {
    ...signRequest(request, deps.here, node.party, deps.signer, deps.clock()),
    ...(bytes && { "content-type": "application/json", "x-tongwulang": "1" }),
  };
  try {
    const url = new URL(path + query, node.url);
    const init = {
      method,
      headers,
      redirect: "error",
      ...(bytes && { body: bytes }),
      ...(signal && { signal }),
    } as const;
    const response = await (deps.fetch ?? fetch)(url, init);
    if (response.ok) return done(response);
    const problem = (await response.json().catch(() => ({}))) as { code?: unknown };
    return refuse("PEER_REFUSED", { status: response.status, code: String(problem.code ?? "").slice(0, 50) });
  } catch (error) {
    const cause = (error as { cause?: NodeJS.ErrnoException }).cause;
    return refuse("UNREACHABLE", { cause: cause?.code ?? (error as Error).name });
  }
};

/** The body as JSON, within limits and time. */
export const readJson = async (response: Response): Promise<Outcome<unknown, AskRefusal>> => {
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > maxAnswerBytes) return refuse("BAD_ANSWER", { reason: "too-large" });
      chunks.push(chunk);
    }
    return done(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  } catch (error) {
    if (error instanceof SyntaxError) return refuse("BAD_ANSWER", { reason: "not-json" });
    return refuse("UNREACHABLE", { cause: "interrupted" });
  }
};
