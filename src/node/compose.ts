import type { Contract } from "#base/contract.ts";
import type { Handlers } from "#base/handler.ts";
import { commonRefusals } from "#base/contract.ts";
import type { RawRoute } from "#base/raw-route.ts";
import type { Refusals } from "#base/outcome.ts";
import type { Siblings } from "#base/siblings.ts";
import type { KeyRing } from "#base/key-ring.ts";
import type { Clock } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import type { EventKind } from "#protocol/event.ts";
import { agreementContract } from "#agreements/contract.ts";
import type { Founding } from "#agreements/found.ts";
import { agreementHandlers } from "#agreements/handlers.ts";
import { openAgreements, type Agreements } from "#agreements/open.ts";
import { agreementRefusals } from "#agreements/refusals.ts";
import type { BacklogLimit } from "#exchange/backlog.ts";
import type { AttachmentStore } from "#exchange/attachments.ts";
import { exchangeContract } from "#exchange/contract.ts";
import { erasureRegister } from "#exchange/erasure-register.ts";
import { erasureCapability } from "#exchange/erasure.ts";
import { exchangeCapability } from "#exchange/exchange-capability.ts";
import { exchangeHandlers } from "#exchange/handlers.ts";
import { keyCapability } from "#exchange/key-capability.ts";
import { readPartyKeys } from "#exchange/key-store.ts";
import { openExchange, type Exchange } from "#exchange/open.ts";
import { exchangeRefusals } from "#exchange/refusals.ts";
import { removeMarkedFiles } from "#exchange/remove-files.ts";
import { limitWatcher } from "#exchange/watch-limits.ts";
import { casesCapability } from "#cases/capability.ts";
import { clearUploads } from "#cases/clear-uploads.ts";
import { caseContract } from "#cases/contract.ts";
import type { CaseDeps } from "#cases/deps.ts";
import { caseKinds } from "#cases/events.ts";
import { caseHandlers } from "#cases/handlers.ts";
import { actOnDue } from "#cases/jobs.ts";
import { recountProvisional } from "#cases/recount-job.ts";
import { caseRefusals } from "#cases/refusals.ts";
import { monitoringCapability } from "#monitoring/capability.ts";
import { monitoringContract } from "#monitoring/contract.ts";
import type { MonitoringDeps } from "#monitoring/deps.ts";
import { monitoringKinds } from "#monitoring/events.ts";
import { monitoringHandlers } from "#monitoring/handlers.ts";
import { monitoringJobs } from "#monitoring/jobs.ts";
import { sensorThingsRoute } from "#monitoring/sensorthings/http.ts";
import { openSensorThings } from "#monitoring/sensorthings/open.ts";
import type { SensorThings } from "#monitoring/sensorthings/undertake.ts";
import { monitoringRefusals } from "#monitoring/refusals.ts";
import { officialRefusals } from "#official/refusals.ts";
import { shippedCalendars } from "#official/shipped-calendars.ts";
import { recordAudit } from "./audit-store.ts";
import { proofsOf } from "./agreement-proofs.ts";
import { caseDeps } from "./case-deps.ts";
import { allTexts } from "./http.ts";
import { definitionKinds } from "./definition-kinds.ts";
import type { Job } from "#base/job.ts";
import type { Answering } from "./mount.ts";
import { backupRefusals } from "./backup/refusals.ts";
import { monitoringDeps, type NoticeSettings } from "./monitoring-deps.ts";
import { nodeRefusals } from "./refusals.ts";

/** What the capabilities of one node run on. */
export type ComposeOptions = {
  db: Db;
  here: string;
  keys: KeyRing;
  clock: Clock;
  founding: Founding;
  attachments: AttachmentStore;
  /** File beside the database that says what was erased. */
  erasureRegister: string;
  secret: string;
  isSample: boolean;
  /** Of this software, which peers are told. */
  version?: string;
  /** Tests make an earlier version of it that knows fewer kinds of events. */
  knows?: (kind: EventKind) => boolean;
  backlog?: BacklogLimit;
  /** Where SensorThings clients reach this node by MQTT. */
  mqttEndpoints?: readonly string[];
  /** Told of a fault where nobody waits for an answer. */
  onFault?: (fault: unknown) => void;
  siblings?: Siblings;
  /** How people are told of alerts. */
  notices?: NoticeSettings;
  fetch?: typeof fetch;
  log?: (line: string) => void;
  /** Told of what a job could not do for one case and will try again. */
  onHeldUp?: (
    job: string,
    facts: { number: string; code: string; attempts: number; error?: unknown },
  ) => void;
};

