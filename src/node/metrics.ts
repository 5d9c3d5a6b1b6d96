import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Clock } from "#base/time.ts";
import { secondsSince } from "#exchange/backlog.ts";
import { readFigures, sealingOf, type Figures, type Sealing } from "#exchange/figures.ts";
import type { Exchange } from "#exchange/open.ts";

/** What a node tells Prometheus: counters as things happen, figures of the exchange when it is asked. */
export type Metrics = {
  countRequest: (route: string, method: string, status: number, seconds: number) => void;
  countJobFault: (job: string) => void;
  /** The text of one scrape; two at the same moment share one reading. */
  scrape: () => Promise<string>;
  contentType: string;
};

const secondsBuckets = [0.005, 0.02, 0.1, 0.5, 2, 10, 30]; // a long poll ends after 25 s
const standings: readonly Sealing[] = ["sound", "unasked", "behind", "forked", "no-key"];

/** Gauges of one figure a peer; docs/running-a-node.md lists them. */
const peerGauges = {
  lag_pages: "Pages of the peer that are known and not applied here",
  lag_seconds: "Since when the oldest of them is known",
  unacknowledged_pages: "Own pages with events that the peer has not signed for",
  unacknowledged_seconds: "Age of the oldest of them",
  last_contact_seconds: "Since the last talk that went well; absent if there was none",
  failing: "1 while the last talk failed, by code",
  parked_waiting: "Events of the peer that wait",
  parked_refused: "Events of the peer that were refused, ever",
} as const;
type PeerGauge = keyof typeof peerGauges;

const ownGauges = {
  chain_head: "Number of the newest own page",
  chain_events: "Own events sealed, ever",
  unsealed_events: "Own events that no page carries yet",
  unsealed_seconds: "Age of the oldest of them",
  attachments_missing: "Events that wait for an attachment",
  missed_recorded: "What did not come in time and was recorded so by this node, ever",
} as const;
type OwnGauge = keyof typeof ownGauges;

const gaugesOf = <N extends string>(
  registry: Registry,
  prefix: string,
  helps: Record<N, string>,
  labelNames: string[],
): Record<N, Gauge> =>
  Object.fromEntries(
    Object.entries<string>(helps).map(([name, help]) => [
      name,
      new Gauge({ name: `${prefix}_${name}`, help, labelNames, registers: [registry] }),
    ]),
  ) as Record<N, Gauge>;

export const openMetrics = (exchange: Exchange, clock: Clock, version: string): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const own: Record<OwnGauge, Gauge> = gaugesOf(registry, "tongwulang", ownGauges, []);
  const peer: Record<PeerGauge, Gauge> = gaugesOf(registry, "tongwulang_peer", peerGauges, ["peer", "code"]);
  const standing = new Gauge({
    name: "tongwulang_standing",
    help: "1 for how the own chain stands: sound, unasked, behind, forked or no-key",
    labelNames: ["state"],
    registers,
  });
  new Gauge({ name: "tongwulang_build", help: "Version", labelNames: ["version", "party"], registers })
    .labels(version, exchange.deps.here)
    .set(1);
  const requests = new Histogram({
    name: "tongwulang_http_request_seconds",
    help: "Requests by route, method and status",
    labelNames: ["route", "method", "status"],
    buckets: secondsBuckets,
    registers,
  });
  const jobFaults = new Counter({
    name: "tongwulang_job_faults_total",
    help: "Jobs that failed and are tried again",
    labelNames: ["job"],
    registers,
  });

  const fill = (figures: Figures, now: string): void => {
    own.chain_head.set(figures.head);
    own.chain_events.set(figures.events);
    own.unsealed_events.set(figures.unsealedEvents);
    own.unsealed_seconds.set(figures.unsealedSeconds);
    own.attachments_missing.set(figures.attachmentsMissing);
    own.missed_recorded.set(figures.missed);
    const sealing = sealingOf(figures.standing, !figures.missingKey);
    for (const state of standings) standing.labels(state).set(Number(sealing === state));
    for (const gauge of Object.values(peer)) gauge.reset();
    for (const one of figures.peers) {
      const labels = { peer: one.party };
      peer.lag_pages.set(labels, one.lagPages);
      peer.lag_seconds.set(labels, one.lagSeconds);
      peer.unacknowledged_pages.set(labels, one.unacknowledgedPages);
      peer.unacknowledged_seconds.set(labels, one.unacknowledgedSeconds);
      if (one.contactAt) peer.last_contact_seconds.set(labels, secondsSince(one.contactAt, now));
      if (one.trouble) peer.failing.set({ ...labels, code: one.trouble.refusal.code }, 1);
      peer.parked_waiting.set(labels, one.waiting);
      peer.parked_refused.set(labels, one.refused);
    }
  };

  const read = async (): Promise<string> => {
    const now = clock();
    fill(await readFigures(exchange, now), now);
    return registry.metrics();
  };
  let reading: Promise<string> | undefined;

  return {
    countRequest: (route, method, status, seconds) =>
      requests.observe({ route, method, status: String(status) }, seconds),
    countJobFault: (job) => jobFaults.inc({ job }),
    scrape: () => (reading ??= read().finally(() => (reading = undefined))),
    contentType: registry.contentType,
  };
};
