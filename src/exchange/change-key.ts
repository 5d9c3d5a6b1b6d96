import { done, refuse, type Outcome } from "#base/outcome.ts";
import { keyIdOf, type Signer, type Suite } from "#base/signature.ts";
import type { Tx } from "#base/tx.ts";
import { getChain, holdTaking, readKeyChangeQueued } from "./chain-store.ts";
import type { Draft } from "./draft.ts";
import { keyOfNext } from "./key-log.ts";
import { readKeyLog } from "./key-store.ts";
import type { Exchange } from "./open.ts";
import { keyChanged, keyRevoked, keySubject, succession, type Succession } from "./succession.ts";

type Speaking = Pick<Exchange, "deps" | "append" | "commit" | "findSigner">;
type Actor = Draft["actor"];

/** The event is public: whoever checks evidence needs it. */
const wordOf = (
  { deps: { here, authority } }: Speaking,
  type: string,
  { party, from }: Succession,
  data: Record<string, unknown>,
  actor: Actor,
): Draft => ({
  type,
  subject: keySubject({ party, from }, here),
  data,
  audience: "public",
  actor,
  clause: authority.duties,
});

/** Makes a new key for this node and says so under the old one, which signs that page and none after it. */
export const changeKey = async (exchange: Speaking, suite: Suite, actor: Actor): Promise<Outcome<Signer>> => {
  const { keys, here } = exchange.deps;
  const next = await keys.make(suite);
  return exchange.commit(async (tx: Tx) => {
    if (await readKeyChangeQueued(tx)) return refuse("KEY_CHANGE_PENDING");
    const current = await exchange.findSigner(tx);
    if (!current.ok) return current;
    const given = succession(here, current.value.keyId, next);
    const said = await exchange.append(tx, [wordOf(exchange, keyChanged, given, given, actor)]);
    return said.ok ? done(next) : said;
  });
};

/** Says that another party's key was lost or stolen, and up to which page of it this node had read. */
export const revokeKey = (
  exchange: Speaking,
  given: Succession,
  actor: Actor,
): Promise<Outcome<{ upTo: number }>> =>
  exchange.commit(async (tx: Tx) => {
    const { authority } = exchange.deps;
    const nodes = await authority.parties(tx);
    const { party, from } = given;
    if (!nodes.some((node) => node.party === party)) return refuse("NOT_A_PARTY", { party });
    await holdTaking(tx);
    const { number, digest } = (await getChain(tx, party)).end;
    const current = keyIdOf(keyOfNext(await readKeyLog(tx, party, nodes), number + 1));
    if (current !== from) return refuse("KEY_NOT_IN_USE", { party, key: from, current });
    const data = { ...given, upTo: { number, digest } };
    const said = await exchange.append(tx, [wordOf(exchange, keyRevoked, given, data, actor)]);
    return said.ok ? done({ upTo: number }) : said;
  });
