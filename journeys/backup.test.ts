/** A node is backed up while it works, goes on, is lost with everything it had, and comes back. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { sql } from "kysely";
import type { CaseView } from "#cases/view.ts";
import { verifyEvidence } from "#exchange/verify-evidence.ts";
import { openDatabase, type DatabasePlace } from "#node/database.ts";
import { startPostgres } from "#node/postgres-server.ts";
import { eventually, must, signedIn, type Visitor } from "#node/sample/visitor.ts";
import { command as backup } from "../src/cli/backup.ts";
import { runCommand, type Command } from "../src/cli/command.ts";
import { command as recover } from "../src/cli/recover.ts";
import { command as restore } from "../src/cli/restore.ts";
import { checkAll, decide, handIn, look, refused } from "./case-work.ts";
import { chanceFrom } from "./faults/chance.ts";
import { checkChains } from "./faults/check-chains.ts";
import { findings } from "./faults/finding.ts";
import { foundNetwork, type BenchNode } from "./faults/network.ts";
import { settle } from "./faults/settle.ts";
import { readStored } from "./faults/stored.ts";

const patienceSeconds = 120;
/** Nobody else in the trial is called so or has this number. */
const her = {
  kind: "person" as const,
  name: "示例何秀英",
  idNumber: "991028196912310567",
  phone: "13800007788",
};

const atTerminal = async (command: Command, ...args: string[]): Promise<string> => {
  const [out, all]: [string[], string[]] = [[], []];
  const io = {
    out: (line: string) => void (out.push(line), all.push(line)),
    err: (line: string) => void all.push(line),
  };
  assert.equal(await runCommand(command, args, io), 0, all.join("\n"));
  return out.join("\n");
};

