import type { Clock } from "#base/time.ts";
import { dayOf } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import { shippedCalendars } from "#official/shipped-calendars.ts";
import type { Agreements } from "#agreements/open.ts";
import type { AttachmentStore } from "#exchange/attachments.ts";
import { erase } from "#exchange/erase.ts";
import { evidenceOf } from "#exchange/evidence.ts";
import type { Exchange } from "#exchange/open.ts";
import { missedOf } from "#exchange/missed-store.ts";
import { namedAttachments } from "#exchange/named-attachments.ts";
import { receiptsOf } from "#exchange/receipts.ts";
import type { CaseDeps } from "#cases/deps.ts";
import { renderDocument } from "#cases/documents/render-document.ts";
import { proofsOf } from "./agreement-proofs.ts";
import { recordAudit } from "./audit-store.ts";
import { listMandates } from "./mandate-store.ts";
import { findIdentity, findPerson, findStaffNumber, listOfficerNumbers } from "./people-store.ts";
import { openText } from "./sealed-text.ts";

export type CaseDepsOptions = {
  db: Db;
  here: string;
  clock: Clock;
  secret: string;
  isSample: boolean;
  agreements: Agreements;
  exchange: Exchange;
  attachments: AttachmentStore;
};

/** In a transaction already, or in one of its own: the agreements only read. */
const within = <T>(executor: Tx | Db, work: (tx: Tx) => Promise<T>): Promise<T> =>
  executor.isTransaction ? work(executor as Tx) : executor.transaction().execute(work);

/** Puts together what casework needs of the rest of the node. */
export const caseDeps = (options: CaseDepsOptions): CaseDeps => {
  const { db, here, clock, secret, isSample, agreements, exchange, attachments } = options;
  const proofs = proofsOf(agreements);

  /** A person's own number and those of the people they hold a mandate of today. */
  const identityNumbers = async (tx: Tx | Db, personId: string): Promise<string[]> => {
    const today = dayOf(clock());
    const principals = (await listMandates(tx, personId))
      .filter(({ agent, isRevoked }) => agent.id === personId && !isRevoked)
      .filter(({ validFrom, validUntil }) => validFrom <= today && today <= validUntil)
      .map(({ principal }) => principal.id);
    const numbers: string[] = [];
    for (const id of new Set([personId, ...principals])) {
      const sealed = await findIdentity(tx, id);
      if (sealed) numbers.push(openText(secret, id, sealed));
    }
    return numbers;
  };

  const staffNumbers = new Map<string, string>();
  const staffNumber = async (tx: Tx | Db, personId: string): Promise<string> => {
    const known = staffNumbers.get(personId) ?? (await findStaffNumber(tx, personId));
    if (known === undefined) throw new Error("a member of staff without a number");
    staffNumbers.set(personId, known); // a number belongs to one person for ever
    return known;
  };

  return {
    db,
    here,
    calendars: shippedCalendars,
    isSample,
    exchange: { ...exchange, erase: (tx, command) => erase(exchange.deps, tx, command) },
    agreements: { read: (tx) => within(tx, agreements.read) },
    attachments: { ...attachments, named: namedAttachments },
    parties: () => Promise.resolve(agreements.founding.nodes),
    acknowledgements: receiptsOf,
    missed: missedOf,
    evidence: (subject) => db.transaction().execute((tx) => evidenceOf(exchange.deps, tx, subject, proofs)),
    identityNumbers,
    staffNumber,
    departmentOf: async (tx, personId) => {
      const person = await findPerson(tx, personId);
      if (!person) throw new Error("a member of staff without a department");
      return person.department.code;
    },
    officerNumbers: listOfficerNumbers,
    renderDocument,
    recordReading: (tx, { caller, number, what, at }) =>
      recordAudit(tx, { at, action: "reading", outcome: what, caller, subject: number }),
    recordErasure: (tx, { caller, number, outcome, reason, at }) =>
      recordAudit(tx, { at, action: "erasure", outcome, caller, subject: number, detail: { reason } }),
  };
};
