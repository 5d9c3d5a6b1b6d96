import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { done, type Outcome } from "#base/outcome.ts";
import type { KeyRing } from "#base/key-ring.ts";
import { suites } from "#base/signature.ts";
import { systemClock, type Clock } from "#base/time.ts";
import type { EventKind } from "#protocol/event.ts";
import { checkOwnNode, type Founding } from "#agreements/found.ts";
import { readPartyKeys } from "#exchange/key-store.ts";
import { attachmentFolder, type AttachmentStore } from "#exchange/attachments.ts";
import { erasureRegisterName } from "#exchange/erasure-register.ts";
import type { BacklogLimit } from "#exchange/backlog.ts";
import { openBroker } from "#monitoring/sensorthings/mqtt/broker.ts";
import { accessGate } from "./access.ts";
import { auditJobs } from "./audit-jobs.ts";
import type { AuditKeeping } from "./check-audit.ts";
import { backupContract } from "./backup/contract.ts";
import { backupHandlers } from "./backup/handlers.ts";
import { backupRefusals } from "./backup/refusals.ts";
import { aboutNode } from "./backup/dump.ts";
import { answering, compose, refusalTables, type Composed } from "./compose.ts";
import { nodeContract, type NodeAnswer } from "./contract.ts";
import type { Database } from "./database.ts";
import { nodeHandlers } from "./handlers.ts";
import { httpServer } from "./http.ts";
import { startJobs } from "./jobs.ts";
import { faultFacts, type Log } from "./log.ts";
import { openMetrics } from "./metrics.ts";
import { migrate, readMigrations } from "./migrate.ts";
import type { Answering } from "./mount.ts";
import { serveOpenIdConnect } from "./open-id-connect.ts";
import { addressOf, openDoor } from "./operator.ts";
import { letLidarsReport } from "./sample/live-profiles.ts";
import { letStationsReport } from "./sample/live-readings.ts";
import { loadSamplePeople } from "./sample/load-people.ts";
import { samplePassword, samplePeople } from "./sample/people.ts";
import { nodeRefusals } from "./refusals.ts";
import { sessionMemory } from "./session-memory.ts";
import { tidyJobs } from "./tidy.ts";
import { signInLibrary, type OpenIdConnect } from "./sign-in.ts";

export type NodeOptions = {
  party: string;
  database: Database;
  /** What is this process's alone: how the terminal reaches it, and attachments if no other place is said. */
  folder: string;
  attachments?: AttachmentStore;
  /** Where all processes of the node keep its secrets, and beside them what was erased; `folder` if not said. */
  keysFolder?: string;
  keys: KeyRing;
  /** Its key was lost; it comes back with one that waits for the others to put it in its place. */
  hasLostKey?: boolean;
  secret: string;
  founding: Founding;
  host: string;
  port: number;
  /** Where people reach it; default `http://host:port`. */
  url?: string;
  clock?: Clock;
  isSample: boolean;
  /** Stations of a trial report made-up values. */
  hasSampleReadings?: boolean;
  pages?: string;
  trustProxy: boolean;
  anonymousPerMinute: number;
  openIdConnect?: OpenIdConnect;
  checkAnswers: boolean;
  version: string;
  /** Tests make an earlier version of it that knows fewer kinds of events. */
  knows?: (kind: EventKind) => boolean;
  log: Log;
  /** How much may wait to be sealed before nothing more may cross. */
  backlog?: BacklogLimit;
  /** Where SensorThings is offered over MQTT; nowhere if not said. */
  mqttPort?: number;
  /** Lets a monitoring system read `/metrics`. */
  metricsToken?: string;
  /** Mail server and sender for notices of alerts; further push services that may be asked. */
  mail?: { url: string; from: string };
  pushHosts?: readonly string[];
  /** Tests put faults between nodes here. */
  fetch?: typeof fetch;
};

/** A running node. Stopping it finishes what runs and leaves nothing behind. */
export type RunningNode = Composed & {
  party: string;
  url: string;
  app: FastifyInstance;
  database: Database;
  clock: Clock;
  secret: string;
  stop: () => Promise<void>;
};

const sampleAccounts = (party: string): NonNullable<NodeAnswer["sampleAccounts"]> =>
  samplePeople(party)
    .filter(({ username }) => !username.includes("."))
    .map(({ username, displayName, role, about }) => ({
      username,
      password: samplePassword,
      displayName,
      role,
      about,
    }));

const readNode = async (options: NodeOptions): Promise<NodeAnswer> => {
  const { party, founding, isSample, version, openIdConnect } = options;
  const own = founding.nodes.find((node) => node.party === party);
  return {
    party,
    name: own?.name ?? { zh: party },
    parties: founding.nodes.map(({ party: other, name, url }) => ({ party: other, name, url })),
    languages: ["zh", "en"],
    isSample,
    ...(isSample && { sampleAccounts: sampleAccounts(party) }),
    canSignInByOpenIdConnect: openIdConnect !== undefined,
    version,
  };
};

