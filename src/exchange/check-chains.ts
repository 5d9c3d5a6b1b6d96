import { sql } from "kysely";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import type { PartyNode } from "#agreements/authority.ts";
import { startOfChain } from "#protocol/seal-page.ts";
import { verifyPage } from "#protocol/verify-page.ts";
import { readChains } from "./chain-store.ts";
import { keyFor } from "./key-log.ts";
import { readKeyLog } from "./key-store.ts";
import { readPages } from "./serve.ts";

export type CheckedChain = { party: Party; pages: number; bodies: number };

/** The first event whose body is not the one its digest names. */
const findAltered = async (db: Db): Promise<{ author: Party; seq: number } | undefined> => {
  const { rows } = await sql<{ author: Party; seq: bigint }>`
    select author, seq from exchange.event
    where body is not null and digest <> encode(sha256(convert_to(body, 'UTF8')), 'hex') order by seq limit 1`.execute(
    db,
  );
  return rows[0] && { author: rows[0].author, seq: Number(rows[0].seq) };
};

/**
 * Whether a database says what was signed: every chain in it from page 1, each page's signature, place and root over the
 * bodies that are here, up to the end it names. What a node does with a peer's pages, done with its own and all others.
 */
export const checkChains = async (
  db: Db,
  here: Party,
  nodes: readonly PartyNode[],
  now: Instant,
): Promise<Outcome<CheckedChain[], "CHAIN_BROKEN" | "EVENT_ALTERED">> => {
  const altered = await findAltered(db);
  if (altered) return refuse("EVENT_ALTERED", altered);
  const checked: CheckedChain[] = [];
  for (const { party, end: known } of (await readChains(db)).values()) {
    if (!nodes.some((node) => node.party === party))
      return refuse("CHAIN_BROKEN", { party, page: 1, code: "UNKNOWN_KEY" });
    const log = await readKeyLog(db, party, nodes);
    let end = startOfChain;
    let bodies = 0;
    for (let more = true; more;) {
      const pages = await readPages(db, party, end.number, here);
      for (const page of pages) {
        const verified = verifyPage(page, party, end, (header) => keyFor(log, header, here), now);
        if (!verified.ok)
          return refuse("CHAIN_BROKEN", { party, page: end.number + 1, code: verified.refusal.code });
        end = verified.value.end;
        bodies += verified.value.bodies.length;
      }
      more = pages.length > 0;
    }
    if (end.number !== known.number || end.digest !== known.digest || end.next !== known.next)
      return refuse("CHAIN_BROKEN", { party, page: end.number, code: "NOT_THE_HEAD" });
    checked.push({ party, pages: end.number, bodies });
  }
  return done(checked);
};
