import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { sql } from "kysely";
import { sha256Hex } from "#base/hash.ts";
import { systemClock } from "#base/time.ts";
import {
  foundingBundle,
  foundingFile,
  readFounding,
  signFounding,
  type Founding,
} from "#agreements/found.ts";
import { exchangeCapability } from "#exchange/exchange-capability.ts";
import { letter, letters, tongzhou, wuqing } from "#exchange/test-letters.ts";
import { newSigner, testParties, type TestParty } from "#exchange/test-parties.ts";
import { openDatabase, type DatabasePlace } from "../database.ts";
import { testDatabases, type TestDatabase, type TestDatabases } from "../test-database.ts";
import { aboutNode } from "./dump.ts";
import { names, type Manifest } from "./manifest.ts";
import { openBackup, type OpenedBackup } from "./open-backup.ts";
import { restore, type Restored } from "./restore.ts";
import { databaseSource, type BackupSource } from "./source.ts";
import { writeBackup, type Backup, type BackupOptions } from "./write-backup.ts";

const root = await mkdtemp(join(tmpdir(), "tongwulang-backup-"));
after(() => rm(root, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => join(root, `${++folders}`);
const quiet = { say: () => {} };

const signers = { [tongzhou]: newSigner(), [wuqing]: newSigner() };
const found = (): Founding => {
  const nodes = Object.entries(signers).map(([party, { publicKey }]) => ({
    party,
    name: { zh: party, en: party },
    url: `http://${party}.test`,
    publicKey,
  }));
  const bundle = foundingBundle(nodes, "2026-11-01");
  const signatures = Object.entries(signers).map(([party, signer]) =>
    signFounding(bundle, signer, party, "示例签署人", systemClock()),
  );
  const founding = readFounding(foundingFile(bundle, signatures));
  assert.ok(founding.ok);
  return founding.value;
};
const founding = found();

/** Letters whose only state is the exchange's: a backup knows the tables that migrations make and no others. */
const stateless = { ...letters, apply: async () => {} };

type Wuqing = TestParty & { source: BackupSource };
/** Nobody seals before a peer has said what it holds; this one has nothing. */
let silentPeer: Promise<TestDatabase> | undefined;

const openWuqing = async (
  db: TestDatabase["db"],
  peer?: TestDatabase["db"],
): Promise<{ here: Wuqing; peer?: TestParty }> => {
  const parties = await testParties(
    { [wuqing]: db, ...(peer && { [tongzhou]: peer }) },
    { signers, capabilities: [exchangeCapability, stateless] },
  );
  for (const one of Object.values(parties)) await sql`drop schema letters cascade`.execute(one.db);
  const here = parties[wuqing]!;
  const signer = signers[wuqing]!;
  const node = aboutNode({ party: wuqing, founding, signer, secret: "secret", version: "1.2.3" });
  const source = databaseSource({ db, clock: systemClock, node }, here.deps.attachments);
  return { here: { ...here, source }, ...(peer && { peer: parties[tongzhou]! }) };
};

const backUp = async (source: BackupSource, more: Partial<BackupOptions> = {}): Promise<Backup> => {
  const taken = await writeBackup({ source, to: more.to ?? newFolder(), ...quiet, ...more });
  assert.ok(taken.ok, JSON.stringify(taken));
  return taken.value;
};

const opened = async (folder: string, words?: string): Promise<OpenedBackup> => {
  const backup = await openBackup(folder, words);
  assert.ok(backup.ok, JSON.stringify(backup));
  return backup.value;
};

type Target = { place: DatabasePlace; data: string; databaseUrl?: string };
const newTarget = async ({ name, open }: TestDatabases): Promise<Target> => {
  const data = newFolder();
  if (name === "embedded") return { data, place: { dataDir: join(data, "database") } };
  const { place, close } = await open({ lasting: true });
  await close();
  return { data, place, databaseUrl: (place as { url: string }).url };
};

type Places = { attachments?: string; keysFolder?: string };
const putBack = (backup: OpenedBackup, { data, databaseUrl }: Target, party = wuqing, places: Places = {}) =>
  restore({
    ...places,
    backup,
    data,
    founding,
    party,
    clock: systemClock,
    ...quiet,
    ...(databaseUrl && { databaseUrl }),
  });

const restored = async (backup: OpenedBackup, target: Target): Promise<Restored> => {
  const done = await putBack(backup, target);
  assert.ok(done.ok, JSON.stringify(done));
  return done.value;
};

const refusalOf = async (
  work: Promise<{ ok: true } | { ok: false; refusal: { code: string; detail?: Record<string, unknown> } }>,
) => {
  const outcome = await work;
  assert.ok(!outcome.ok);
  return outcome.refusal;
};

const databases = testDatabases();
const embedded = databases[0]!;

for (const from of databases)
  for (const to of databases)
    test(`${from.name} → ${to.name}: a backup taken while letters are written is a whole beginning of them`, async () => {
      const db = (await from.open()).db;
      const reader = await embedded.open();
      const { here, peer } = await openWuqing(db, reader.db);
      const attachment = await here.deps.attachments.put(Readable.from([Buffer.from("一份附件")]));
      assert.ok(attachment.ok);
      const { digest } = attachment.value;
      await here.write(
        letter("with-paper", "first", { attachments: [{ digest, size: 12, mediaType: "text/plain" }] }),
      );
      await peer!.write(letter("from-the-peer", "theirs"));
      await peer!.sealAll();
      await here.takeFrom(peer!);

      const writing = new AbortController();
      const writers = [1, 2, 3].map(async (writer) => {
        for (let n = 0; !writing.signal.aborted; n++) {
          const subject = `s-${writer}-${n}`;
          await here.write(
            letter(subject, "one"),
            letter(subject, "two"),
            letter(subject, '三\u2028"quoted"\\'),
          );
          if (n % 3 === 0) await here.seal();
          // A database in memory answers without ever waiting: the backup, which does, would not get its turn.
          await setImmediate();
        }
      });
      const taken = await backUp(here.source).finally(() => {
        writing.abort();
        return Promise.all(writers);
      });

      const target = await newTarget(to);
      const report = await restored(await opened(taken.folder), target);
      assert.equal(report.attachments, 1);
      assert.deepEqual(await readFile(join(target.data, "attachments", digest.slice(0, 2), digest.slice(2)), "utf8"), "一份附件"); // prettier-ignore
      const { db: again, close } = await openDatabase(target.place);
      const { rows } = await sql<{ subject: string; n: bigint }>`
        select subject, count(*) as n from exchange.event where subject like 's-%' group by 1 order by 1`.execute(
        again,
      );
      assert.ok(
        rows.every(({ n }) => n === 3n),
        "three of a transaction or none",
      );
      const { rows: unsealed } = await sql<{ own: bigint; sealed: bigint; queued: bigint }>`
        select (select count(*) from exchange.event where author = ${wuqing}) as own,
          coalesce((select next - 1 from exchange.chain where party = ${wuqing}), 0) as sealed,
          (select count(*) from exchange.queue) as queued`.execute(again);
      assert.equal(unsealed[0]!.own, unsealed[0]!.sealed + unsealed[0]!.queued);
      // It asks its peer what it holds and goes on: numbers that come from sequences are not given twice, and the chain has no gap.
      const { here: goingOn } = await openWuqing(again, reader.db);
      await goingOn.seal();
      await goingOn.write(letter("after", "restoring"));
      await goingOn.sealAll();
      const last = await sql<{
        number: bigint;
      }>`select number from exchange.chain where party = ${wuqing}`.execute(again);
      assert.ok(Number(last.rows[0]!.number) > (taken.manifest.heads[wuqing]?.number ?? 0));
      await close();
    });

/** A backup of a small node, for what can go wrong with one. */
const takeSmall = async (words?: string): Promise<Backup & { source: BackupSource }> => {
  const { here } = await openWuqing((await embedded.open()).db, (await (silentPeer ??= embedded.open())).db);
  const attachment = await here.deps.attachments.put(Readable.from([Buffer.from("paper")]));
  assert.ok(attachment.ok);
  const { digest } = attachment.value;
  await here.write(letter("case-1", "one", { attachments: [{ digest, size: 5, mediaType: "text/plain" }] }));
  await here.write(letter("case-2", "two"));
  await here.sealAll();
  return { ...(await backUp(here.source, { ...(words !== undefined && { words }) })), source: here.source };
};

const taken = new Map<string | undefined, ReturnType<typeof takeSmall>>();
/** Taken once, copied for each use. */
const smallBackup: typeof takeSmall = async (words) => {
  const one = taken.get(words) ?? takeSmall(words);
  taken.set(words, one);
  const folder = newFolder();
  await cp((await one).folder, folder, { recursive: true });
  return { ...(await one), folder };
};

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

/** Rewrites the dump so that only what it says is wrong, not how it is packed. */
const rewriteDump = async (folder: string, change: (text: string) => string): Promise<void> => {
  const path = join(folder, names.dump);
  const bytes = gzipSync(change(gunzipSync(await readFile(path)).toString("utf8")));
  await writeFile(path, bytes);
  const file = join(folder, "manifest.json");
  const manifest = JSON.parse(await readFile(file, "utf8")) as Manifest;
  manifest.files[names.dump] = { bytes: bytes.length, sha256: sha256Hex(bytes) };
  await writeFile(file, JSON.stringify(manifest));
};

test("a byte changed in any file of a backup is noticed, the file is named, and nothing is restored", async () => {
  for (const words of [undefined, "nine bridges over one canal"]) {
    const { folder } = await smallBackup(words);
    for (const path of await filesIn(folder)) {
      const bytes = await readFile(path);
      const altered = Buffer.from(bytes);
      altered[Math.floor(bytes.length / 2)]! ^= 1;
      await writeFile(path, altered);
      const target = await newTarget(embedded);
      const backup = await openBackup(folder, words);
      const refusal = backup.ok ? await refusalOf(putBack(backup.value, target)) : backup.refusal;
      if (path.includes("manifest")) assert.match(refusal.code, /^BACKUP_|^RESTORE_DIFFERS$/, path);
      else {
        assert.match(refusal.code, /^BACKUP_DAMAGED/, path);
        const named = String(refusal.detail!["file"]).replaceAll("/", "");
        assert.ok(path.replaceAll("/", "").endsWith(named), `${named} is not ${path}`);
      }
      assert.equal((await readdir(target.data).catch((): string[] => [])).includes("database"), false);
      await writeFile(path, bytes);
    }
    assert.equal((await restored(await opened(folder, words), await newTarget(embedded))).attachments, 1);
  }
});

test("what is wrong inside the dump is named by table and row", async () => {
  const cases: [(text: string) => string, Record<string, unknown>][] = [
    [(text) => text.replace("case-2", "case-3"), { table: "exchange.event", row: 2 }],
    [(text) => text.replace(/\n\["2",[^\n]*case-2[^\n]*/, ""), { table: "exchange.event", row: 1 }],
    [(text) => text.slice(0, text.indexOf("case-2")), { table: "exchange.event", row: 2 }],
    [
      (text) => text.replace('"table":"exchange.queue"', '"table":"exchange.queues"'),
      { table: "exchange.queues" },
    ],
  ];
  for (const [change, where] of cases) {
    const { folder } = await smallBackup();
    await rewriteDump(folder, change);
    const refusal = await refusalOf(putBack(await opened(folder), await newTarget(embedded)));
    assert.equal(refusal.code, "BACKUP_DAMAGED_ROW");
    assert.deepEqual({ ...refusal.detail, file: undefined }, { row: undefined, ...where, file: undefined });
  }
  const { folder } = await smallBackup();
  await rewriteDump(folder, (text) => text.replace('{"end":true}\n', ""));
  const refusal = await refusalOf(putBack(await opened(folder), await newTarget(embedded)));
  assert.match(refusal.code, /^BACKUP_DAMAGED/);
});

for (const { name, open } of databases)
  test(`${name}: rows that were altered in the database before the backup do not pass the check of the chains`, async () => {
    for (const [change, code] of [
      [
        sql`update exchange.event set body = replace(body, 'two', '222') where subject = 'case-2'`,
        "EVENT_ALTERED",
      ],
      [sql`update exchange.page set header = replace(header, 'sealedAt', 'sealedat')`, "CHAIN_BROKEN"],
      [sql`update exchange.chain set number = number + 1`, "CHAIN_BROKEN"],
    ] as const) {
      const database = await open();
      const { here } = await openWuqing(database.db, (await (silentPeer ??= embedded.open())).db);
      await here.write(letter("case-2", "two"));
      await here.sealAll();
      await change.execute(database.db);
      const { folder } = await backUp(here.source);
      const target = await newTarget({ name, open });
      assert.equal((await refusalOf(putBack(await opened(folder), target))).code, code);
      // Everything was undone: the same place takes a good one.
      await restored(await opened((await smallBackup()).folder), target);
    }
  });

test("a backup of newer software, of another network or of another party is refused before anything is written", async () => {
  const { folder } = await smallBackup();
  const backup = await opened(folder);
  const target = await newTarget(embedded);
  const altered = (manifest: Partial<Manifest>): OpenedBackup => ({
    ...backup,
    manifest: { ...backup.manifest, ...manifest },
  });
  const newer = [...backup.manifest.migrations, { name: "9999_later.sql", digest: "0".repeat(64) }];
  const codes = [
    await refusalOf(putBack(altered({ migrations: newer, version: "9.0.0" }), target)),
    await refusalOf(putBack(altered({ founding: "f".repeat(64) }), target)),
    await refusalOf(putBack(backup, target, tongzhou)),
  ];
  assert.deepEqual(
    codes.map(({ code }) => code),
    ["BACKUP_NEWER", "BACKUP_FOREIGN", "BACKUP_OF_ANOTHER"],
  );
  assert.deepEqual(codes[0]!.detail, { migration: "9999_later.sql", version: "9.0.0" });
  const manifest = join(folder, "manifest.json");
  await writeFile(manifest, (await readFile(manifest, "utf8")).replace("backup/1", "backup/2"));
  assert.equal((await refusalOf(openBackup(folder))).code, "BACKUP_FORMAT");
  assert.equal((await refusalOf(openBackup(newFolder()))).code, "BACKUP_NONE");
});

for (const database of databases)
  test(`${database.name}: nothing is restored over what is there`, async () => {
    const backup = await opened((await smallBackup()).folder);
    const target = await newTarget(database);
    await restored(backup, target);
    assert.equal((await refusalOf(putBack(backup, target))).code, "RESTORE_NOT_EMPTY");
  });

test("a source that ends in the middle, or a place that cannot be written, leaves nothing that looks like a backup", async () => {
  const { source, folder } = await smallBackup();
  const cutOff: BackupSource = {
    ...source,
    dump: async () => {
      const bytes = Buffer.concat(await Array.fromAsync(await source.dump()));
      return Readable.from([bytes.subarray(0, bytes.length / 2)]);
    },
  };
  const to = newFolder();
  assert.equal((await refusalOf(writeBackup({ source: cutOff, to, ...quiet }))).code, "BACKUP_CUT_OFF");
  assert.deepEqual(await readdir(to), []);
  const notAFolder = join(folder, "manifest.json");
  const refusal = await refusalOf(writeBackup({ source, to: notAFolder, ...quiet }));
  assert.equal(refusal.code, "BACKUP_NOT_WRITABLE");
});

test("the next backup takes over the attachments of the one before, encrypted ones only under the same passphrase", async () => {
  const words = "nine bridges over one canal";
  const { here } = await openWuqing((await embedded.open()).db, (await (silentPeer ??= embedded.open())).db);
  const kept = await here.deps.attachments.put(Readable.from([Buffer.from("paper")]));
  assert.ok(kept.ok);
  await here.write(letter("case-1", "one", { attachments: [{ ...kept.value, mediaType: "text/plain" }] }));
  const to = newFolder();
  const linked = [];
  for (const given of [undefined, undefined, words, words, `${words}s`]) {
    const taken = await backUp(here.source, { to, ...(given !== undefined && { words: given }) });
    linked.push(taken.linked);
    await restored(await opened(taken.folder, given), await newTarget(embedded));
  }
  assert.deepEqual(linked, [0, 1, 0, 1, 0]);
  const [newest] = (await readdir(to)).toSorted().toReversed();
  assert.equal((await refusalOf(openBackup(join(to, newest!)))).code, "BACKUP_ENCRYPTED");
  assert.equal((await refusalOf(openBackup(join(to, newest!), "something else altogether"))).code, "BACKUP_PASSPHRASE"); // prettier-ignore
});

test("keys, attachments and the erasure register go where the settings say, and what is known as erased there stays so", async () => {
  const { source } = await smallBackup();
  const own = newFolder();
  await mkdir(own);
  const [secret, register] = [join(own, "node-secret"), join(own, names.register)];
  await writeFile(secret, "made up");
  await writeFile(register, '\n{"subject":"one"}\n{"subject":"two"}');
  for (const words of [undefined, "nine bridges over one canal"]) {
    const { folder } = await backUp(source, {
      keys: { "node-secret": secret },
      register,
      ...(words && { words }),
    });
    const target = await newTarget(embedded);
    const places = { attachments: newFolder(), keysFolder: newFolder() };
    await mkdir(places.keysFolder);
    await writeFile(join(places.keysFolder, names.register), '\n{"subject":"three"}\n{"subject":"one"}');
    const done = await putBack(await opened(folder, words), target, wuqing, places);
    assert.ok(done.ok, JSON.stringify(done));
    assert.deepEqual((await readdir(places.keysFolder)).toSorted(), [names.register, "node-secret"]);
    assert.equal((await filesIn(places.attachments)).length, 1);
    assert.deepEqual(await readdir(target.data), ["database"]);
    assert.deepEqual(
      (await readFile(join(places.keysFolder, names.register), "utf8")).match(/(?<=":").*(?="})/gm),
      ["three", "one", "two"],
    );
  }
});