export type Composed = {
  agreements: Agreements;
  cases: CaseDeps;
  monitoring: MonitoringDeps;
  exchange: Exchange;
  answerings: Answering[];
  sensorThings: SensorThings;
  rawRoutes: RawRoute[];
  jobs: Job[];
};

/** Everything the node can refuse with; each code says one thing wherever it comes from. */
export const refusalTables: readonly Refusals[] = [
  commonRefusals,
  officialRefusals,
  agreementRefusals,
  exchangeRefusals,
  caseRefusals,
  monitoringRefusals,
  nodeRefusals,
  backupRefusals,
];

/** Where contract and handlers meet: the compiler checks the pair here, once. */
export const answering = <C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  refusals: Refusals,
): Answering => ({
  contract,
  refusals,
  handlers: handlers as unknown as Answering["handlers"],
});

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** The capabilities of this software, put together: the one list there is. */
export const compose = (options: ComposeOptions): Composed => {
  const { db, here, keys, clock, founding, attachments, secret, isSample, fetch, log } = options;
  const onHeldUp = options.onHeldUp ?? (() => {});
  const knows = options.knows ?? (() => true);
  const agreements = openAgreements({
    founding,
    kinds: [...exchangeCapability.kinds, ...keyCapability.kinds, ...caseKinds, ...monitoringKinds].filter(
      knows,
    ),
    definitions: definitionKinds,
    readKeys: (tx) => readPartyKeys(tx, founding.nodes),
  });
  const { authority } = agreements;
  const ownCases = casesCapability({ calendars: shippedCalendars, agreements });
  const capabilities = [
    exchangeCapability,
    keyCapability,
    agreements.capability,
    ownCases,
    monitoringCapability({ agreements }),
    erasureCapability([ownCases], here),
  ].map((one) => ({ ...one, kinds: one.kinds.filter(knows) }));
  const exchange = openExchange({
    db,
    here,
    keys,
    clock,
    capabilities,
    authority,
    attachments,
    ...(options.version !== undefined && { software: options.version }),
    ...(options.backlog && { backlog: options.backlog }),
    ...(options.siblings && { siblings: options.siblings }),
    ...(fetch && { fetch }),
    ...(log && { log }),
  });
  const { append, commit, findSigner } = exchange;
  const cases = caseDeps({ db, here, clock, secret, isSample, agreements, exchange, attachments });
  const monitoring = monitoringDeps({
    db,
    here,
    clock,
    isSample,
    agreements,
    exchange,
    attachments,
    cases,
    secret,
    notices: options.notices ?? { pushHosts: [], url: "http://localhost" },
    fetch: fetch ?? globalThis.fetch,
  });
  const sensorThings = openSensorThings(monitoring, options.mqttEndpoints, options.onFault);
  return {
    agreements,
    exchange,
    cases,
    monitoring,
    sensorThings,
    rawRoutes: [sensorThingsRoute(sensorThings)],
    answerings: [
      answering(
        exchangeContract,
        exchangeHandlers(exchange, proofsOf(agreements), allTexts(refusalTables), (tx, line) =>
          recordAudit(tx, { action: "parked", ...line }),
        ),
        exchangeRefusals,
      ),
      answering(
        agreementContract,
        agreementHandlers({ db, here, findSigner, agreements, append, commit }),
        agreementRefusals,
      ),
      answering(caseContract, caseHandlers(cases), { ...officialRefusals, ...caseRefusals }),
      answering(monitoringContract, monitoringHandlers(monitoring), monitoringRefusals),
    ],
    jobs: [
      {
        name: "cases.due",
        everySeconds: minute,
        run: () => actOnDue(cases, clock(), (facts) => onHeldUp("cases.due", facts)),
      },
      {
        name: "exchange.erasure-register",
        everySeconds: 10,
        run: erasureRegister(exchange.deps, options.erasureRegister),
      },
      { name: "exchange.erased-files", everySeconds: 10, run: () => removeMarkedFiles(exchange.deps) },
      { name: "exchange.limits", everySeconds: minute, run: limitWatcher(exchange) },
      { name: "cases.uploads", everySeconds: hour, run: () => clearUploads(cases, clock()) },
      { name: "cases.recount", everySeconds: day, run: () => recountProvisional(cases, clock()) },
      ...monitoringJobs(monitoring),
    ],
  };
};
