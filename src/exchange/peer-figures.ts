import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { PartyNode } from "#agreements/authority.ts";
import { pageFormats } from "#protocol/page.ts";
import { secondsSince } from "./backlog.ts";
import { readChains, type Chain } from "./chain-store.ts";
import { readContacts, type Contact } from "./contact-store.ts";
import type { Exchange } from "./open.ts";
import { countParked, unacknowledged } from "./operator-store.ts";
import { findCommonFormat, isNewer } from "./versions.ts";

/** How it stands between this node and a peer, in both directions. */
export type PeerFigures = {
  party: Party;
  name: PartyNode["name"];
  url: string;
  seen: number;
  applied: number;
  lagPages: number;
  lagSeconds: number;
  acknowledged: number;
  unacknowledgedPages: number;
  unacknowledgedSeconds: number;
  contactAt: Instant | null;
  trouble: { refusal: Refusal; at: Instant } | null;
  /** Version of its software, if it says so, and the page formats it reads. */
  software: string | null;
  isNewer: boolean;
  readsOurs: boolean;
  waiting: number;
  refused: number;
};

const troubleOf = (contact: Contact | undefined): PeerFigures["trouble"] =>
  contact?.errorCode && contact.errorAt
    ? { refusal: { code: contact.errorCode, detail: contact.errorDetail ?? {} }, at: contact.errorAt }
    : null;

export const readPeerFigures = async (
  { deps: { db, here, software }, peers }: Exchange,
  now: Instant,
): Promise<PeerFigures[]> => {
  const others = await peers.others();
  const [chains, contacts, parked] = [await readChains(db), await readContacts(db), await countParked(db)];
  const figuresOf = async ({ party, name, url }: PartyNode): Promise<PeerFigures> => {
    const chain: Chain | undefined = chains.get(party);
    const contact = contacts.get(party);
    const applied = chain?.end.number ?? 0;
    const seen = Math.max(contact?.seen ?? 0, applied);
    const acknowledged = chain?.heads[here]?.number ?? 0;
    const open = await unacknowledged(db, here, acknowledged);
    return {
      party,
      name,
      url,
      seen,
      applied,
      lagPages: seen - applied,
      lagSeconds: seen > applied ? secondsSince(contact?.behindSince ?? undefined, now) : 0,
      acknowledged,
      unacknowledgedPages: open.pages,
      unacknowledgedSeconds: secondsSince(open.since, now),
      contactAt: contact?.contactAt ?? null,
      trouble: troubleOf(contact),
      software: contact?.software ?? null,
      isNewer: isNewer(contact?.software ?? null, software),
      readsOurs: findCommonFormat(pageFormats, [contact?.formats ?? null]) !== undefined,
      waiting: parked.get(`${party} waiting`) ?? 0,
      refused: parked.get(`${party} refused`) ?? 0,
    };
  };
  const figures: PeerFigures[] = [];
  for (const other of others) figures.push(await figuresOf(other));
  return figures;
};
