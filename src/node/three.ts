import { fork, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Suite } from "#base/signature.ts";
import { systemClock, dayOf, type Instant } from "#base/time.ts";
import { FoundingFile, foundingBundle, foundingFile, signFounding } from "#agreements/found.ts";
import type { NodeSettings } from "./settings.ts";
import { freePortBelow, isFree } from "./free-port.ts";
import { nodeKeys } from "./keys.ts";
import { jsonLog } from "./log.ts";
import type { NodeWord } from "./main.ts";
import { foundedAt, makeHistory } from "./sample/history.ts";
import { sampleParties, sampleSignatory } from "./sample/parties.ts";

export type ThreeOptions = {
  folder: string;
  /** The nodes get the three ports after it. */
  basePort: number;
  host: string;
  fresh: boolean;
  pages?: string;
  /** A PostgreSQL server instead of the embedded databases: an address for each party. */
  databaseUrlOf?: (party: string) => string;
  /** Of the three nodes, in the order of the parties; only said when they are founded. */
  suites?: readonly Suite[];
  /** False: nobody has applied for anything yet. */
  sampleCases?: boolean;
  say: (line: string) => void;
};

export type Three = {
  urls: { party: string; name: string; url: string }[];
  stop: () => Promise<void>;
  ended: Promise<void>;
};

const readFoundingFile = async (file: string): Promise<FoundingFile | undefined> => {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : FoundingFile.parse(JSON.parse(text));
};

/** In a trial a node's MQTT port is so far above its own. */
const mqttDistance = 100;

/** A base port for a trial, all of whose ports are free. */
export const findBasePort = (): Promise<number> =>
  freePortBelow(sampleParties.flatMap((_, n) => [n + 1, n + 1 + mqttDistance]));

/** Makes the three keys and the founding agreement that names them, signed by all. Only a trial holds three keys. */
const found = async (
  { folder, basePort, suites = [] }: ThreeOptions,
  now: Instant,
): Promise<FoundingFile> => {
  const members = await Promise.all(
    sampleParties.map(async ({ party, name, folder: own }, n) => {
      const read = await nodeKeys(join(folder, own), suites[n]);
      if (!read.ok) throw new Error(`${read.refusal.code} ${String(read.refusal.detail?.["file"])}`);
      return { party, name, signer: read.value.keys.all()[0]!, url: `http://127.0.0.1:${basePort + n + 1}` };
    }),
  );
  const nodes = members.map(({ party, name, signer, url }) => ({
    party,
    name,
    url,
    publicKey: signer.publicKey,
  }));
  const bundle = foundingBundle(nodes, dayOf(now));
  const signatures = members.map(({ party, signer }) =>
    signFounding(bundle, signer, party, sampleSignatory(party), now),
  );
  const file = foundingFile(bundle, signatures);
  await writeFile(join(folder, "founding.json"), `${JSON.stringify(file, null, 1)}\n`);
  return file;
};

const settingsFile = (data: string): string => join(data, "node.json");

/** Three nodes share one machine: each keeps half of the usual room (32 MB, twice) for what lives a moment only. */
const nodeFlags = ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=16"];

/** A node's process, which reads its modules and then waits for its settings. */
const forkNode = async (data: string): Promise<ChildProcess> => {
  await mkdir(data, { recursive: true, mode: 0o700 });
  const log = await open(join(data, "node.log"), "a", 0o600);
  // Of its environment a node gets nothing that would point all three to one database.
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = fork(join(import.meta.dirname, "main.ts"), ["--held", "--config", settingsFile(data)], {
    env: environment,
    stdio: ["ignore", log.fd, log.fd, "ipc"],
    execArgv: nodeFlags,
  });
  // A word sent to a node that is just ending finds nobody; `exit` says the rest.
  child.on("error", () => {});
  await log.close();
  return child;
};

