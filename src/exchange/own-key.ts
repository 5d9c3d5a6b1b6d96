import { done, refuse, type Outcome } from "#base/outcome.ts";
import { keyIdOf, type Signer } from "#base/signature.ts";
import type { Db } from "#base/tx.ts";
import { getChain } from "./chain-store.ts";
import type { ExchangeDeps } from "./deps.ts";
import { keyOfNext, type KeyLog } from "./key-log.ts";
import { readKeyLog } from "./key-store.ts";

export const readOwnKeyLog = async ({ authority, here }: ExchangeDeps, db: Db): Promise<KeyLog> =>
  readKeyLog(db, here, await authority.parties(db));

/** The signer whose key the own next page is to be signed with. */
export const findOwnSigner = async (deps: ExchangeDeps, db: Db): Promise<Outcome<Signer, "KEY_NOT_HELD">> => {
  const { end } = await getChain(db, deps.here);
  const key = keyIdOf(keyOfNext(await readOwnKeyLog(deps, db), end.number + 1));
  const signer = await deps.keys.find(key);
  return signer ? done(signer) : refuse("KEY_NOT_HELD", { key });
};
