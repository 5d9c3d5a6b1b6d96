import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import { dayOf, type Clock, type Instant } from "#base/time.ts";
import { requestWindowMillis } from "#protocol/signed-request.ts";
import type { Item } from "#cases/item.ts";
import type { NodeSettings } from "../settings.ts";
import type { Log } from "../log.ts";
import { readMigrations } from "../migrate.ts";
import { runNode } from "../run-node.ts";
import type { RunningNode } from "../start-node.ts";
import type { Outcome } from "#base/outcome.ts";
import { done } from "#base/outcome.ts";
import { embeddedTemplate } from "../template.ts";
import { readApplications } from "./application.ts";
import { moreApplications } from "./more-applications.ts";
import { officeTimes, simulatedClock, type OfficeTime, type SimulatedClock } from "./office-time.ts";
import { patrolSteps } from "./patrols.ts";
import { stepsOf, type Office, type StoryStep } from "./story.ts";
import { must, signedIn, visitor, type Visitor } from "./visitor.ts";

/** Longer than the oldest story: the trial network was founded and its agreement signed before anybody applied. */
const foundedWorkdaysAgo = 30;
const longestQuietMs = 60_000;

export const foundedAt = (now: Instant): Instant =>
  officeTimes(now)({ workdaysAgo: foundedWorkdaysAgo, minute: 9 * 60 });

type DatedStep = StoryStep & { at: Instant };
const byTime = (a: DatedStep, b: DatedStep): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

/** All that was done in the trial so far, in the order in which it was done; and which stories of it are cases. */
const datedSteps = async (
  url: string,
  now: Instant,
): Promise<{ cases: ReadonlySet<string>; steps: DatedStep[] }> => {
  const guest = visitor(url, "zh");
  const timeOf = officeTimes(now);
  const applications = [...(await readApplications()), ...moreApplications(now.slice(0, 4))];
  const steps: DatedStep[] = [];
  const items = new Map<string, Item>();
  for (const [nth, application] of applications.entries()) {
    const params = { id: application.item };
    const item = items.get(params.id) ?? must(await guest.cases.readItem({ params })).item;
    items.set(params.id, item);
    for (const step of stepsOf(application, item, nth)) steps.push({ ...step, at: timeOf(step) });
  }
  // What patrols did falls on a moment at which a case moves too: every other one would keep the start waiting longer.
  const inOrder = steps.toSorted(byTime);
  const momentOf = (time: OfficeTime): Instant => {
    const wanted = timeOf(time);
    return inOrder.findLast(({ at }) => at <= wanted && dayOf(at) === dayOf(wanted))?.at ?? wanted;
  };
  const patrols = patrolSteps(momentOf, dayOf(now)).map((step) => ({ ...step, at: momentOf(step) }));
  return {
    cases: new Set(applications.map(({ id }) => id)),
    steps: [...inOrder, ...patrols].toSorted(byTime),
  };
};

/** True once every event of every node has been applied by the others. */
const isQuiet = async (nodes: readonly RunningNode[]): Promise<boolean> => {
  const known = await Promise.all(
    nodes.map(async ({ party, database: { db } }) => {
      const { rows } = await sql<{ party: Party; number: bigint; eventful: bigint; queued: boolean }>`
        select party, number, eventful, exists (select from exchange.queue) as queued from exchange.chain`.execute(
        db,
      );
      return { party, rows };
    }),
  );
  return known.every(({ party, rows }) => {
    const own = rows.find((row) => row.party === party);
    return (
      !own ||
      (!own.queued &&
        known.every((other) => other.rows.some((row) => row.party === party && row.number >= own.eventful)))
    );
  });
};

