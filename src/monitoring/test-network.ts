import { newPrivateKey, signerFromPem, type Signer } from "#base/signature.ts";
import type { Party } from "#base/party.ts";
import type { Context } from "#base/handler.ts";
import type { Role } from "#base/role.ts";
import { systemClock, type Clock, type Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Clause, MonitoringGrant } from "#agreements/agreement.ts";
import { langfang, tongzhou, wuqing } from "#agreements/example-agreement.ts";
import {
  foundingBundle,
  foundingFile,
  readFounding,
  signFounding,
  type Founding,
} from "#agreements/found.ts";
import { openAgreements, type Agreements } from "#agreements/open.ts";
import { exchangeCapability } from "#exchange/exchange-capability.ts";
import { readEvents } from "#exchange/missed-store.ts";
import { namedAttachments } from "#exchange/named-attachments.ts";
import type { Exchange } from "#exchange/open.ts";
import { testParties, type TestParty } from "#exchange/test-parties.ts";
import { followObserved } from "./alerts/follow.ts";
import { monitoringCapability } from "./capability.ts";
import { monitoringDefinitions } from "./definition-kinds.ts";
import type { MonitoringDeps } from "./deps.ts";
import { monitoringKinds } from "./events.ts";
import type { Network } from "./network.ts";

const words = (zh: string, en: string) => ({ zh, en });
const waterProperties = [
  "water-temperature",
  "ph",
  "dissolved-oxygen",
  "conductivity",
  "turbidity",
  "permanganate-index",
  "ammonia-nitrogen",
  "total-phosphorus",
];

/** A section as tests need one; everything else of it is made up. */
export const testStation = (
  id: string,
  party: Party | undefined,
  change: Partial<Network["stations"][number]> = {},
): Network["stations"][number] => ({
  id,
  name: words(`示例断面${id}`, `Sample section ${id}`),
  ...(party && { party }),
  kind: "section",
  river: "sample-river",
  waterBody: "river",
  place: { lon: 116.9, lat: 39.6, accuracy: "approximate" },
  intervalMinutes: 240,
  properties: waterProperties,
  targets: [],
  sample: true,
  source: "示例",
  ...change,
});

/** `upper` is Tongzhou's, `lower` Wuqing's, `far` Langfang's. */
export const testRivers: Network = {
  kind: "monitoring-network",
  id: "test-rivers",
  version: 1,
  medium: "water",
  title: words("示例河流", "Sample rivers"),
  stations: [testStation("upper", tongzhou), testStation("lower", wuqing), testStation("far", langfang)],
  rivers: [{ id: "sample-river", name: words("示例河", "Sample river"), source: "示例" }],
  reaches: [],
};

const grantOf = (change: Partial<MonitoringGrant>): MonitoringGrant => ({
  networks: ["networks/*.json"],
  standards: [],
  plans: [],
  powers: ["observe", "forecast", "warn", "confirm", "respond", "patrol"],
  to: [tongzhou, wuqing, langfang],
  publishes: [],
  ...change,
});

const clauseOf = (grants: readonly Partial<MonitoringGrant>[]): Clause => ({
  id: "ecology.sample",
  title: words("示例监测条款", "Sample clause on monitoring"),
  summary: words("示例", "sample"),
  grants: grants.map((grant) => ({ monitoring: grantOf(grant) })),
  commitments: [],
});

export type TestNetworkOptions = {
  clock?: Clock;
  networks?: readonly Network[];
  grant?: Partial<MonitoringGrant>;
  /** Further grants of the clause. */
  more?: readonly Partial<MonitoringGrant>[];
  /** Further definition files that the clause brings into force: path → content. */
  plans?: Readonly<Record<string, unknown>>;
  followObserved?: MonitoringDeps["followObserved"];
  notices?: Partial<MonitoringDeps["notices"]>;
};

/** The agreement of a test: the founding one, with a clause on monitoring. */
export const foundTest = (
  signers: ReadonlyMap<Party, Signer>,
  options: Pick<TestNetworkOptions, "networks" | "grant" | "more" | "plans"> = {},
  urlOf: (party: Party) => string = (party) => `http://${party}.test`,
): Founding => {
  const nodes = [...signers].map(([party, { publicKey }]) => ({
    party,
    name: words(party, party),
    url: urlOf(party),
    publicKey,
  }));
  const bundle = foundingBundle(nodes, "2020-01-01");
  const { networks = [testRivers], grant = {}, more = [], plans = {} } = options;
  bundle.agreement.clauses.push(clauseOf([{ plans: Object.keys(plans), ...grant }, ...more]));
  bundle.files = { ...plans, ...Object.fromEntries(networks.map((one) => [`networks/${one.id}.json`, one])) };
  const signatures = [...signers].map(([party, signer]) =>
    signFounding(bundle, signer, party, "示例", "2020-01-01T02:00:00.000Z"),
  );
  const founding = readFounding(JSON.parse(JSON.stringify(foundingFile(bundle, signatures))));
  if (!founding.ok) throw new Error(founding.refusal.code);
  return founding.value;
};

