import { callerOf, type Handlers } from "#base/handler.ts";
import { done, refuse } from "#base/outcome.ts";
import { keyIdOf } from "#base/signature.ts";
import { changeKey, revokeKey } from "./change-key.ts";
import type { exchangeKeyContract, KeyView } from "./contract-keys.ts";
import { findDue, findReplaced, quorumOf, type KeyLog } from "./key-log.ts";
import { readKeyLog } from "./key-store.ts";
import type { Exchange } from "./open.ts";
import { Succession } from "./succession.ts";

/** The keys of a chain with what became of each; a replacement that signs nothing yet is not one of them. */
export const keyViews = (log: KeyLog): KeyView[] => {
  const due = findDue(log);
  const starts = log.starts.filter(({ from }) => !due || from <= due.upTo.number + 1);
  return starts.map(({ from, publicKey }, i) => {
    const keyId = keyIdOf(publicKey);
    const replaced = findReplaced(log, keyId);
    const next = starts[i + 1];
    const toPage = next ? next.from - 1 : due ? due.upTo.number : null;
    return {
      keyId,
      suite: publicKey.suite,
      fromPage: from,
      toPage,
      state: replaced ? "revoked" : toPage === null ? "in-use" : "changed",
      revokedBy: log.revocations
        .filter((one) => one.from === keyId)
        .map(({ by, upTo }) => ({ by, upTo: upTo.number })),
    };
  });
};

export const exchangeKeyHandlers = (exchange: Exchange): Handlers<typeof exchangeKeyContract> => {
  const { db, here, keys, authority } = exchange.deps;
  return {
    listKeys: async () => {
      const nodes = await authority.parties(db);
      const held = new Set(keys.all().map(({ keyId }) => keyId));
      const parties = [];
      for (const { party, name } of nodes) {
        const views = keyViews(await readKeyLog(db, party, nodes));
        const own = views.map((view) => ({ ...view, isHeld: held.has(view.keyId) }));
        parties.push({ party, name, keys: party === here ? own : views });
      }
      return done({ quorum: quorumOf(nodes.length), parties });
    },
    changeKey: async ({ body }, context) => {
      const { role, department } = callerOf(context);
      const suite = body.suite ?? keys.all().at(-1)!.publicKey.suite;
      const changed = await changeKey(exchange, suite, { role, department });
      return changed.ok ? done({ keyId: changed.value.keyId, suite }) : changed;
    },
    revokeKey: async ({ body }, context) => {
      const { role, department } = callerOf(context);
      const given = Succession.safeParse(body);
      if (!given.success) return refuse("KEY_WORD_FALSE", { party: body.party });
      const said = await revokeKey(exchange, given.data as Succession, { role, department });
      if (!said.ok) return said;
      const nodes = await authority.parties(db);
      const log = await readKeyLog(db, body.party, nodes);
      const same = log.revocations.filter(({ from }) => from === body.from);
      return done({ upTo: said.value.upTo, said: same.length, quorum: quorumOf(nodes.length) });
    },
  };
};
