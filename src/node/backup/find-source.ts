import { join } from "node:path";
import { done, type Outcome } from "#base/outcome.ts";
import { systemClock } from "#base/time.ts";
import { attachmentsOf } from "../attachments-of.ts";
import { openDatabase } from "../database.ts";
import { holdFolder } from "../hold-folder.ts";
import { nodeKeys } from "../keys.ts";
import { findDoor } from "../operator.ts";
import { readFoundingFile } from "../run-node.ts";
import type { NodeSettings } from "../settings.ts";
import { version } from "../version.ts";
import { aboutNode } from "./dump.ts";
import { databaseSource, doorSource, type BackupSource } from "./source.ts";

/** A node that runs on the folder; what another left there when it was killed opens nothing. */
export const findRunning = async (data: string): Promise<BackupSource | undefined> => {
  const door = await findDoor(data);
  const answers = door && (await fetch(`${door.url}/health/live`).then(({ ok }) => ok, () => false)); // prettier-ignore
  return answers ? doorSource(door) : undefined;
};

/** The database of a node that does not run. */
export const openStopped = async (
  settings: NodeSettings,
): Promise<Outcome<{ source: BackupSource; close: () => Promise<void> }>> => {
  const { party, data, databaseUrl } = settings;
  const founding = await readFoundingFile(settings.founding);
  if (!founding.ok) return founding;
  const held = await holdFolder(data, 0);
  if (!held.ok) return held;
  const own = await nodeKeys(settings.keys ?? data);
  if (!own.ok) {
    await held.value.release();
    return own;
  }
  const { keys, secret } = own.value;
  const place = databaseUrl ? { url: databaseUrl } : { dataDir: join(data, "database") };
  const { db, close } = await openDatabase(place, { connections: 2 });
  const node = aboutNode({ party, founding: founding.value, signer: keys.all().at(-1)!, secret, version });
  const source = databaseSource({ db, clock: systemClock, node }, attachmentsOf(settings));
  return done({ source, close: () => close().finally(held.value.release) });
};
