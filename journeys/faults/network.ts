import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Party } from "#base/party.ts";
import type { PublicKey } from "#base/signature.ts";
import { dayOf } from "#base/time.ts";
import { foundingBundle, foundingFile, signFounding } from "#agreements/found.ts";
import type { DatabasePlace } from "#node/database.ts";
import { openDatabase } from "#node/database.ts";
import { nodeKeys } from "#node/keys.ts";
import { migrate, readMigrations } from "#node/migrate.ts";
import { embeddedTemplate } from "#node/template.ts";
import { startPostgres, type PostgresServer } from "#node/postgres-server.ts";
import type { NodeSettings } from "#node/settings.ts";
import { sampleParties, sampleSignatory } from "#node/sample/parties.ts";
import type { Chance } from "./chance.ts";
import { newClocks, type Clocks } from "./clocks.ts";
import { mountDisk, newFolder, removeFolder, type Disk } from "./disk.ts";
import { nodeLog, nodeProcess, type NodeProcess } from "./node-process.ts";
import { wireTo, type Wire } from "./wire.ts";
import { freePort } from "#node/free-port.ts";

export type BenchNode = {
  party: Party;
  url: string;
  folder: string;
  place: DatabasePlace;
  publicKey: PublicKey;
  process: NodeProcess;
  wire: Wire;
  /** Absent where nothing can be mounted, and on a PostgreSQL server: its rows are not on the node's disk. */
  disk?: Disk;
};

/** Three nodes as three processes; the founding agreement names the wires as their addresses, so nothing goes past them. */
export type BenchNetwork = {
  folder: string;
  nodes: BenchNode[];
  clocks: Clocks;
  postgres?: PostgresServer;
  remove: () => Promise<void>;
};

/** An empty database on the server. */
export const newDatabase = async (postgres: PostgresServer): Promise<{ url: string }> => {
  const name = `faults_${randomUUID().replaceAll("-", "")}`;
  await postgres.run(`create database "${name}"`);
  return { url: postgres.urlOf(name) };
};

/** The node has its rows there when it is started next. */
export const moveTo = (node: BenchNode, place: DatabasePlace): void => {
  const { settings } = node.process;
  node.place = place;
  delete settings.databaseUrl;
  if ("url" in place) settings.databaseUrl = place.url;
};

const placeOf = async (folder: string, postgres: PostgresServer | undefined): Promise<DatabasePlace> => {
  if (!postgres) return { dataDir: join(folder, "database") };
  const place = await newDatabase(postgres);
  const { db, close } = await openDatabase(place, { connections: 1 });
  await migrate(db, await readMigrations());
  await close();
  return place;
};

export const foundNetwork = async (
  chance: Chance,
  options: {
    postgres: boolean;
    onFault: (party: Party, facts: Record<string, unknown>) => void;
    onEnded: (party: Party, lastWords: string[]) => void;
  },
): Promise<BenchNetwork> => {
  const folder = await newFolder();
  const postgres = options.postgres ? await startPostgres({ durable: true }) : undefined;
  const founding = join(folder, "founding.json");
  if (!postgres) await embeddedTemplate(await readMigrations()); // once, before three nodes would each make it
  const members = await Promise.all(
    sampleParties.map(async ({ party, name, folder: own }) => {
      const data = join(folder, own);
      await mkdir(data, { recursive: true, mode: 0o700 });
      const disk = postgres ? undefined : mountDisk(data);
      const read = await nodeKeys(data);
      if (!read.ok) throw new Error(read.refusal.code);
      const signer = read.value.keys.all()[0]!;
      const port = await freePort();
      const wire = await wireTo(port, chance.apart());
      return { party, name, data, signer, port, wire, disk, place: await placeOf(data, postgres) };
    }),
  );
  const now = new Date().toISOString();
  const bundle = foundingBundle(
    members.map(({ party, name, signer, wire }) => ({
      party,
      name,
      url: wire.url,
      publicKey: signer.publicKey,
    })),
    dayOf(now),
  );
  const signatures = members.map(({ party, signer }) =>
    signFounding(bundle, signer, party, sampleSignatory(party), now),
  );
  await writeFile(founding, JSON.stringify(foundingFile(bundle, signatures)));
  const nodes = members.map(({ party, data, port, place, wire, disk, signer }): BenchNode => {
    const url = `http://127.0.0.1:${port}`;
    const settings: NodeSettings = {
      party,
      data,
      host: "127.0.0.1",
      port,
      url,
      founding,
      sample: true,
      trustProxy: false,
      anonymousPerMinute: 1_000_000,
      ...("url" in place && { databaseUrl: place.url }),
    };
    const process = nodeProcess(settings, nodeLog(folder, party), {
      fault: (facts) => options.onFault(party, facts),
      ended: (lastWords) => options.onEnded(party, lastWords),
    });
    return {
      party,
      url,
      folder: data,
      place,
      publicKey: signer.publicKey,
      process,
      wire,
      ...(disk && { disk }),
    };
  });
  const clocks = newClocks(
    (party, aheadMs) => nodes.find((node) => node.party === party)!.process.setAhead(aheadMs),
    nodes.map(({ party }) => party),
  );
  return {
    folder,
    nodes,
    clocks,
    ...(postgres && { postgres }),
    remove: async () => {
      await Promise.all(nodes.map(({ process }) => process.kill()));
      await Promise.all(nodes.map(({ wire }) => wire.stop()));
      await postgres?.stop();
      removeFolder(folder);
    },
  };
};
