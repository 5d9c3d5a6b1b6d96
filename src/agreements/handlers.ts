import { callerOf, type Context, type Handlers } from "#base/handler.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Signer } from "#base/signature.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Digest, Recorded } from "#protocol/event.ts";
import type { Draft } from "#exchange/draft.ts";
import type { Bundle } from "./agreement.ts";
import type { agreementContract } from "./contract.ts";
import { differences } from "./difference.ts";
import type { Agreements } from "./open.ts";
import { endSignature, proposal, signature, speakable } from "./sign.ts";
import type { Standing, Standings } from "./standing.ts";
import { rowOf, viewOf, type Network } from "./view-of.ts";

export type AgreementHandlersDeps = {
  db: Db;
  here: Party;
  /** Whoever signs for this party now. */
  findSigner: (tx: Tx) => Promise<Outcome<Signer>>;
  agreements: Agreements;
  /** The exchange's: record in a transaction of `commit`. */
  append: (tx: Tx, drafts: readonly Draft[]) => Promise<Outcome<Recorded[]>>;
  commit: <T>(work: (tx: Tx) => Promise<Outcome<T>>) => Promise<Outcome<T>>;
};

const notFound = () => refuse("AGREEMENT_NOT_FOUND");

/** Puts an agreement that was checked before the others; every party signs it on its own node. */
export const propose = (
  { agreements, append, commit }: AgreementHandlersDeps,
  bundle: Bundle,
  actor: Draft["actor"],
): Promise<Outcome<Recorded[]>> =>
  commit((tx) => append(tx, [proposal(bundle, { actor, clause: agreements.founding.duties })]));

/** Signs with this party's key; who may ask for it is decided at the door (a supervisor, or the node's first start). */
export const sign = (
  { agreements, append, commit, findSigner }: AgreementHandlersDeps,
  digest: Digest,
  signatory: string,
  actor: Draft["actor"],
): Promise<Outcome<Recorded[]>> =>
  commit(async (tx) => {
    const standing = (await agreements.read(tx)).get(digest);
    if (!standing) return notFound();
    const open = speakable(standing);
    if (!open.ok) return open;
    const signer = await findSigner(tx);
    if (!signer.ok) return signer;
    return append(tx, [
      signature(standing, signer.value, signatory, { actor, clause: agreements.founding.duties }),
    ]);
  });

export const agreementHandlers = (deps: AgreementHandlersDeps): Handlers<typeof agreementContract> => {
  const { db, agreements, append, commit, here, findSigner } = deps;
  const { founding, definitions } = agreements;

  const networkIn = async (tx: Tx): Promise<Network> => ({ founding, keys: await agreements.readKeys(tx) });
  const read = (): Promise<{ standings: Standings; network: Network }> =>
    db
      .transaction()
      .execute(async (tx) => ({ standings: await agreements.read(tx), network: await networkIn(tx) }));

  /** Signs, and answers with the agreement as it then is. */
  const say = (
    digest: Digest,
    context: Context,
    draftOf: (standing: Standing, signer: Signer, actor: Draft["actor"]) => Draft,
  ) =>
    commit(async (tx) => {
      const standing = (await agreements.read(tx)).get(digest);
      if (!standing) return notFound();
      const open = speakable(standing);
      if (!open.ok) return open;
      const { role, department } = callerOf(context);
      const signer = await findSigner(tx);
      if (!signer.ok) return signer;
      const recorded = await append(tx, [draftOf(standing, signer.value, { role, department })]);
      if (!recorded.ok) return recorded;
      const standings = await agreements.read(tx);
      return done({
        agreement: viewOf(standings.get(digest)!, standings, await networkIn(tx), here, context.now),
      });
    });

  return {
    listAgreements: async (_, { now }) => {
      const { standings, network } = await read();
      const rows = [...standings.values()].map((standing) => rowOf(standing, network, now));
      return done({ agreements: rows });
    },
    readAgreement: async ({ params: { digest } }, { now }) => {
      const { standings, network } = await read();
      const standing = standings.get(digest);
      return standing ? done(viewOf(standing, standings, network, here, now)) : notFound();
    },
    compareAgreements: async ({ params: { digest, other } }, { now }) => {
      const { standings, network } = await read();
      const [before, after] = [standings.get(digest), standings.get(other)];
      if (!before || !after) return notFound();
      return done({
        before: rowOf(before, network, now),
        after: rowOf(after, network, now),
        differences: differences(before.signing.bundle, after.signing.bundle, definitions),
      });
    },
    signAgreement: ({ params, body }, context) =>
      say(params.digest, context, (standing, signer, actor) =>
        signature(standing, signer, body.signatory, { actor, clause: founding.duties }),
      ),
    endAgreement: ({ params, body }, context) =>
      say(params.digest, context, (standing, signer, actor) =>
        endSignature(standing, body.endsOn, signer, body.signatory, { actor, clause: founding.duties }),
      ),
  };
};
