import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Language } from "#base/bilingual.ts";
import type { Role } from "#base/role.ts";
import { keyRing, type KeyRing } from "#base/key-ring.ts";
import { newPrivateKey, signerFromPem, type Signer, type Suite } from "#base/signature.ts";
import { dayOf, systemClock, type Clock } from "#base/time.ts";
import {
  foundingBundle,
  foundingFile,
  readFounding,
  signFounding,
  type Founding,
} from "#agreements/found.ts";
import { openDatabase, type DatabasePlace } from "#node/database.ts";
import { jsonLog, type Log } from "#node/log.ts";
import { readMigrations } from "#node/migrate.ts";
import { bringIntoForce } from "#node/sample/agreement.ts";
import { sampleParties } from "#node/sample/parties.ts";
import { samplePeople } from "#node/sample/people.ts";
import { signedIn, visitor, type Visitor } from "#node/sample/visitor.ts";
import { startNode, type RunningNode } from "#node/start-node.ts";
import { embeddedTemplate } from "#node/template.ts";
import { freePort } from "#node/free-port.ts";

export { eventually, must, type Visitor } from "#node/sample/visitor.ts";

export type JourneyNode = {
  party: string;
  url: string;
  /** Where it keeps attachments and keys. */
  folder: string;
  /** The node as it runs now; another object after `start`. */
  running: () => RunningNode;
  /** Signs in as a sample person: by user name, or the first with that role. */
  as: (who: Role | (string & {}), language?: Language) => Promise<Visitor>;
  /** Somebody who has not signed in. */
  anyone: (language?: Language) => Visitor;
  /** What the node would have logged as faults; a journey ends with none. */
  faults: Record<string, unknown>[];
  /** The lines of the node's log, as they would go to standard error. */
  logged: string[];
  /** Takes the node away, and brings it back on the same database and port. */
  stop: () => Promise<void>;
  start: () => Promise<void>;
};

export type ThreeNodes = {
  tongzhou: JourneyNode;
  wuqing: JourneyNode;
  langfang: JourneyNode;
  all: JourneyNode[];
  stop: () => Promise<void>;
};

export type ThreeNodesOptions = {
  /** Where each party keeps its rows; embedded in a temporary folder if not said. */
  databases?: Partial<Record<string, DatabasePlace>>;
  clock?: Clock;
  /** Without the sample agreement there is only the founding one: nothing about cases may cross. */
  withoutAgreement?: boolean;
  /** Of a party's node; ed25519-sha256 if not said. */
  suites?: Partial<Record<string, Suite>>;
  /** Folder of the built pages, for journeys in a browser. */
  pages?: string;
  /** Lets a journey read the metrics. */
  metricsToken?: string;
  /** Stands between the nodes: may delay, lose or change what travels. */
  fetch?: typeof fetch;
};

const newSigner = (suite?: Suite): Signer => signerFromPem(newPrivateKey(suite));

type Member = {
  party: string;
  name: string;
  keys: KeyRing;
  port: number;
  secret: string;
  place: DatabasePlace;
};

const foundNetwork = (members: Member[], now: string): Founding => {
  const nodes = members.map(({ party, keys, port }) => ({
    party,
    name: sampleParties.find((sample) => sample.party === party)!.name,
    url: `http://127.0.0.1:${port}`,
    publicKey: keys.all()[0]!.publicKey,
  }));
  const bundle = foundingBundle(nodes, dayOf(now));
  const signatures = members.map(({ party, keys }) =>
    signFounding(bundle, keys.all()[0]!, party, "示例签署人", now),
  );
  const founding = readFounding(foundingFile(bundle, signatures));
  if (!founding.ok) throw new Error(founding.refusal.code);
  return founding.value;
};

/**
 * Tongzhou, Wuqing and Langfang as real nodes of one process: real databases, real HTTP, signed pages between them,
 * sample people, and the pilot agreement in force.
 */
export const threeNodes = async (options: ThreeNodesOptions = {}): Promise<ThreeNodes> => {
  const clock = options.clock ?? systemClock;
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-journey-"));
  const template = await embeddedTemplate(await readMigrations());
  const members = await Promise.all(
    sampleParties.map(async ({ party, folder: name }): Promise<Member> => ({
      party,
      name,
      keys: keyRing([newSigner(options.suites?.[party])], newSigner),
      port: await freePort(),
      secret: randomBytes(32).toString("base64url"),
      place: options.databases?.[party] ?? { dataDir: join(folder, name, "database") },
    })),
  );
  const founding = foundNetwork(members, clock());

  const open = async (member: Member, isNew: boolean, log: Log): Promise<RunningNode> => {
    const { party, name, keys, port, secret, place } = member;
    const database = await openDatabase(place, isNew && "dataDir" in place ? { template } : {});
    const started = await startNode({
      party,
      database,
      folder: join(folder, name),
      keys,
      secret,
      founding,
      host: "127.0.0.1",
      port,
      clock,
      isSample: true,
      trustProxy: false,
      anonymousPerMinute: 100_000,
      checkAnswers: true,
      version: "journey",
      log,
      ...(options.pages && { pages: options.pages }),
      ...(options.metricsToken && { metricsToken: options.metricsToken }),
      ...(options.fetch && { fetch: options.fetch }),
    });
    if (started.ok) return started.value;
    await database.close();
    throw new Error(`${started.refusal.code} ${JSON.stringify(started.refusal.detail)}`);
  };

  const journeyNode = async (member: Member): Promise<JourneyNode> => {
    const faults: Record<string, unknown>[] = [];
    const logged: string[] = [];
    const write = jsonLog((line) => void logged.push(line));
    const log: Log = (event, facts = {}) => {
      write(event, facts);
      if (event === "fault") faults.push(facts);
    };
    let running = await open(member, true, log);
    const { party, url } = running;
    const people = samplePeople(party);
    return {
      party,
      url,
      folder: join(folder, member.name),
      faults,
      logged,
      running: () => running,
      anyone: (language = "zh") => visitor(url, language),
      as: async (who, language = "zh") => {
        const person =
          people.find(({ username }) => username === who) ?? people.find(({ role }) => role === who);
        if (!person) throw new Error(`there is no ${who} in the trial`);
        return signedIn(url, person.username, language);
      },
      stop: () => running.stop(),
      start: async () => {
        running = await open(member, false, log);
      },
    };
  };

  const all: JourneyNode[] = [];
  const stop = async (): Promise<void> => {
    await Promise.allSettled(all.map((node) => node.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const member of members) all.push(await journeyNode(member));
    if (!options.withoutAgreement) await Promise.all(all.map((node) => bringIntoForce(node.running())));
  } catch (error) {
    await stop();
    throw error;
  }
  const [tongzhou, wuqing, langfang] = all as [JourneyNode, JourneyNode, JourneyNode];
  return { tongzhou, wuqing, langfang, all, stop };
};
