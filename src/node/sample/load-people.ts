import { sql } from "kysely";
import { newId } from "#base/id.ts";
import type { Clock } from "#base/time.ts";
import { dayOf } from "#base/time.ts";
import type { CipherName } from "#base/signature.ts";
import type { Db, Tx } from "#base/tx.ts";
import { addMandate } from "../mandate-store.ts";
import { hashPassword } from "../password.ts";
import { addDepartments, addPerson, findPersonByUsername } from "../people-store.ts";
import { sealText } from "../sealed-text.ts";
import { sampleDepartments } from "./departments.ts";
import { getSampleParty } from "./parties.ts";
import { samplePassword, samplePeople } from "./people.ts";

const idOf = (party: string, username: string): string => `${party}-${username}`;

/** The company lets the first citizen act for it, so that acting for another can be tried. */
const addSampleMandate = async (tx: Tx, party: string, now: string): Promise<void> => {
  const day = Temporal.PlainDate.from(dayOf(now));
  await addMandate(tx, {
    id: newId(),
    principal: idOf(party, "company"),
    agent: idOf(party, "citizen"),
    scope: "示例：代为办理通武廊通办事项",
    validFrom: day.toString(),
    validUntil: day.add({ years: 1 }).toString(),
    recordedAt: now,
  });
};

/** Enters departments and people of the trial on one node, once. */
export const loadSamplePeople = async (
  db: Db,
  { party, secret, cipher, clock }: { party: string; secret: string; cipher?: CipherName; clock: Clock },
): Promise<void> => {
  if (await findPersonByUsername(db, "audit")) return;
  const passwordHash = await hashPassword(samplePassword); // the same for all: it is printed at every start
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(7100114121)`.execute(tx);
    if (await findPersonByUsername(tx, "audit")) return;
    await addDepartments(tx, sampleDepartments(getSampleParty(party)));
    for (const { identityNumber, about: _about, ...person } of samplePeople(party)) {
      const id = idOf(party, person.username);
      const sealed = identityNumber && sealText(secret, id, identityNumber, cipher);
      await addPerson(tx, {
        ...person,
        id,
        passwordHash,
        isSample: true,
        ...(sealed && { identityNumber: sealed }),
      });
    }
    await addSampleMandate(tx, party, clock());
  });
};
