import { bodyOf } from "#base/body-of.ts";
import { refuse, type Outcome, type Refusal } from "#base/outcome.ts";
import type { PartyNode } from "#agreements/authority.ts";
import type { Digest } from "#protocol/event.ts";
import { paths } from "./contract.ts";
import type { ExchangeDeps } from "./deps.ts";
import { ask } from "./peer-client.ts";

/** Fetches one attachment into the store, checked by its hash. */
const fetchAttachment = async (
  deps: ExchangeDeps,
  node: PartyNode,
  digest: Digest,
  signal: AbortSignal,
): Promise<Outcome<unknown>> => {
  const response = await ask(deps, node, { path: `${paths.attachments}/${digest}`, signal });
  if (!response.ok) return response;
  const bytes = bodyOf(response.value);
  if (!bytes) return refuse("BAD_ANSWER", { reason: "empty" });
  try {
    return await deps.attachments.put(bytes, digest);
  } catch {
    return refuse("UNREACHABLE", { cause: "interrupted" });
  }
};

/** The same from whoever of several has it; what none has. */
export const fetchFromAny = async (
  deps: ExchangeDeps,
  nodes: readonly PartyNode[],
  digests: Iterable<Digest>,
  signal: AbortSignal,
): Promise<Set<Digest>> => {
  let absent = new Set(digests);
  for (const node of nodes)
    if (absent.size > 0) ({ absent } = await fetchAttachments(deps, node, absent, signal));
  return absent;
};

/** Pulls what these events name and is not here; what cannot be had is named with the last reason. */
export const fetchAttachments = async (
  deps: ExchangeDeps,
  node: PartyNode,
  digests: Iterable<Digest>,
  signal: AbortSignal,
): Promise<{ absent: Set<Digest>; refusal?: Refusal }> => {
  const absent = new Set<Digest>();
  let refusal: Refusal | undefined;
  for (const digest of new Set(digests)) {
    if (await deps.attachments.has(digest)) continue;
    const fetched = await fetchAttachment(deps, node, digest, signal);
    if (fetched.ok) continue;
    absent.add(digest);
    refusal = fetched.refusal;
  }
  return { absent, ...(refusal && { refusal }) };
};
