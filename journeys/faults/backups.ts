import { join } from "node:path";
import type { Manifest } from "#node/backup/manifest.ts";
import type { DatabasePlace } from "#node/database.ts";
import type { Chance } from "./chance.ts";
import { runCli } from "./cli.ts";
import { comeBack, heldByPeers } from "./come-back.ts";
import { emptyFolder } from "./disk.ts";
import type { Find } from "./finding.ts";
import { moveTo, newDatabase, type BenchNetwork, type BenchNode } from "./network.ts";

/** A backup of a running node, and how far its chain went then. */
export type TakenBackup = { node: BenchNode; folder: string; head: number };

/** Backs a node up while people work and faults happen. Not taken where the node is away or ends meanwhile: that is said, and no fault. */
export const takeBackup = async (
  { folder, clocks }: BenchNetwork,
  node: BenchNode,
  find: Find,
): Promise<TakenBackup | undefined> => {
  const { party, process } = node;
  const words = ["backup", "--data", node.folder, "--to", join(folder, `backups-${party}`)];
  words.push("--with-keys", "--founding", process.settings.founding, "--json");
  const { code, out, err } = await runCli(words, clocks.aheadMs(party));
  if (code === 2) return undefined;
  if (code !== 0) {
    find("a backup ends in a fault", { at: party, code, said: err.slice(-1_000) });
    return undefined;
  }
  const taken = JSON.parse(out) as { folder: string; manifest: Manifest };
  return { node, folder: taken.folder, head: taken.manifest.heads[party]?.number ?? 0 };
};

/** An empty place for a node that has lost its own; on the other kind of database now and then, where there is a server. */
const newPlace = async (
  { postgres }: BenchNetwork,
  node: BenchNode,
  chance: Chance,
): Promise<DatabasePlace> => {
  const wasServer = "url" in node.place;
  if ("url" in node.place)
    await postgres?.run(`drop database "${new URL(node.place.url).pathname.slice(1)}" with (force)`);
  const isServer = postgres && chance.happens(0.3) ? !wasServer : wasServer;
  return postgres && isServer ? newDatabase(postgres) : { dataDir: join(node.folder, "database") };
};

/**
 * A node and all that it kept are lost, and its backup is put into an empty place. Done when the peers hold everything:
 * so all that was answered as done counts; drafts and what it told nobody may be gone.
 */
export const restoreBackup = async (
  network: BenchNetwork,
  backup: TakenBackup,
  chance: Chance,
  find: Find,
): Promise<void> => {
  const { node, folder, head } = backup;
  const held = await heldByPeers(network, node.party);
  await node.process.kill();
  await emptyFolder(node.folder);
  const place = await newPlace(network, node, chance);
  const words = ["restore", "--from", folder, "--data", node.folder];
  if ("url" in place) words.push("--databaseUrl", place.url);
  const { code, out, err } = await runCli(words, network.clocks.aheadMs(node.party));
  if (code !== 0)
    return find("a backup cannot be restored", { at: node.party, code, said: `${out}${err}`.slice(-1_000) });
  moveTo(node, place);
  await comeBack(node, { head, held, of: "backup" }, find);
};
