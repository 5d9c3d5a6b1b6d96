import type { Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { PartyNode } from "#agreements/authority.ts";
import { paths } from "./contract.ts";
import type { ExchangeDeps } from "./deps.ts";
import { askPagesAt, type PagesAnswered } from "./ask-pages.ts";

/** The pages of `author` as `node` holds them: all headers, and what this node may read of the rest. */
export const askRelay = (
  deps: ExchangeDeps,
  node: PartyNode,
  author: Party,
  after: number,
  signal: AbortSignal,
): Promise<Outcome<PagesAnswered>> =>
  askPagesAt(deps, node, { path: `${paths.relay}/${author}/pages`, query: `?after=${after}` }, 0, signal);
