import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { before, describe, it } from "node:test";
import { sql } from "kysely";
import { done, refuse } from "#base/outcome.ts";
import { signerFromPem } from "#base/signature.ts";
import { systemClock } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import { changeKey } from "#exchange/change-key.ts";
import { readPartyKeys } from "#exchange/key-store.ts";
import { wuqing } from "#exchange/test-letters.ts";
import { testParties } from "#exchange/test-parties.ts";
import { linkAudit, sealAuditHead } from "./audit-chain-store.ts";
import { recordAudit } from "./audit-store.ts";
import { checkAuditFile } from "./check-audit-file.ts";
import { checkAudit, exportAudit, type AuditKeeping } from "./check-audit.ts";
import { openDatabase } from "./database.ts";
import { testDatabases } from "./test-database.ts";

const newSigner = () =>
  signerFromPem(generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }) as string);

const write = async (db: Db, count: number, at = systemClock()): Promise<void> => {
  for (let i = 0; i < count; i++)
    await recordAudit(db, { at, action: "reading", outcome: "case", subject: `case-${i}`, detail: { n: i } });
};

const asList = async (lines: AsyncIterable<Buffer>): Promise<string[]> => {
  const list: string[] = [];
  for await (const line of lines) list.push(line.toString("utf8").trimEnd());
  return list;
};

const asLines = async function* (list: readonly string[]): AsyncGenerator<string> {
  yield* list;
};

const now = systemClock();

