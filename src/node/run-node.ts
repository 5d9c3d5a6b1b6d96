import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { systemClock, type Clock } from "#base/time.ts";
import { readFounding, type Founding } from "#agreements/found.ts";
import { usualBacklog } from "#exchange/backlog.ts";
import { attachmentsOf } from "./attachments-of.ts";
import type { NodeSettings } from "./settings.ts";
import { openDatabase, type DatabasePlace } from "./database.ts";
import { holdFolder } from "./hold-folder.ts";
import { nodeKeys } from "./keys.ts";
import { jsonLog, type Log } from "./log.ts";
import { readMigrations } from "./migrate.ts";
import { loadSample } from "./sample/load.ts";
import type { OpenIdConnect } from "./sign-in.ts";
import { startNode, type NodeOptions, type RunningNode } from "./start-node.ts";
import { embeddedTemplate } from "./template.ts";
import { version } from "./version.ts";

const isPortTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "EADDRINUSE";

/** The founding agreement of a file, checked. */
export const readFoundingFile = async (file: string): Promise<Outcome<Founding>> => {
  try {
    return readFounding(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    return refuse("CONFIG_INVALID", { name: "founding", what: (error as Error).message });
  }
};

const openIdConnectOf = (config: NodeSettings): OpenIdConnect | undefined => {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret } = config;
  return issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : undefined;
};

const open = async (config: NodeSettings) => {
  const place: DatabasePlace = config.databaseUrl
    ? { url: config.databaseUrl }
    : { dataDir: join(config.data, "database") };
  const isNew =
    "dataDir" in place && !(await readFile(join(place.dataDir, "PG_VERSION")).catch(() => undefined));
  return openDatabase(place, isNew ? { template: await embeddedTemplate(await readMigrations()) } : {});
};

/** Runs one node from its configuration until it is stopped. */
export const runNode = async (
  config: NodeSettings,
  say: (line: string) => void = () => {},
  log: Log = jsonLog(),
  clock: Clock = systemClock,
  earlier: Partial<Pick<NodeOptions, "version" | "knows">> = {},
): Promise<Outcome<RunningNode>> => {
  const founding = await readFoundingFile(config.founding);
  if (!founding.ok) return founding;
  const held = await holdFolder(config.data);
  if (!held.ok) return held;
  const own = await nodeKeys(config.keys ?? config.data);
  if (!own.ok) {
    await held.value.release();
    return own;
  }
  const database = await open(config);
  const openIdConnect = openIdConnectOf(config);
  const giveUp = async (refusal: Outcome<never>): Promise<Outcome<RunningNode>> => {
    await database.close();
    await held.value.release();
    return refusal;
  };
  try {
    const started = await startNode({
      party: config.party,
      host: config.host,
      port: config.port,
      database,
      ...own.value,
      version,
      ...earlier,
      log,
      clock,
      founding: founding.value,
      folder: config.data,
      keysFolder: config.keys ?? config.data,
      attachments: attachmentsOf(config),
      isSample: config.sample,
      hasSampleReadings: config.sample && (config.sampleReadings ?? false),
      trustProxy: config.trustProxy,
      anonymousPerMinute: config.anonymousPerMinute,
      checkAnswers: config.sample,
      backlog: {
        events: config.backlogEvents ?? usualBacklog.events,
        minutes: config.backlogMinutes ?? usualBacklog.minutes,
      },
      ...(config.mqttPort !== undefined && { mqttPort: config.mqttPort }),
      ...(config.metricsToken && { metricsToken: config.metricsToken }),
      ...(config.smtpUrl && config.mailFrom && { mail: { url: config.smtpUrl, from: config.mailFrom } }),
      pushHosts: (config.pushHosts ?? "").split(",").flatMap((host) => host.trim() || []),
      ...(config.url && { url: config.url }),
      ...(config.pages && { pages: config.pages }),
      ...(openIdConnect && { openIdConnect }),
    });
    if (!started.ok) return giveUp(started);
    const node = started.value;
    const stop = () => node.stop().finally(held.value.release);
    if (config.sample) await loadSample(node, say);
    return done({ ...node, stop });
  } catch (error) {
    const taken = isPortTaken(error);
    const given = await giveUp(refuse("PORT_TAKEN", { port: config.port }));
    if (taken) return given;
    throw error;
  }
};