const quiet = async (nodes: readonly RunningNode[]): Promise<void> => {
  const end = performance.now() + longestQuietMs;
  while (!(await isQuiet(nodes))) {
    if (performance.now() > end) throw new Error("the nodes did not hear of each other's events");
    const life = new AbortController();
    await Promise.race(nodes.map(({ exchange }) => exchange.applied.wait(200, life.signal)));
    life.abort();
    // A question that was signed before the clock moved is refused as old; its asker need not pause for it.
    for (const { party, exchange } of nodes)
      for (const other of nodes) if (other.party !== party) exchange.hinted(other.party);
  }
};

/** Sample people at work; each signs in once. */
const officeOf = (nodes: readonly RunningNode[]) => {
  const signed = new Map<string, Promise<Visitor>>();
  const office: Office = {
    as: (party: Party, username: string) => {
      const key = `${party} ${username}`;
      const url = nodes.find((node) => node.party === party)!.url;
      const visit = signed.get(key) ?? signedIn(url, username);
      signed.set(key, visit);
      return visit;
    },
  };
  const leave = () =>
    Promise.all([...signed.values()].map(async (visit) => must(await (await visit).node.signOut({}))));
  return { office, leave };
};

/** Until a past is whole it is begun anew anyway: its commits need not wait for the disk one by one. */
const hurry = async ({ database: { db, kind } }: RunningNode, isHurried: boolean): Promise<void> => {
  if (kind !== "embedded") return;
  await sql`set synchronous_commit = ${sql.lit(isHurried ? "off" : "on")}`.execute(db);
  if (!isHurried) await sql`checkpoint`.execute(db);
};

const play = async (
  nodes: readonly RunningNode[],
  { clock, moveTo }: SimulatedClock,
  now: Instant,
  say: (line: string) => void,
): Promise<void> => {
  const { cases, steps } = await datedSteps(nodes[0]!.url, now);
  const { office, leave } = officeOf(nodes);
  await Promise.all(
    nodes.flatMap(({ party }) =>
      ["clerk", "officer", "officer2", "company", "duty"].map((who) => office.as(party, who)),
    ),
  );
  const begun = new Set<string>();
  let acted = new Map<string, Party>();
  let quietAt = clock();
  for (const { story, party, at, take } of steps) {
    // Peers' requests stay fresh for some minutes only, and the other side must have the file before it acts.
    const isFar = Date.parse(at) - Date.parse(quietAt) > requestWindowMillis / 2;
    if (isFar || (acted.get(story) ?? party) !== party) {
      await quiet(nodes);
      acted = new Map();
      quietAt = at;
    }
    moveTo(at);
    if (cases.has(story)) begun.add(story);
    if (begun.size % 6 === 0 || begun.size === cases.size)
      say(`生成示例办件 making sample cases ${begun.size}/${cases.size}`);
    await take(office).catch((error: unknown) => {
      throw new Error(`the sample story ${story} stops: ${(error as Error).message}`, { cause: error });
    });
    acted.set(story, party);
  }
  await quiet(nodes);
  await leave();
};

/**
 * Gives three new nodes a past: they run in this process on one simulated clock, and sample people do what they did
 * through the same pages' HTTP and over the same exchange as ever after.
 */
export const makeHistory = async (
  configs: readonly NodeSettings[],
  { real, say, log }: { real: Clock; say: (line: string) => void; log: Log },
): Promise<Outcome<undefined>> => {
  const now = real();
  const time = simulatedClock(foundedAt(now), real);
  await embeddedTemplate(await readMigrations()); // once, before three nodes would each make it
  const started = await Promise.all(
    configs.map((config) => runNode({ ...config, anonymousPerMinute: 100_000 }, say, log, time.clock)),
  );
  const nodes = started.flatMap((one) => (one.ok ? [one.value] : []));
  try {
    for (const one of started) if (!one.ok) return one;
    await Promise.all(nodes.map((node) => hurry(node, true)));
    await play(nodes, time, now, say);
    await Promise.all(nodes.map((node) => hurry(node, false)));
    return done(undefined);
  } finally {
    await Promise.all(nodes.map((node) => node.stop()));
  }
};
