import { callerOf } from "#base/handler.ts";
import { newId } from "#base/id.ts";
import { done, refuse } from "#base/outcome.ts";
import { recordAudit } from "./audit-store.ts";
import type { PersonRow } from "./contract.ts";
import { addMandate, listMandates, revokeMandate } from "./mandate-store.ts";
import { checkMandate } from "./mandate.ts";
import type { NodeDeps, NodeHandlers } from "./node-deps.ts";
import {
  findIdentity,
  findPerson,
  findPersonByUsername,
  listPeople,
  setLock,
  type Person,
} from "./people-store.ts";
import { openText } from "./sealed-text.ts";

const rowOf = ({ kind: _kind, ...row }: Person): PersonRow => row;

type PeopleRoutes =
  | "readProfile"
  | "listColleagues"
  | "listMandates"
  | "giveMandate"
  | "revokeMandate"
  | "listPeople"
  | "lockPerson"
  | "unlockPerson";

export const peopleHandlers = ({ db, clock, secret, sessions }: NodeDeps): NodeHandlers<PeopleRoutes> => ({
  readProfile: async (_asked, context) => {
    const { personId } = callerOf(context);
    const person = await findPerson(db, personId);
    const sealed = await findIdentity(db, personId);
    if (!person) return refuse("NOT_FOUND");
    const isCompany = person.kind === "company";
    return done({
      name: person.displayName,
      kind: isCompany ? ("company" as const) : ("citizen" as const),
      idKind: isCompany ? ("credit-code" as const) : ("citizen-id" as const),
      ...(sealed && { idNumber: openText(secret, personId, sealed) }),
    });
  },

  listColleagues: async (_asked, context) => {
    const people = await listPeople(db, callerOf(context).department);
    return done(
      people.map(({ id, displayName, role, staffNumber }) => ({
        id,
        displayName,
        role,
        ...(staffNumber && { staffNumber }),
      })),
    );
  },

  listMandates: async (_asked, context) => done(await listMandates(db, callerOf(context).personId)),

  giveMandate: ({ body }, context) =>
    db.transaction().execute(async (tx) => {
      const caller = callerOf(context);
      const agent = await findPersonByUsername(tx, body.agentUsername);
      if (agent?.role !== "applicant") return refuse("NO_SUCH_AGENT", undefined, "agentUsername");
      const id = newId();
      const mandate = { ...body, id, principal: caller.personId, agent: agent.id, recordedAt: clock() };
      const checked = checkMandate(mandate);
      if (!checked.ok) return checked;
      await addMandate(tx, mandate);
      await recordAudit(tx, { at: clock(), action: "mandate", outcome: "given", caller, subject: id });
      return done((await listMandates(tx, caller.personId)).find((row) => row.id === id)!);
    }),

  revokeMandate: ({ params }, context) =>
    db.transaction().execute(async (tx) => {
      const caller = callerOf(context);
      const isRevoked = await revokeMandate(tx, params.id, caller.personId, clock());
      if (isRevoked)
        await recordAudit(tx, {
          at: clock(),
          action: "mandate",
          outcome: "ended",
          caller,
          subject: params.id,
        });
      const row = (await listMandates(tx, caller.personId)).find(({ id }) => id === params.id);
      return row ? done(row) : refuse("NOT_FOUND");
    }),

  listPeople: async () => done((await listPeople(db)).map(rowOf)),

  lockPerson: async ({ params, body }, context) => {
    const outcome = await db.transaction().execute(async (tx) => {
      const caller = callerOf(context);
      if (params.id === caller.personId) return refuse("LOCK_OWN");
      await setLock(tx, params.id, { at: clock(), reason: body.reason });
      const person = await findPerson(tx, params.id);
      if (!person) return refuse("NOT_FOUND");
      await recordAudit(tx, {
        at: clock(),
        action: "lock",
        outcome: "ok",
        caller,
        subject: person.staffNumber ?? params.id,
      });
      return done(rowOf(person));
    });
    sessions.forgetAll(); // after the lock is written: whoever asks from now on is looked up anew
    return outcome;
  },

  unlockPerson: ({ params }, context) =>
    db.transaction().execute(async (tx) => {
      await setLock(tx, params.id, undefined);
      const person = await findPerson(tx, params.id);
      if (!person) return refuse("NOT_FOUND");
      await recordAudit(tx, {
        at: clock(),
        action: "unlock",
        outcome: "ok",
        caller: callerOf(context),
        subject: person.staffNumber ?? params.id,
      });
      return done(rowOf(person));
    }),
});
