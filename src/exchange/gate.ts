import { sql } from "kysely";
import { refuse, done, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { PartyNode } from "#agreements/authority.ts";
import { requestWindowMillis, verifyRequest } from "#protocol/signed-request.ts";
import type { ExchangeDeps } from "./deps.ts";
import type { Peers } from "./peers.ts";

/** True once for each nonce of a party, for as long as its request could be accepted. */
const takeNonce = async ({ db, clock }: ExchangeDeps, party: Party, nonce: string): Promise<boolean> => {
  const now = clock();
  // In a transaction: the embedded database lets others go on while a commit reaches the disk, not so a statement alone.
  const { numAffectedRows } = await db.transaction().execute((tx) =>
    sql`
      insert into exchange.nonce (party, nonce, seen_at) values (${party}, ${nonce}, ${now}::timestamptz)
      on conflict do nothing`.execute(tx),
  );
  return numAffectedRows === 1n;
};

export const forgetOldNonces = async ({ db, clock }: ExchangeDeps): Promise<void> => {
  const oldest = new Date(Date.parse(clock()) - 2 * requestWindowMillis).toISOString();
  await sql`delete from exchange.nonce where seen_at < ${oldest}::timestamptz`.execute(db);
};

/** A request as it came in: `url` is path and query, header names are in lower case. */
export type ArrivedRequest = {
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: Uint8Array;
};

/** Strangers make the keys be read again no more often than this. */
const rereadMs = 50;

/** Lets in another party's node, and nobody else: signed by its key, for this node, fresh, and not sent before. */
export const admitPeer = async (
  deps: ExchangeDeps,
  peers: Peers,
  { method, url, headers, body }: ArrivedRequest,
): Promise<Outcome<Party>> => {
  const cut = url.indexOf("?");
  const [path, query] = cut < 0 ? [url, ""] : [url.slice(0, cut), url.slice(cut)];
  const verify = (parties: readonly PartyNode[]) => {
    const keyOf = (party: Party) =>
      party === deps.here ? undefined : parties.find((node) => node.party === party)?.publicKey;
    return verifyRequest({ method, path, query, body }, headers, deps.here, keyOf, deps.clock());
  };
  let verified = verify(await peers.all());
  // Its key may have changed a moment ago.
  if (!verified.ok && verified.refusal.code === "UNKNOWN_PARTY") verified = verify(await peers.all(rereadMs));
  if (!verified.ok) return verified;
  const { party, nonce } = verified.value;
  return (await takeNonce(deps, party, nonce)) ? done(party) : refuse("REPLAYED", { party });
};