/** One node, from its database to its open door. */
export const startNode = async (options: NodeOptions): Promise<Outcome<RunningNode>> => {
  const { party, database, folder, keys, secret, founding, host, port, log } = options;
  const { db, siblings } = database;
  const clock = options.clock ?? systemClock;
  const migrated = await migrate(db, await readMigrations());
  if (!migrated.ok) return migrated;
  const held = keys.all().map(({ publicKey }) => publicKey);
  const own = checkOwnNode(founding, party, await readPartyKeys(db, founding.nodes), held);
  if (!own.ok && !options.hasLostKey) return own;
  const { cipher } = suites[keys.all().at(-1)!.publicKey.suite];
  if (options.isSample) await loadSamplePeople(db, { party, secret, cipher, clock });
  const url = options.url ?? `http://${host}:${port}`;
  const door = await openDoor(folder, addressOf(host, port));
  const isHttps = url.startsWith("https:");
  const { openIdConnect, fetch } = options;
  const library = signInLibrary({ db, here: party, url, secret, ...(openIdConnect && { openIdConnect }) });
  const attachments = options.attachments ?? attachmentFolder(join(folder, "attachments"));
  const onFault = (error: unknown, where: Record<string, unknown>) =>
    log("fault", { ...where, ...faultFacts(error) });
  const { mqttPort } = options;
  const composed = compose({
    db,
    onFault: (error) => onFault(error, { where: "sensorthings" }),
    ...(mqttPort !== undefined && { mqttEndpoints: [`mqtt://${new URL(url).hostname}:${mqttPort}`] }),
    here: party,
    keys,
    clock,
    founding,
    secret,
    version: options.version,
    isSample: options.isSample,
    attachments,
    siblings,
    erasureRegister: join(options.keysFolder ?? folder, erasureRegisterName),
    log: (line) => log("exchange", { line }),
    onHeldUp: (job, { error, ...facts }) =>
      log(error === undefined ? "held-up" : "fault", {
        job,
        ...facts,
        ...(error !== undefined && faultFacts(error)),
      }),
    notices: { url, pushHosts: options.pushHosts ?? [], ...(options.mail && { mail: options.mail }) },
    ...(fetch && { fetch }),
    ...(options.backlog && { backlog: options.backlog }),
    ...(options.knows && { knows: options.knows }),
  });
  const { exchange, answerings, jobs } = composed;
  const sessions = sessionMemory(siblings);
  const audit: AuditKeeping = {
    db,
    node: party,
    clock,
    findSigner: exchange.findSigner,
    // Also those held here that no page tells of: a change on a page that became void may have signed the log before.
    readKeys: async () => [
      ...((await readPartyKeys(db, founding.nodes)).get(party) ?? []),
      ...keys.all().map(({ publicKey }) => publicKey),
    ],
  };
  const handlers = nodeHandlers({
    db,
    library,
    clock,
    secret,
    sessions,
    audit,
    readNode: () => readNode(options),
  });
  const backup = backupHandlers({
    db,
    clock,
    kind: database.kind,
    folder,
    attachments,
    node: aboutNode({ party, founding, signer: keys.all().at(-1)!, secret, version: options.version }),
  });
  const metrics = openMetrics(exchange, clock, options.version);
  const app = await httpServer({
    health: {
      exchange,
      metrics,
      isOperator: door.isOperator,
      ...(options.metricsToken && { metricsToken: options.metricsToken }),
    },
    answerings: [
      ...answerings,
      { contract: nodeContract, handlers, refusals: nodeRefusals } as Answering,
      answering(backupContract, backup, backupRefusals),
    ],
    rawRoutes: composed.rawRoutes,
    refusals: refusalTables,
    gate: accessGate({
      db,
      library,
      clock,
      verifyPeer: exchange.verifyPeer,
      sessions,
      anonymousPerMinute: options.anonymousPerMinute,
      isOperator: door.isOperator,
      onFault: (error) => onFault(error, { where: "audit" }),
    }),
    clock,
    checkAnswers: options.checkAnswers,
    onFault,
    ...(options.pages && { pages: options.pages }),
    isHttps,
    trustProxy: options.trustProxy,
    version: options.version,
  });
  if (openIdConnect) serveOpenIdConnect(app, library, url);
  await app.listen({ host, port });
  const broker =
    mqttPort === undefined
      ? undefined
      : await openBroker(composed.sensorThings, {
          host,
          port: mqttPort,
          root: `${url}/api/sensorthings/v1.1`,
        });
  exchange.start();
  const sampleJobs = options.hasSampleReadings
    ? [
        {
          name: "sample.readings",
          everySeconds: 20,
          run: async (signal?: AbortSignal) => {
            await letStationsReport(composed.monitoring, signal);
            await letLidarsReport(composed.monitoring, signal);
          },
        },
      ]
    : [];
  const running = startJobs(
    [...jobs, ...tidyJobs(database), ...auditJobs(audit, log), ...sampleJobs],
    (error, job) => {
      metrics.countJobFault(job);
      onFault(error, { job });
    },
    siblings,
  );
  const stop = async () => {
    await broker?.stop();
    await running.stop();
    await exchange.stop();
    await app.close();
    await door.close();
    await database.close();
  };
  let stopping: Promise<void> | undefined;
  return done({
    ...composed,
    party,
    url,
    app,
    database,
    clock,
    secret,
    stop: () => (stopping ??= stop()),
  });
};
