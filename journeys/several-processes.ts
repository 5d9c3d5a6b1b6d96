import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import { dayOf, systemClock } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import { foundingBundle, foundingFile, signFounding } from "#agreements/found.ts";
import { nodeKeys } from "#node/keys.ts";
import { sampleParties, sampleSignatory } from "#node/sample/parties.ts";
import type { NodeSettings } from "#node/settings.ts";
import { nodeProcess, type NodeProcess } from "./faults/node-process.ts";
import { roundRobin } from "./round-robin.ts";
import { freePort } from "#node/free-port.ts";

/** A party whose node is several whole processes on one database, behind a balancer. */
export type Office = {
  party: Party;
  /** The balancer's. */
  url: string;
  processes: NodeProcess[];
};

export type Offices = {
  all: Office[];
  of: (party: Party) => Office;
  faults: Record<string, unknown>[];
  stop: () => Promise<void>;
};

/** Which process of a node leads a task, as its database tells; undefined between two. */
export const findLeader = async (db: Db, task: string): Promise<number | undefined> => {
  const { rows } = await sql<{ name: string }>`
    select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and l.granted and a.datname = current_database()
      and l.classid = 1953460072 and l.objid::bigint = hashtext(${task})::bigint & 4294967295`.execute(db);
  return rows[0] && Number(rows[0].name.split(" ")[1]);
};

/** The three parties of the trial as processes on PostgreSQL; `counts`: of how many, one if not said. */
export const severalProcesses = async (
  databaseUrls: Record<Party, string>,
  counts: Record<Party, number> = {},
): Promise<Offices> => {
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-processes-"));
  const founding = join(folder, "founding.json");
  const faults: Record<string, unknown>[] = [];
  const members = await Promise.all(
    sampleParties.map(async ({ party, name, folder: own }) => {
      const keys = join(folder, own, "keys");
      const read = await nodeKeys(keys);
      if (!read.ok) throw new Error(read.refusal.code);
      const ports = await Promise.all(Array.from({ length: counts[party] ?? 1 }, freePort));
      const balancer = await roundRobin(ports);
      return { party, name, keys, signer: read.value.keys.all()[0]!, ports, balancer };
    }),
  );
  const now = systemClock();
  const nodes = members.map(({ party, name, signer: { publicKey }, balancer: { url } }) => ({
    party,
    name,
    url,
    publicKey,
  }));
  const bundle = foundingBundle(nodes, dayOf(now));
  const signatures = members.map(({ party, signer }) =>
    signFounding(bundle, signer, party, sampleSignatory(party), now),
  );
  await writeFile(founding, JSON.stringify(foundingFile(bundle, signatures)));

  const all = members.map(({ party, keys, ports, balancer: { url } }): Office => ({
    party,
    url,
    processes: ports.map((port, n) => {
      const settings: NodeSettings = {
        party,
        data: join(keys, "..", `${n + 1}`),
        keys,
        attachments: join(keys, "../attachments"),
        founding,
        databaseUrl: databaseUrls[party]!,
        host: "127.0.0.1",
        port,
        url,
        sample: true,
        trustProxy: false,
        anonymousPerMinute: 1_000_000,
      };
      return nodeProcess(settings, join(folder, `${party}-${n + 1}.log`), {
        fault: (facts) => faults.push({ party, ...facts }),
        ended: () => faults.push({ party, ended: n + 1 }),
      });
    }),
  }));
  const start = async (process: NodeProcess) => {
    await mkdir(process.settings.data, { recursive: true, mode: 0o700 });
    const ending = await process.start();
    if (ending !== "ready") throw new Error(`a process does not start: ${process.refusal() ?? ending}`);
  };
  const stop = async () => {
    await Promise.all(all.flatMap(({ processes }) => processes.map((process) => process.kill())));
    await Promise.all(members.map(({ balancer }) => balancer.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    // The first of each party sign the sample agreement; the others find it signed.
    await Promise.all(all.map(({ processes }) => start(processes[0]!)));
    await Promise.all(all.flatMap(({ processes }) => processes.slice(1).map(start)));
  } catch (error) {
    await stop();
    throw error;
  }
  return { all, of: (party) => all.find((office) => office.party === party)!, faults, stop };
};
