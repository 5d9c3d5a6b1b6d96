import type { AttachmentStore } from "#exchange/attachments.ts";
import type { Agreements } from "#agreements/open.ts";
import type { Exchange } from "#exchange/open.ts";
import type { Clock } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import { evidenceOf } from "#exchange/evidence.ts";
import { readEvents } from "#exchange/missed-store.ts";
import { readPartyKeys } from "#exchange/key-store.ts";
import { namedAttachments } from "#exchange/named-attachments.ts";
import { receiptsOf } from "#exchange/receipts.ts";
import type { CaseDeps } from "#cases/deps.ts";
import { followObserved } from "#monitoring/alerts/follow.ts";
import type { MonitoringDeps } from "#monitoring/deps.ts";
import type { NoticeDeps } from "#monitoring/notices/notice-deps.ts";
import { proofsOf } from "./agreement-proofs.ts";
import { recordAudit } from "./audit-store.ts";
import { listNoticePeople } from "./people-store.ts";
import { openText, sealText } from "./sealed-text.ts";

/** How this node sends notices, as it was set. */
export type NoticeSettings = Pick<NoticeDeps, "mail" | "pushHosts" | "url">;

export type MonitoringDepsOptions = {
  db: Db;
  here: string;
  clock: Clock;
  isSample: boolean;
  agreements: Agreements;
  exchange: Exchange;
  attachments: AttachmentStore;
  cases: CaseDeps;
  secret: string;
  notices: NoticeSettings;
  fetch: typeof fetch;
};

/** Puts together what monitoring needs of the rest of the node. */
export const monitoringDeps = (options: MonitoringDepsOptions): MonitoringDeps => {
  const { db, here, clock, isSample, agreements, exchange, attachments, cases } = options;
  const proofs = proofsOf(agreements);
  /** What this node itself records wakes its pages as what comes from a peer does. */
  const commit: Exchange["commit"] = async (work) => {
    const outcome = await exchange.commit(work);
    if (outcome.ok) exchange.tellApplied();
    return outcome;
  };
  return {
    db,
    here,
    clock,
    isSample,
    exchange: { append: exchange.append, commit },
    applied: exchange.applied,
    agreements: cases.agreements,
    attachments: { ...attachments, named: namedAttachments },
    followObserved: (tx, changes) =>
      followObserved({ here, clock, agreements: cases.agreements }, tx, changes),
    events: async (digests) => [...(await readEvents(db, digests)).values()],
    parties: cases.parties,
    acknowledgements: receiptsOf,
    evidence: (subject) => db.transaction().execute((tx) => evidenceOf(exchange.deps, tx, subject, proofs)),
    findSigner: exchange.findSigner,
    partyKeys: (tx) => readPartyKeys(tx, agreements.founding.nodes),
    staffNumber: cases.staffNumber,
    notices: {
      ...options.notices,
      fetch: options.fetch,
      seal: (owner, text) => sealText(options.secret, `notice ${owner}`, text),
      open: (owner, sealed) => openText(options.secret, `notice ${owner}`, sealed),
      people: listNoticePeople,
    },
    recordAudit: (tx, line) => recordAudit(tx, { ...line, action: "monitoring" }),
  };
};
