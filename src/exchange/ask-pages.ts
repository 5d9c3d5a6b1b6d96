import { z } from "zod";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { PartyNode } from "#agreements/authority.ts";
import { maxEventsPerPage, Page } from "#protocol/page.ts";
import { PagesAnswer, paths } from "./contract.ts";
import type { ExchangeDeps } from "./deps.ts";
import { ask, readJson } from "./peer-client.ts";

export type PagesAnswered = { pages: Page[]; head: number };
/** Leaves are looked at one by one when a page is verified; looking twice costs as much as hashing. */
export const ReadAnswer = PagesAnswer.extend({
  pages: z.array(Page.extend({ leaves: z.array(z.unknown()).max(maxEventsPerPage) })).max(256),
});

/** The next pages of a peer; with `wait` seconds it may hold the answer back until there is one. */
export const askPages = (
  deps: ExchangeDeps,
  node: PartyNode,
  after: number,
  wait: number,
  signal: AbortSignal,
): Promise<Outcome<PagesAnswered>> =>
  askPagesAt(deps, node, { path: paths.pages, query: `?after=${after}&wait=${wait}` }, wait, signal);

export const askPagesAt = async (
  deps: ExchangeDeps,
  node: PartyNode,
  question: { path: string; query: string },
  wait: number,
  signal: AbortSignal,
): Promise<Outcome<PagesAnswered>> => {
  const limit = AbortSignal.any([signal, AbortSignal.timeout((wait + 30) * 1000)]);
  const response = await ask(deps, node, { ...question, signal: limit });
  if (!response.ok) return response;
  const json = await readJson(response.value);
  if (!json.ok) return json;
  const answer = ReadAnswer.safeParse(json.value);
  return answer.success
    ? done(answer.data as PagesAnswered)
    : refuse("BAD_ANSWER", { reason: answer.error.issues[0]?.path.join(".") });
};
