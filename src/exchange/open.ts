import { refuse, type Outcome, type Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import { alone } from "#base/siblings.ts";
import type { Signer } from "#base/signature.ts";
import type { Tx } from "#base/tx.ts";
import type { Recorded } from "#protocol/event.ts";
import { append } from "./append.ts";
import { bell, type Bell } from "./bell.ts";
import { holdTaking } from "./chain-store.ts";
import { commitOutcome } from "./commit.ts";
import { paths } from "./contract.ts";
import type { ExchangeDeps } from "./deps.ts";
import type { Draft } from "./draft.ts";
import { admitPeer, forgetOldNonces, type ArrivedRequest } from "./gate.ts";
import { takeUp } from "./release.ts";
import { takeWaiting } from "./parking-store.ts";
import { ask } from "./peer-client.ts";
import { heldElsewhere, type HeldElsewhere } from "./held-elsewhere.ts";
import { findOwnSigner } from "./own-key.ts";
import { peersOf, type Peers } from "./peers.ts";
import { pullOnce } from "./pull.ts";
import { pullerOf, type Puller } from "./puller.ts";
import { barOf, type Standing } from "./standing.ts";
import { recoverOwnChain, type Recovered } from "./recover.ts";
import { sealOnce, type SealResult } from "./seal.ts";
import { sealerOf } from "./sealer.ts";
import type { Pulled } from "./take.ts";

export type Exchange = {
  deps: ExchangeDeps;
  peers: Peers;
  /** Rings whenever a page was sealed: long polls wait for it. */
  sealed: Bell;
  /** How much of the own chain the peers hold: asked before the first page is sealed. */
  held: HeldElsewhere;
  /** Rings whenever pages of a peer were applied; own events ring it where somebody says so. */
  applied: Bell;
  /** Rings it, here and in the other processes of this node. */
  tellApplied: () => void;
  /** Records drafts inside a transaction of `commit`. */
  append: (tx: Tx, drafts: readonly Draft[]) => Promise<Outcome<Recorded[]>>;
  /** One transaction: kept if done, undone if refused (and the attempt written down); then pages are sealed and sent. */
  commit: <T>(work: (tx: Tx) => Promise<Outcome<T>>) => Promise<Outcome<T>>;
  /** Whoever signs for this node now. */
  findSigner: (tx: Tx) => Promise<Outcome<Signer>>;
  seal: () => Promise<SealResult>;
  pull: (party: Party) => Promise<Outcome<Pulled & { head: number }>>;
  /** Brings the own pages back from the peers; `goOn`: without waiting for those who do not answer. */
  recover: (options?: { goOn?: boolean }) => Promise<Outcome<Recovered>>;
  isRecovering: () => boolean;
  /** Why nothing new may be recorded here now, by what is known. */
  bar: (tx?: Tx) => Promise<Refusal | undefined>;
  /** Whose signed request this is: what the HTTP server asks for every route of access `peer`. */
  verifyPeer: (request: ArrivedRequest) => Promise<Outcome<Party>>;
  /** A peer says it has something; `polling` tells that it is listening by itself. */
  hinted: (party: Party) => void;
  polling: Map<Party, number>;
  start: () => void;
  stop: () => Promise<void>;
};

type Following = { puller: Puller; url: string; end: AbortController; isPulling: boolean };

const hintPauseMs = 1_000;
const lookForPeersMs = 2_000;
const askAgainMs = 1_000;

export const openExchange = (deps: ExchangeDeps): Exchange => {
  const { siblings = alone } = deps;
  const peers = peersOf(deps);
  const sealed = bell();
  const applied = bell();
  const pullers = new Map<Party, Following>();
  const polling = new Map<Party, number>();
  const hintedAt = new Map<Party, number>();
  const life = new AbortController();
  const loops = new Set<Promise<void>>();

  const tellApplied = () => {
    applied.ring();
    siblings.tell("applied");
  };

  const keep = (loop: Promise<void>) => {
    loops.add(loop);
    void loop.finally(() => loops.delete(loop));
  };

  /** Tells peers that are not listening that there is a page. */
  const sendHints = async (head: number): Promise<void> => {
    for (const node of await peers.others()) {
      if (
        polling.get(node.party) ||
        performance.now() - (hintedAt.get(node.party) ?? -Infinity) < hintPauseMs
      )
        continue;
      hintedAt.set(node.party, performance.now());
      const signal = AbortSignal.any([life.signal, AbortSignal.timeout(3_000)]);
      void ask(deps, node, { method: "POST", path: paths.hint, body: { head }, signal }).then(
        async (answer) => {
          if (answer.ok) await answer.value.body?.cancel();
        },
      );
    }
  };

  /** One process of a node seals; the others tell it that there is something to seal. */
  let isSealing = false;
  const wakeSealer = () => (isSealing ? sealer.wake() : siblings.tell("queued"));
  const held = heldElsewhere(deps, peers, life.signal, wakeSealer);
  let recovering = false;
  let askedAt = -Infinity;
  /** What others hold is asked for once a while: a stream of writers wakes the sealer for each event. */
  const maySeal = async (): Promise<boolean> => {
    if (recovering) return false;
    if ((await held.standing()).state === "sound") return true;
    if (performance.now() - askedAt < askAgainMs) return false;
    askedAt = performance.now();
    return (await held.ask()).state === "sound";
  };
  const may = { seal: maySeal, look: held.look };
  const sealer = sealerOf(deps, sealed, may, (head) => {
    siblings.tell("sealed");
    void sendHints(head).catch(() => {});
  });
  const seal = async (signal: AbortSignal): Promise<void> => {
    isSealing = true;
    await sealer.run(signal).finally(() => (isSealing = false));
  };

  const pull = (party: Party, signal: AbortSignal): Promise<void> =>
    siblings.lead(
      `pulling ${party}`,
      async (own) => {
        const one = pullers.get(party)!;
        one.isPulling = true;
        await one.puller.run(own).finally(() => (one.isPulling = false));
      },
      signal,
    );

  const followPeers = async (signal: AbortSignal): Promise<void> => {
    const pause = bell();
    while (!signal.aborted) {
      const others = await peers.others().catch(() => []);
      for (const node of others) {
        const running = pullers.get(node.party);
        if (running?.url === node.url) continue;
        running?.end.abort(); // the party's address changed by agreement
        const end = new AbortController();
        const puller = pullerOf(deps, node, held, ({ eventful }) => {
          tellApplied();
          if (eventful > 0) wakeSealer();
        });
        if (!running) siblings.hear(`hint ${node.party}`, () => pullers.get(node.party)?.puller.hint());
        pullers.set(node.party, { puller, url: node.url, end, isPulling: false });
        keep(pull(node.party, AbortSignal.any([signal, end.signal])));
      }
      // What the peers hold of this node must be known to every process that may have to seal, not only to who pulls.
      for (const node of others)
        if (!pullers.get(node.party)?.isPulling) void held.askOne(node).catch(() => {});
      await forgetOldNonces(deps).catch(() => {});
      await pause.wait(lookForPeersMs, signal);
    }
  };

  const commit: Exchange["commit"] = async (work) => {
    // An old copy must hear that it is one before anything is recorded beside the true chain: a moment after each start.
    await held.askedOnce();
    const outcome = await commitOutcome(deps.db, work);
    wakeSealer();
    return outcome;
  };

  /** What waited for newer software may be known now. An old copy judges nothing before it has its own pages back. */
  const takeUpUnknown = async (standing: Standing): Promise<void> => {
    if (barOf(standing)) return;
    await commitOutcome(deps.db, async (tx) => {
      await holdTaking(tx);
      await takeUp(deps, tx, await takeWaiting(tx, { code: "UNKNOWN_TYPE" }));
      return { ok: true, value: undefined };
    });
  };

  const recover: Exchange["recover"] = async ({ goOn } = {}) => {
    if (recovering) return refuse("RECOVERING");
    recovering = true;
    try {
      if (goOn) await held.goOnWithout();
      const recovered = await recoverOwnChain({ deps, held, signal: life.signal });
      await takeUpUnknown(await held.look());
      return recovered;
    } finally {
      recovering = false;
      wakeSealer();
      for (const { puller } of pullers.values()) puller.hint();
    }
  };

  const bar: Exchange["bar"] = async (tx) =>
    recovering ? { code: "RECOVERING" } : barOf(await held.standing(tx));

  return {
    deps,
    peers,
    recover,
    isRecovering: () => recovering,
    bar,
    sealed,
    applied,
    tellApplied,
    held,
    polling,
    append: async (tx, drafts) => {
      const refusal = await bar(tx);
      return refusal ? { ok: false, refusal } : append(deps, tx, drafts);
    },
    commit,
    findSigner: (tx) => findOwnSigner(deps, tx),
    seal: async () => {
      const { state } = await held.ask();
      const result = state === "sound" ? await sealOnce(deps, { receipts: true }) : state;
      if (typeof result === "object") {
        sealed.ring();
        siblings.tell("sealed");
      }
      return result;
    },
    pull: async (party) => {
      const node = await peers.find(party);
      if (!node) throw new Error(`${party} is not a party`);
      return pullOnce(deps, node, 0, life.signal);
    },
    verifyPeer: (request) => admitPeer(deps, peers, request),
    hinted: (party) => {
      pullers.get(party)?.puller.hint();
      siblings.tell(`hint ${party}`);
    },
    start: () => {
      const first = held
        .askedOnce()
        .then(takeUpUnknown)
        .catch((error: unknown) => deps.log?.(`taking up failed: ${(error as Error).message}`));
      siblings.hear("sealed", sealed.ring);
      siblings.hear("applied", applied.ring);
      siblings.hear("queued", sealer.wake);
      keep(first.then(() => siblings.lead("sealing", seal, life.signal)));
      keep(first.then(() => sealer.standBy(() => !isSealing, life.signal)));
      keep(first.then(() => followPeers(life.signal)));
    },
    stop: async () => {
      life.abort();
      sealed.ring();
      while (loops.size) await Promise.allSettled(loops);
    },
  };
};