for (const { name, open } of testDatabases())
  describe(`the audit log as a chain (${name})`, () => {
    let db: Db;
    let keeping: AuditKeeping;
    const signer = newSigner();

    before(async () => {
      ({ db } = await open());
      keeping = {
        db,
        node: "120114",
        clock: systemClock,
        findSigner: () => Promise.resolve(done(signer)),
        readKeys: () => Promise.resolve([signer.publicKey]),
      };
    });

    const tables = ["audit_seal", "audit_link", "audit_waiting", "audit"];

    /**
     * What somebody could do who has the database itself: the rules of the tables are theirs to switch off. Afterwards
     * everything is as it was, so that each finding stands for one deed.
     */
    const tamper = async (act: (db: Db) => Promise<unknown>): Promise<string | undefined> => {
      const run = (text: string) => sql.raw(text).execute(db);
      for (const table of tables) {
        await run(`create table copy_${table} as select * from people.${table}`);
        await run(`alter table people.${table} disable trigger user`);
      }
      await act(db);
      const found = await brokenOf();
      for (const table of tables) await run(`delete from people.${table}`);
      for (const table of tables.toReversed())
        await run(`insert into people.${table} select * from copy_${table}`);
      for (const table of tables) {
        await run(`alter table people.${table} enable trigger user`);
        await run(`drop table copy_${table}`);
      }
      assert.equal(await brokenOf(), undefined);
      return found;
    };

    const brokenOf = async (): Promise<string | undefined> => {
      const { broken } = await checkAudit(keeping);
      return broken && `${broken.fault} ${broken.number}`;
    };

    it("links and seals what was written, by one process or by several at once", async () => {
      await write(db, 7);
      assert.equal(await linkAudit(db), 7);
      assert.equal(await linkAudit(db), 0);
      assert.equal((await sealAuditHead(db, keeping))?.number, 7);
      assert.equal(await sealAuditHead(db, keeping), undefined);
      await write(db, 6);
      const linked = await Promise.all([linkAudit(db), linkAudit(db), linkAudit(db)]);
      assert.equal(
        linked.reduce((sum, count) => sum + count),
        6,
      );
      const checked = await checkAudit(keeping);
      assert.deepEqual(
        { ...checked, head: "" },
        { lines: 13, deleted: 0, seals: 1, head: "", sealedUpTo: 7 },
      );
    });

    it("finds a line that was changed, deleted or slipped past the chain, and names the first", async () => {
      const third = sql`(select line from people.audit_link where number = 3)`;
      const later = sql`(select line from people.audit_link where number = 9)`;
      const say = (outcome: string, line: typeof third) => (tx: Db) =>
        sql`update people.audit set outcome = ${outcome} where id = ${line}`.execute(tx);
      assert.equal(await tamper(say("nothing", third)), "LINE_ALTERED 3");
      assert.equal(
        await tamper((tx) => say("x", later)(tx).then(() => say("x", third)(tx))),
        "LINE_ALTERED 3",
      );
      assert.equal(
        await tamper((tx) =>
          sql`update people.audit set detail = '{"n": 5}' where id = ${third}`.execute(tx),
        ),
        "LINE_ALTERED 3",
      );
      assert.equal(
        await tamper((tx) => sql`delete from people.audit where id = ${third}`.execute(tx)),
        "LINE_MISSING 3",
      );
      assert.equal(
        await tamper((tx) =>
          sql`insert into people.audit (id, at, action, outcome) values (gen_random_uuid(), now(), 'lock', 'ok')`.execute(
            tx,
          ),
        ),
        "LINE_NOT_LINKED 14",
      );
    });

    it("finds links that were taken out, changed places or were written anew", async () => {
      assert.equal(
        await tamper((tx) => sql`delete from people.audit_link where number = 4`.execute(tx)),
        "LINK_MISSING 4",
      );
      assert.equal(
        await tamper(async (tx) => {
          await sql`create temporary table two as select * from people.audit_link where number in (9, 10)`.execute(
            tx,
          );
          await sql`delete from people.audit_link where number in (9, 10)`.execute(tx);
          await sql`insert into people.audit_link select 19 - number, line, at, digest, previous, hash from two`.execute(
            tx,
          );
        }),
        "LINK_ALTERED 9",
      );
      // Everything from the fifth line on forged with good hashes: the seal at seven is of another chain.
      const forge = async (tx: Db) => {
        await sql`delete from people.audit_seal`.execute(tx);
        await sql`insert into people.audit_waiting select line from people.audit_link where number >= 5`.execute(
          tx,
        );
        await sql`delete from people.audit_link where number >= 5`.execute(tx);
        await sql`update people.audit set outcome = 'forged' where id in (select line from people.audit_waiting)`.execute(
          tx,
        );
      };
      assert.equal(
        await tamper(async (tx) => {
          await forge(tx);
          await linkAudit(tx);
          await sql`insert into people.audit_seal select * from copy_audit_seal`.execute(tx);
        }),
        "SEAL_OF_OTHER_CHAIN 7",
      );
      assert.equal(
        await tamper((tx) => sql`update people.audit_seal set signature = ${"A".repeat(86)}`.execute(tx)),
        "SEAL_NOT_SIGNED 7",
      );
      assert.equal(
        await tamper((tx) =>
          sql`update people.audit_seal set key = ${newSigner().publicKey.key}`.execute(tx),
        ),
        "SEAL_OF_OTHER_KEY 7",
      );
    });

    it("lets go of lines whose time is over, and says how many", async () => {
      const { db: other } = await open();
      await write(other, 2, "2026-01-05T08:00:00.000Z");
      await write(other, 3);
      await linkAudit(other);
      await sql`delete from people.audit where at < '2026-02-01'`.execute(other);
      const { lines, deleted, broken } = await checkAudit({
        ...keeping,
        db: other,
        clock: () => "2026-11-22T08:00:00.000Z",
      });
      assert.deepEqual({ lines, deleted, broken }, { lines: 5, deleted: 2, broken: undefined });
    });

    it("goes out as a file that anybody checks, and that no line can be taken from", async () => {
      const list = await asList(exportAudit(keeping));
      const whole = await checkAuditFile(asLines(list), { now });
      assert.deepEqual(
        { lines: whole.lines, sealedUpTo: whole.sealedUpTo, node: whole.node, keys: whole.keys },
        { lines: 13, sealedUpTo: 13, node: "120114", keys: [signer.keyId] },
      );
      assert.equal(whole.broken, undefined);
      for (const at of list.keys()) {
        const without = list.toSpliced(at, 1);
        const isSealOnly = list[at]!.startsWith('{"seal"') && at < list.length - 1;
        assert.equal(
          (await checkAuditFile(asLines(without), { now })).broken === undefined,
          isSealOnly, // an older signature is covered by the newer one
          `without line ${at}`,
        );
        const changed = list.with(
          at,
          list[at]!.replace(/[0-9](?=[^0-9]*$)/, (digit) => `${9 - Number(digit)}`),
        );
        assert.notEqual((await checkAuditFile(asLines(changed), { now })).broken, undefined, `line ${at}`);
      }
      const turned = list.with(3, list[4]!).with(4, list[3]!);
      assert.equal((await checkAuditFile(asLines(turned), { now })).broken?.fault, "LINK_MISSING");
      const nothing = await checkAuditFile(asLines([]), { now });
      assert.equal(nothing.broken?.fault, "FILE_FORM");
    });

    it("shows against an earlier file that its end was cut off or written anew since", async () => {
      const earlier = await checkAuditFile(asLines(await asList(exportAudit(keeping))), { now });
      await write(db, 2);
      const later = await asList(exportAudit(keeping));
      assert.equal((await checkAuditFile(asLines(later), { now, earlier })).broken, undefined);
      const cut = later.slice(0, 1 + later.findIndex((line) => line.startsWith('{"seal"')));
      assert.equal((await checkAuditFile(asLines(cut), { now })).broken, undefined);
      assert.equal((await checkAuditFile(asLines(cut), { now, earlier })).broken?.fault, "EARLIER_DIFFERS");
      const other = { ...earlier, head: "0".repeat(64) };
      assert.equal(
        (await checkAuditFile(asLines(later), { now, earlier: other })).broken?.fault,
        "EARLIER_DIFFERS",
      );
    });

    it("is sealed by the key in use, also after it changed, and holds with every key that the node had", async () => {
      const { db: other } = await open();
      const { [wuqing]: wq } = await testParties({ [wuqing]: other });
      const rotate = async () => {
        const changed = await changeKey(wq!, "sm2-sm3", {
          role: "security-administrator",
          department: "node",
        });
        assert.ok(changed.ok);
        return changed.value;
      };
      const readKeys = async () => {
        const nodes = await wq!.deps.authority.parties(other as Tx);
        return (await readPartyKeys(other, nodes)).get(wuqing)!;
      };
      const own: AuditKeeping = { ...keeping, db: other, node: wuqing, findSigner: wq!.findSigner, readKeys };
      const sealedBy = async () => {
        await write(other, 1);
        return (await sealAuditHead(other, own))?.key;
      };
      const first = wq!.deps.keys.all()[0]!;
      assert.equal(await sealedBy(), first.publicKey.key);
      const second = await rotate();
      assert.equal(await sealedBy(), first.publicKey.key, "the page that ends its key is not sealed yet");
      await wq!.sealAll();
      assert.equal(await sealedBy(), second.publicKey.key);
      const { seals, broken } = await checkAudit(own);
      assert.deepEqual({ seals, broken }, { seals: 3, broken: undefined });
      const lost = { ...own, findSigner: () => Promise.resolve(refuse("KEY_NOT_HELD")) };
      await write(other, 1);
      assert.equal(await sealAuditHead(other, lost), undefined, "nobody else signs in its place");
      const stranger = { ...own, readKeys: () => Promise.resolve([first.publicKey]) };
      assert.equal((await checkAudit(stranger)).broken?.fault, "SEAL_OF_OTHER_KEY");
    });

    it("is linked at the next start where a process ended before it could", async () => {
      const { db: lasting, place, close } = await open({ lasting: true });
      await write(lasting, 3);
      await close();
      const again = await openDatabase(place);
      assert.equal(await linkAudit(again.db), 3);
      await again.close();
    });
  });