const startChild = async (config: NodeSettings, say: ThreeOptions["say"], forked?: ChildProcess) => {
  const child = forked?.connected ? forked : await forkNode(config.data);
  await writeFile(settingsFile(config.data), `${JSON.stringify(config, null, 1)}\n`);
  const ready = new Promise<Outcome<string>>((resolve) => {
    child.on("message", (word: NodeWord) => {
      if (word.kind === "progress") say(word.line);
      else if (word.kind === "ready") resolve(done(word.url));
      else resolve({ ok: false, refusal: word.refusal });
    });
    child.once("exit", () =>
      resolve(refuse("NODE_FAILED", { log: `${relative(".", config.data)}/node.log` })),
    );
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.send("begin");
  return { child, ready, exited };
};

const stopChild = (child: ChildProcess): void => {
  if (child.connected) child.send("stop");
};

/** The trial: three nodes as three processes, found and filled at the first start, the same again at every other. */
export const startThree = async (options: ThreeOptions): Promise<Outcome<Three>> => {
  const { folder, basePort, host, say } = options;
  const ports = sampleParties.map((_, n) => basePort + n + 1);
  for (const port of ports) if (!(await isFree(port, host))) return refuse("PORT_TAKEN", { port });
  // A server's databases are not ours to empty, so nothing that might stop half-way is begun on them.
  const withCases = (options.sampleCases ?? true) && !options.databaseUrlOf;
  const unfinished = join(folder, "history-unfinished");
  if (options.fresh || existsSync(unfinished))
    for (const name of ["founding.json", ...sampleParties.map((sample) => sample.folder)])
      await rm(join(folder, name), { recursive: true, force: true });
  await rm(unfinished, { force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const known = await readFoundingFile(join(folder, "founding.json"));
  if (!known) say("生成密钥与创始协议 making keys and the founding agreement");
  const hasPast = !known && withCases;
  if (hasPast) await writeFile(unfinished, "");
  const founding = known ?? (await found(options, hasPast ? foundedAt(systemClock()) : systemClock()));
  const urls = (founding.bundle.agreement.nodes ?? []).map(({ party, name, url }) => ({
    party,
    name: `${name.zh} ${name.en}`,
    url,
  }));
  const foundedOn = Number(new URL(urls[0]!.url).port) - 1;
  if (foundedOn !== basePort) return refuse("FOUNDED_ELSEWHERE", { port: foundedOn });
  const foundedUnder = (founding.bundle.agreement.nodes ?? []).map(({ publicKey }) => publicKey.suite);
  if (options.suites?.some((suite, n) => suite !== foundedUnder[n]))
    return refuse("FOUNDED_UNDER", { suites: [...new Set(foundedUnder)].join(", ") });
  const heard = new Set<string>();
  const sayOnce = (line: string) => !heard.has(line) && (heard.add(line), say(line));
  const configs = sampleParties.map((sample, n): NodeSettings => ({
    party: sample.party,
    data: join(folder, sample.folder),
    host,
    port: ports[n]!,
    url: urls[n]!.url,
    founding: join(folder, "founding.json"),
    sample: true,
    sampleReadings: withCases,
    trustProxy: false,
    anonymousPerMinute: 600,
    ...(options.pages && { pages: options.pages }),
    ...(options.databaseUrlOf && { databaseUrl: options.databaseUrlOf(sample.party) }),
  }));
  let early: ChildProcess[] = [];
  if (hasPast) {
    // While one core makes the past, another reads what the nodes need to begin.
    early = await Promise.all(configs.map(({ data }) => forkNode(data)));
    // Stations begin to report when the real clock runs: what is past then is their past.
    const silent = configs.map((config) => ({ ...config, sampleReadings: false }));
    let isMade = false;
    try {
      const made = await makeHistory(silent, { real: systemClock, say: sayOnce, log: jsonLog() });
      if (!made.ok) return made;
      isMade = true;
    } finally {
      if (!isMade) for (const child of early) child.kill();
    }
    await rm(unfinished);
    heard.clear();
  }
  for (const [n, config] of configs.entries()) {
    // A convenience of the trial: where something else listens there, it is left out.
    const mqttPort = ports[n]! + mqttDistance;
    if (mqttPort < 65_536 && (await isFree(mqttPort, host))) config.mqttPort = mqttPort;
  }
  say("启动三个节点 starting three nodes");
  let isStopping = false;
  const running = await Promise.all(
    sampleParties.map(async (sample, n) => {
      const config = configs[n]!;
      return { sample, config, ...(await startChild(config, sayOnce, early[n])) };
    }),
  );
  const stop = async () => {
    isStopping = true;
    for (const { child } of running) stopChild(child);
    await Promise.all(running.map(({ exited }) => exited));
  };
  for (const { ready } of running) {
    const outcome = await ready;
    if (outcome.ok) continue;
    await stop();
    return outcome;
  }
  /** A node that dies by itself is started again; what it had written is all there. */
  const keep = async (node: (typeof running)[number]): Promise<void> => {
    for (;;) {
      await node.exited;
      if (isStopping) return;
      say(
        `${node.sample.short.zh}节点意外退出，正在重启 ${node.sample.short.en} ended unexpectedly, starting it again`,
      );
      await wait(1000);
      if (isStopping) return;
      Object.assign(node, await startChild(node.config, say));
      // Told to stop while it was being started: the word went to the one before it.
      if (isStopping) stopChild(node.child);
    }
  };
  const ended = Promise.all(running.map(keep)).then(() => {});
  return done({ urls, stop, ended });
};
