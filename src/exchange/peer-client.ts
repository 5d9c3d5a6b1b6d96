import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Signer } from "#base/signature.ts";
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

const takenKeys = new WeakMap<ExchangeDeps, Map<Party, string>>();

/** The node's signers, first the one whose key this peer took last, then the newest: a peer learns of a change later. */
const signersFor = (deps: ExchangeDeps, party: Party): Signer[] => {
  const taken = takenKeys.get(deps)?.get(party);
  return deps.keys
    .all()
    .toReversed()
    .toSorted((a, b) => Number(b.keyId === taken) - Number(a.keyId === taken));
};

/** A signed request to a peer at the address its agreement gives; redirects are not followed. */
export const ask = async (
  deps: ExchangeDeps,
  node: PartyNode,
  question: Question,
): Promise<Outcome<Response, AskRefusal>> => {
  let answer: Outcome<Response, AskRefusal> | undefined;
  for (const signer of signersFor(deps, node.party)) {
    answer = await askSigned(deps, node, question, signer);
    if (answer.ok) {
      const taken = takenKeys.get(deps) ?? new Map<Party, string>();
      takenKeys.set(deps, taken.set(node.party, signer.keyId));
    }
    if (answer.ok || answer.refusal.detail?.["code"] !== "UNKNOWN_PARTY") break;
  }
  return answer!;
};

const askSigned = async (
  deps: ExchangeDeps,
  node: PartyNode,
  { method = "GET", path, query = "", body, signal }: Question,
  signer: Signer,
): Promise<Outcome<Response, AskRefusal>> => {
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const request = { method, path, query, ...(bytes && { body: bytes }) };
  const headers = {
    ...signRequest(request, deps.here, node.party, signer, deps.clock()),
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
    const problem = (await response.json().catch(() => undefined)) as { code?: unknown } | null | undefined;
    const code = typeof problem?.code === "string" ? problem.code : "";
    return refuse("PEER_REFUSED", { status: response.status, code: code.slice(0, 50) });
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