/** What of her is in any row of any table. */
const tracesIn = async (place: DatabasePlace): Promise<string[]> => {
  const { db, close } = await openDatabase(place, { connections: 1 });
  const { rows } = await sql<{ name: string }>`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(db);
  const found: string[] = [];
  for (const { name } of rows) {
    const all = await sql<{
      text: string | null;
    }>`select string_agg(t::text, ' ') as text from ${sql.raw(name)} t`.execute(db);
    for (const trace of [her.name, her.idNumber, her.phone])
      if (all.rows[0]!.text?.includes(trace)) found.push(`${trace} in ${name}`);
  }
  await close();
  return found;
};

const lostAndBack = async (
  t: TestContext,
  from: "embedded" | "postgresql",
  to: "embedded" | "postgresql",
) => {
  const { find, kept } = findings(() => {});
  const network = await foundNetwork(chanceFrom(12), {
    postgres: from === "postgresql",
    onFault: (party, facts) => find("a node logs a fault", { at: party, ...facts }),
    onEnded: (party) => find("a node ended by itself", { at: party }),
  });
  t.after(network.remove);
  const server = to === "postgresql" ? (network.postgres ?? (await startPostgres())) : undefined;
  if (server && server !== network.postgres) t.after(server.stop);
  const endings = await Promise.all(network.nodes.map(({ process }) => process.start()));
  assert.deepEqual(endings, ["ready", "ready", "ready"]);
  const nodeOf = (party: string): BenchNode => network.nodes.find((node) => node.party === party)!;
  const [tongzhou, wuqing] = [nodeOf("110112"), nodeOf("120114")];
  const officer = await signedIn(tongzhou.url, "officer");
  const second = await signedIn(tongzhou.url, "officer2");
  const arrived = (visitor: Visitor, { id }: CaseView, state: CaseView["state"]) =>
    eventually(async () => (await look(visitor, id))?.state === state, patienceSeconds);
  const finish = async (clerk: Visitor, view: CaseView) => {
    await arrived(officer, view, "under-review");
    await decide(officer, second, view.id);
    await arrived(clerk, view, "awaiting-delivery");
    const body = { way: "window" as const, recipient: "示例王女士" };
    must(await clerk.cases.deliver({ params: { id: view.id }, body }));
    await arrived(officer, view, "delivered");
  };

  let clerk = await signedIn(wuqing.url, "clerk");
  const item = await eventually(async () => {
    const read = await clerk.cases.readItem({ params: { id: "food-operation-permit" } });
    return read.ok && read.value.item;
  }, patienceSeconds);
  const accepted = async (more: Parameters<typeof handIn>[3] = {}) => {
    const view = await checkAll(clerk, await handIn(clerk, item, tongzhou.party, more));
    return must(await clerk.cases.accept({ params: { id: view.id } })).case;
  };
  const hers = await accepted({ applicant: her });
  await finish(clerk, hers);

  // People work while the backup is taken, and go on.
  const to1 = join(network.folder, "backups");
  const founding = join(network.folder, "founding.json");
  const [folder, during] = await Promise.all([
    atTerminal(backup, "--data", wuqing.folder, "--to", to1, "--with-keys", "--founding", founding),
    accepted(),
  ]);
  const later = await accepted();

  // The whole of a node is for who may read its folder: nobody who signs in gets it, whatever the role.
  const system = await signedIn(wuqing.url, "system");
  const security = await signedIn(wuqing.url, "security");
  for (const visitor of [system, security, await signedIn(wuqing.url, "audit")])
    for (const path of ["/api/operator/dump", `/api/operator/attachments/${"0".repeat(64)}`])
      assert.equal((await visitor.fetch(path)).status, 403, `${visitor.person?.role} ${path}`);

  const proposal = must(
    await system.cases.proposeErasure({ body: { text: hers.number, reason: "person-asked" } }),
  );
  must(await security.cases.approveErasure({ params: { id: proposal.id } }));
  const isErased = async (visitor: Visitor) => {
    const reply = await visitor.cases.readCase({ params: { id: hers.id } });
    return !reply.ok && reply.problem.code === "CASE_ERASED";
  };
  await eventually(() => isErased(officer), patienceSeconds);
  assert.ok(await settle(network, patienceSeconds, find), JSON.stringify(kept));

  await wuqing.process.kill();
  for (const name of await readdir(wuqing.folder))
    await rm(join(wuqing.folder, name), { recursive: true, force: true });
  const place: DatabasePlace = server
    ? { url: server.urlOf(`restored_${randomUUID().replaceAll("-", "")}`) }
    : { dataDir: join(wuqing.folder, "database") };
  delete wuqing.process.settings.databaseUrl;
  if ("url" in place) {
    await server!.run(`create database "${new URL(place.url).pathname.slice(1)}"`);
    wuqing.process.settings.databaseUrl = place.url;
  }
  const where = ["--data", wuqing.folder, ...("url" in place ? ["--databaseUrl", place.url] : [])];
  await atTerminal(restore, "--from", folder, "--party", wuqing.party, ...where);
  assert.notDeepEqual(await tracesIn(place), [], "the backup is from before the erasure");

  assert.equal(await wuqing.process.start(), "ready");
  const again = await signedIn(wuqing.url, "system");
  await eventually(
    async () => must(await again.exchange.chain({})).standing.state === "behind",
    patienceSeconds,
  );
  clerk = await signedIn(wuqing.url, "clerk");
  // An old copy records nothing.
  await assert.rejects(handIn(clerk, item, tongzhou.party), /OWN_CHAIN_BEHIND/);
  assert.match(await atTerminal(recover, "--data", wuqing.folder), /own chain brought back from page/);
  assert.deepEqual(must(await again.exchange.chain({})).standing, { state: "sound" });

  await eventually(() => isErased(clerk), patienceSeconds);
  refused(await clerk.cases.evidence({ params: { id: hers.id } }), "CASE_ERASED");
  for (const view of [during, later]) {
    await finish(clerk, view);
    const evidence = must(await clerk.cases.evidence({ params: { id: view.id } }));
    const verified = verifyEvidence(await evidence.text());
    assert.ok(verified.ok, JSON.stringify(verified.checks.filter(({ ok }) => !ok)));
  }
  assert.ok(await settle(network, patienceSeconds, find), JSON.stringify(kept));
  await Promise.all(network.nodes.map(({ process }) => process.stop()));
  assert.deepEqual(await tracesIn(place), []);
  const nodes = network.nodes.map((node) => (node === wuqing ? { ...node, place } : node));
  const parties = nodes.map(({ party }) => party);
  const all = [];
  for (const node of nodes) all.push(await readStored(node, parties));
  checkChains(all, new Map(nodes.map(({ party, publicKey }) => [party, publicKey])), find);
  assert.deepEqual(kept, []);
};

for (const [from, to] of [
  ["embedded", "embedded"],
  ["embedded", "postgresql"],
  ["postgresql", "postgresql"],
] as const)
  test(`f-09 ${from} → ${to}: a node backed up while it works is lost, restored, has the rest back from its peers, and what was erased since stays erased`, (t) =>
    lostAndBack(t, from, to));
