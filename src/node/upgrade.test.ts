/** A database of an earlier version is brought up to date where it is, and nothing that was signed or said changes. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sql } from "kysely";
import { keyRing } from "#base/key-ring.ts";
import { newPrivateKey, signerFromPem } from "#base/signature.ts";
import { systemClock } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import { readFounding, type Founding } from "#agreements/found.ts";
import { checkChains } from "#exchange/check-chains.ts";
import { verifyEvidence } from "#exchange/verify-evidence.ts";
import { loadDump } from "./backup/load.ts";
import { openBackup, type OpenedBackup } from "./backup/open-backup.ts";
import { restore } from "./backup/restore.ts";
import { openDatabase } from "./database.ts";
import { migrate, readMigrations } from "./migrate.ts";
import { must, signedIn } from "./sample/visitor.ts";
import { startNode } from "./start-node.ts";
import { testDatabases } from "./test-database.ts";

const place = join(import.meta.dirname, "../../vectors/upgrade/of-0004");
const party = "120114";
const root = await mkdtemp(join(tmpdir(), "tongwulang-upgrade-"));
after(() => rm(root, { recursive: true, force: true }));

const noNewKey = () => assert.fail("no key is made");

const readOld = async (): Promise<{ backup: OpenedBackup; founding: Founding }> => {
  const backup = await openBackup(place);
  assert.ok(backup.ok);
  const founding = readFounding(JSON.parse(await readFile(join(place, "keys/founding.json"), "utf8")));
  assert.ok(founding.ok);
  return { backup: backup.value, founding: founding.value };
};

/** Takes back what migrations made, so that the database is as one that has never been used. */
const empty = async (db: Db): Promise<void> => {
  const { rows } = await sql<{ name: string }>`
    select nspname as name from pg_namespace where nspname !~ '^(pg_|information_schema$|public$)'`.execute(
    db,
  );
  for (const { name } of rows) await sql`drop schema ${sql.id(name)} cascade`.execute(db);
};

for (const { name, open } of testDatabases()) {
  test(`${name}: f-30 a database of migrations 0001 to 0004 is upgraded in place, its chains and cases intact`, async () => {
    const { backup, founding } = await readOld();
    const old = (await readMigrations()).filter(({ name: file }) => file < "0005");
    assert.deepEqual(
      old.map(({ name: file, digest }) => ({ name: file, digest })),
      backup.manifest.migrations,
    );
    const database = await open();
    const { db } = database;
    await empty(db);
    assert.ok((await migrate(db, old)).ok);
    await db.transaction().execute((tx) => loadDump(tx, backup, () => {}));

    const newer = await startNode({
      party,
      database,
      folder: join(root, name),
      keys: keyRing([signerFromPem(await readFile(join(place, "keys/node-key.pem"), "utf8"))], noNewKey),
      secret: await readFile(join(place, "keys/node-secret"), "utf8"),
      founding,
      host: "127.0.0.1",
      port: 0,
      isSample: true,
      trustProxy: false,
      anonymousPerMinute: 100_000,
      checkAnswers: true,
      version: "1.0.0",
      log: () => {},
      fetch: () => Promise.reject(new TypeError("nobody else is there")),
    });
    assert.ok(newer.ok);
    const node = newer.value;
    const { port } = node.app.server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    try {
      const chains = await checkChains(db, party, founding.nodes, systemClock());
      assert.ok(chains.ok, JSON.stringify(chains));
      assert.deepEqual(
        Object.fromEntries(chains.value.map((chain) => [chain.party, chain.pages])),
        Object.fromEntries(
          Object.entries(backup.manifest.heads).map(([chain, { number }]) => [chain, number]),
        ),
      );

      const { rows } = await sql<{ id: string; number: string; state: string }>`
        select id, number, state from cases.file order by id`.execute(db);
      assert.equal(rows.length, backup.manifest.tables["cases.file"]!.rows);
      const supervisor = await signedIn(url, "supervisor");
      for (const row of rows) {
        const view = must(await supervisor.cases.readCase({ params: { id: row.id } }));
        assert.deepEqual([view.number, view.state], [row.number, row.state]);
        assert.ok(view.timeline.length > 0);
      }
      const delivered = rows.find(({ state }) => state === "delivered")!;
      const evidence = must(await supervisor.cases.evidence({ params: { id: delivered.id } }));
      const verified = verifyEvidence(await evidence.text());
      assert.ok(verified.ok, JSON.stringify(verified.checks.filter(({ ok }) => !ok)));
      // The secret still opens what was sealed with it.
      const mine = must(await (await signedIn(url, "citizen")).cases.myCases({}));
      assert.ok(mine.rows.length > 0);
    } finally {
      await node.stop();
    }
  });

  test(`${name}: a backup of migrations 0001 to 0004 is restored and brought up to date`, async () => {
    const { backup, founding } = await readOld();
    const data = join(root, `${name}-restored`);
    const target = name === "postgresql" ? await open({ lasting: true }) : undefined;
    if (target) await empty(target.db);
    await target?.close();
    const url = target && (target.place as { url: string }).url;
    const done = await restore({
      backup,
      data,
      founding,
      party,
      clock: systemClock,
      say: () => {},
      ...(url && { databaseUrl: url }),
    });
    assert.ok(done.ok, JSON.stringify(done));
    assert.equal(done.value.upgradedBy[0], "0005_keys.sql");
    const { db, close } = await openDatabase(url ? { url } : { dataDir: join(data, "database") });
    const { rows } = await sql<{ n: bigint }>`
      select (select count(*) from cases.file) as n from exchange.restored`.execute(db);
    await close();
    assert.deepEqual(rows, [{ n: BigInt(backup.manifest.tables["cases.file"]!.rows) }]);
  });

  test(`${name}: a node does not start on a database of a newer version, and says so`, async () => {
    const { founding } = await readOld();
    const database = await open();
    await sql`insert into node.migration (name, digest) values ('9000_later.sql', 'x')`.execute(database.db);
    const started = await startNode({
      party,
      database,
      folder: join(root, `${name}-newer`),
      keys: keyRing([signerFromPem(newPrivateKey())], noNewKey),
      secret: "secret",
      founding,
      host: "127.0.0.1",
      port: 0,
      isSample: false,
      trustProxy: false,
      anonymousPerMinute: 100,
      checkAnswers: true,
      version: "0.1.0",
      log: () => {},
    });
    assert.ok(!started.ok);
    assert.deepEqual(started.refusal, { code: "DATABASE_NEWER", detail: { migration: "9000_later.sql" } });
  });
}
