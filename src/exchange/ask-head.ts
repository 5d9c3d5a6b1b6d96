import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { PartyNode } from "#agreements/authority.ts";
import type { z } from "zod";
import { noteSoftware } from "./contact-store.ts";
import { HeadAnswer, paths } from "./contract.ts";
import type { ExchangeDeps } from "./deps.ts";
import { ask, readJson } from "./peer-client.ts";

/** How far a peer's chain is, and how far it has got with the others. What it says of its software is noted. */
export const askHead = async (
  deps: ExchangeDeps,
  node: PartyNode,
  signal: AbortSignal,
): Promise<Outcome<z.infer<typeof HeadAnswer>>> => {
  const response = await ask(deps, node, { path: paths.head, signal });
  const json = response.ok ? await readJson(response.value) : response;
  if (!json.ok) return json;
  const answer = HeadAnswer.safeParse(json.value);
  if (!answer.success) return refuse("BAD_ANSWER", { reason: "head" });
  await noteSoftware(deps.db, node.party, answer.data);
  return done(answer.data);
};
