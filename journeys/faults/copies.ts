import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { DatabasePlace } from "#node/database.ts";
import { must, signedIn } from "#node/sample/visitor.ts";
import { getChain } from "#exchange/chain-store.ts";
import { comeBack, heldByPeers } from "./come-back.ts";
import { replaceFolder } from "./disk.ts";
import type { Find } from "./finding.ts";
import { freePort } from "#node/free-port.ts";
import type { BenchNetwork, BenchNode } from "./network.ts";
import { nodeLog, nodeProcess } from "./node-process.ts";
import { withDatabase } from "./stored.ts";

/** All that a node was at some time: its folder, its rows, and how far its chain went. */
export type Copy = { folder: string; place: DatabasePlace; head: number };

const copyPlace = async ({ postgres }: BenchNetwork, { place }: BenchNode, folder: string, name: string) => {
  if (!("url" in place) || !postgres) return { dataDir: join(folder, "database") };
  const from = new URL(place.url).pathname.slice(1);
  await postgres.run(`drop database if exists "${name}" with (force)`);
  await postgres.run(`create database "${name}" template "${from}"`);
  return { url: postgres.urlOf(name) };
};

/** Copies a node that does not run. */
export const copyOf = async (network: BenchNetwork, node: BenchNode): Promise<Copy> => {
  const head = await withDatabase(node, async (db) => (await getChain(db, node.party)).end.number);
  const folder = join(network.folder, `copy-${node.party}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await cp(node.folder, folder, { recursive: true });
  return { folder, head, place: await copyPlace(network, node, folder, `copy_${node.party}`) };
};

const putBack = async ({ postgres }: BenchNetwork, node: BenchNode, copy: Copy): Promise<void> => {
  await replaceFolder(copy.folder, node.folder);
  if (!("url" in node.place) || !("url" in copy.place) || !postgres) return;
  const [to, from] = [node.place, copy.place].map(({ url }) => new URL(url).pathname.slice(1));
  await postgres.run(`drop database "${to}" with (force)`);
  await postgres.run(`create database "${to}" template "${from}"`);
};

/** Yesterday's copy of a node takes its place. Done when the peers hold everything, so nothing may be missing afterwards. */
export const restoreCopy = async (
  network: BenchNetwork,
  node: BenchNode,
  copy: Copy,
  find: Find,
): Promise<void> => {
  const held = await heldByPeers(network, node.party);
  await node.process.kill();
  await putBack(network, node, copy);
  await comeBack(node, { head: copy.head, held, of: "copy" }, find);
};

/** A copy is started beside the node it was made of, and must not sign anything. */
export const runClone = async (
  network: BenchNetwork,
  node: BenchNode,
  copy: Copy,
  lastsMs: number,
  find: Find,
): Promise<boolean> => {
  const system = await signedIn(node.url, "system");
  const { peers } = must(await system.exchange.peers({}));
  // Where a peer does not hold more than the copy does, it is no old copy yet: nobody could tell.
  if (peers.some(({ acknowledged }) => acknowledged <= copy.head)) return false;
  const folder = join(network.folder, `clone-${node.party}`);
  await cp(copy.folder, folder, { recursive: true });
  const place = await copyPlace(network, { ...node, place: copy.place }, folder, `clone_${node.party}`);
  const port = await freePort();
  const settings = {
    ...node.process.settings,
    data: folder,
    port,
    url: `http://127.0.0.1:${port}`,
    ...("url" in place && { databaseUrl: place.url }),
  };
  const clone = nodeProcess(settings, nodeLog(network.folder, `clone-${node.party}`), {
    fault: (facts) => find("a clone logs a fault", { at: node.party, ...facts }),
    ended: (lastWords) => find("a clone ended by itself", { at: node.party, lastWords }),
  });
  clone.setAhead(network.clocks.aheadMs(node.party));
  try {
    await clone.start();
    await wait(lastsMs);
  } finally {
    await clone.kill();
  }
  const head = await withDatabase({ place }, async (db) => (await getChain(db, node.party)).end.number);
  if (head > copy.head)
    find("a clone has signed pages beside its node", { at: node.party, head, copy: copy.head });
  await rm(folder, { recursive: true, force: true });
  return true;
};