export type TestNode = Omit<TestParty, "deps"> & { deps: MonitoringDeps };

/** What monitoring gets of a node that has nothing else. */
export const testDeps = (
  exchange: Exchange,
  given: Pick<TestNetworkOptions, "followObserved" | "notices"> & {
    party: Party;
    clock: Clock;
    founding: Founding;
    agreements: Agreements;
  },
): MonitoringDeps => {
  const { party, clock, founding } = given;
  const { append, findSigner, applied, deps } = exchange;
  const { db } = deps;
  const agreements: MonitoringDeps["agreements"] = {
    read: (tx) =>
      tx.isTransaction ? given.agreements.read(tx as Tx) : tx.transaction().execute(given.agreements.read),
  };
  return {
    db,
    here: party,
    clock,
    isSample: true,
    exchange: {
      append,
      commit: async (work) => {
        const outcome = await exchange.commit(work);
        exchange.tellApplied();
        return outcome;
      },
    },
    applied,
    agreements,
    attachments: { ...deps.attachments, named: namedAttachments },
    followObserved:
      given.followObserved ??
      ((tx, changes) => followObserved({ here: party, clock, agreements }, tx, changes)),
    events: async (digests) => [...(await readEvents(db, digests)).values()],
    parties: () => Promise.resolve(founding.nodes),
    acknowledgements: () => Promise.resolve(new Map()),
    evidence: () => Promise.reject(new Error("no evidence in this test")),
    findSigner,
    partyKeys: () => Promise.resolve(new Map()),
    notices: {
      pushHosts: [],
      url: `http://${party}.test`,
      seal: (_owner, text) => Buffer.from(text),
      open: (_owner, sealed) => Buffer.from(sealed).toString(),
      people: () => Promise.resolve([]),
      fetch,
      ...given.notices,
    },
    staffNumber: () => Promise.resolve("YG001"),
    recordAudit: () => Promise.resolve(),
  };
};

/** Nodes that reach each other in memory under an agreement on monitoring, each on its own database. */
export const testNetwork = async (databases: Record<Party, Db>, options: TestNetworkOptions = {}) => {
  const clock = options.clock ?? systemClock;
  const signers = new Map(
    [tongzhou, wuqing, langfang].map((party) => [party, signerFromPem(newPrivateKey())]),
  );
  const founding = foundTest(signers, options);
  const opened = new Map(
    Object.keys(databases).map((party) => [
      party,
      openAgreements({ founding, kinds: monitoringKinds, definitions: monitoringDefinitions }),
    ]),
  );
  const parties = await testParties(databases, {
    clock,
    signers: Object.fromEntries(signers),
    agreementsOf: (party) => {
      const agreements = opened.get(party)!;
      return {
        authority: agreements.authority,
        capabilities: [exchangeCapability, agreements.capability, monitoringCapability({ agreements })],
      };
    },
  });
  const nodes = new Map(
    Object.entries(parties).map(([party, one]): [Party, TestNode] => {
      const deps = testDeps(one, { party, clock, founding, agreements: opened.get(party)!, ...options });
      return [party, { ...one, deps }];
    }),
  );
  return {
    node: (party: Party) => nodes.get(party)!,
    clause: { agreement: founding.digest, clause: "ecology.sample" },
    /** Everything sealed everywhere is taken everywhere. */
    exchangeAll: async () => {
      for (const one of nodes.values()) await one.sealAll();
      for (const to of nodes.values())
        for (const from of nodes.values()) {
          if (to === from) continue;
          const taken = await to.takeFrom(from);
          if (!taken.ok) throw new Error(taken.refusal.code);
        }
    },
  };
};

/** Who asks: nobody in particular, or somebody who works here. */
export const testContext = (role?: Role, now: Instant = systemClock()): Context => ({
  ...(role && { caller: { personId: "sample", role, department: "ecology" } }),
  language: "zh",
  requestId: "test",
  now,
  signal: AbortSignal.timeout(60_000),
});
