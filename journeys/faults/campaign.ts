import { cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Party } from "#base/party.ts";
import { restoreBackup, takeBackup, type TakenBackup } from "./backups.ts";
import { chanceFrom, type Chance } from "./chance.ts";
import { checkAttachments, checkCases } from "./check-cases.ts";
import { checkChains } from "./check-chains.ts";
import { checkEvents } from "./check-events.ts";
import { checkEvidence } from "./check-evidence.ts";
import { faultKinds, strike, type CopyFault, type FaultKind } from "./faults.ts";
import { findings, type Finding } from "./finding.ts";
import { newLedger } from "./ledger.ts";
import { foundNetwork, type BenchNetwork, type BenchNode } from "./network.ts";
import { copyOf, restoreCopy, runClone, type Copy } from "./copies.ts";
import { peopleOf } from "./people.ts";
import { settle } from "./settle.ts";
import { readStored, type Stored } from "./stored.ts";

export type CampaignOptions = {
  seed: number;
  /** How long people work while faults happen, in each round before everything is compared. */
  roundSeconds: number;
  rounds: number;
  postgres: boolean;
  /** Only these kinds of faults, to find out which one matters. */
  only?: readonly (FaultKind | CopyFault)[];
  say: (line: string) => void;
  /** Nothing is begun after this; the round that runs is ended and compared. */
  isOver?: () => boolean;
  /** Told the figures that go on being counted, for whoever wants to see them meanwhile. */
  onFigures?: (figures: Figures) => void;
};

export type Figures = {
  seed: number;
  database: "embedded" | "postgresql";
  rounds: number;
  faults: Partial<Record<FaultKind, number>>;
  wire: Record<string, number>;
  commands: { done: number; refused: number; unknown: number };
  cases: number;
  events: number;
  pages: number;
  evidence: number;
  attachments: number;
  backups: number;
  /** Of a copy or of a backup. */
  restores: Record<"copy" | "backup", number>;
  clones: number;
};
export type CampaignResult = { figures: Figures; findings: Finding[] };

/** Pauses of a minute may follow one another: a node that could reach nobody, its peer that waits for what it seals. */
const settleSeconds = 300;
/** At most so many faults at once. */
const strikers = 2;

const runFaults = async (
  network: BenchNetwork,
  chance: Chance,
  until: number,
  { figures, full, only }: { figures: Figures; full: Set<Party>; only?: CampaignOptions["only"] },
): Promise<void> => {
  const struck = new Set<Party>();
  const entries = Object.entries(faultKinds) as [FaultKind, number][];
  const kinds = Object.fromEntries(entries.filter(([kind]) => !only || only.includes(kind)));
  const striker = async (own: Chance) => {
    while (performance.now() < until) {
      await wait(own.between(50, 900));
      const node = own.among(network.nodes);
      if (Object.keys(kinds).length === 0) continue;
      const kind = own.weighed<FaultKind>(kinds);
      if (struck.has(node.party)) continue;
      struck.add(node.party);
      figures.faults[kind] = (figures.faults[kind] ?? 0) + 1;
      if (kind === "disk") full.add(node.party);
      await strike(kind, node, network, own);
      full.delete(node.party);
      struck.delete(node.party);
    }
  };
  await Promise.all(Array.from({ length: strikers }, () => striker(chance.apart())));
};

/** One network from its founding to its end: rounds of work under faults, each followed by calm and a comparison. */
export const runCampaign = async (options: CampaignOptions): Promise<CampaignResult> => {
  const { seed, postgres, say } = options;
  const chance = chanceFrom(seed);
  const { find, kept } = findings(({ what, facts }) =>
    say(`✖ ${what} ${JSON.stringify(facts).slice(0, 2_000)}`),
  );
  const figures: Figures = {
    seed,
    database: postgres ? "postgresql" : "embedded",
    rounds: 0,
    faults: {},
    wire: {},
    commands: { done: 0, refused: 0, unknown: 0 },
    cases: 0,
    events: 0,
    pages: 0,
    evidence: 0,
    attachments: 0,
    backups: 0,
    restores: { copy: 0, backup: 0 },
    clones: 0,
  };
  options.onFigures?.(figures);
  const full = new Set<Party>();
  const copies = new Map<BenchNode, Copy & { node: BenchNode }>();
  const backups: TakenBackup[] = [];
  const network = await foundNetwork(chance.apart(), {
    postgres,
    // On a full disk a node may say that it cannot write, and may end: it is started again.
    onFault: (party, facts) => full.has(party) || find("a node logs a fault", { at: party, ...facts }),
    onEnded: (party, lastWords) =>
      full.has(party) || find("a node ended by itself", { at: party, lastWords }),
  });
  const { nodes } = network;
  const keys = new Map(nodes.map(({ party, publicKey }) => [party, publicKey]));
  const ledger = newLedger();
  const people = peopleOf(network, ledger, chance.apart());
  const startAll = async () => {
    const endings = await Promise.all(nodes.map(({ process }) => process.start()));
    for (const [n, ending] of endings.entries())
      if (ending !== "ready")
        find("a node does not start", { at: nodes[n]!.party, ending, code: nodes[n]!.process.refusal() });
    return endings.every((ending) => ending === "ready");
  };
  const stopAll = () => Promise.all(nodes.map(({ process }) => process.stop()));

  const compare = async (): Promise<void> => {
    const evidence = await checkEvidence(network, ledger, chance, { files: 30, byStranger: 4 }, find);
    await stopAll();
    const all: Stored[] = [];
    for (const node of nodes) all.push(await readStored(node, [...keys.keys()]));
    const copied = chance.among(nodes);
    copies.set(copied, { node: copied, ...(await copyOf(network, copied)) });
    checkChains(all, keys, find);
    checkEvents(all, ledger, find);
    checkCases(all, find);
    figures.backups = backups.length;
    figures.attachments = await checkAttachments(network, all, find);
    figures.evidence += evidence;
    figures.cases = ledger.cases.size;
    figures.commands = ledger.commands;
    figures.events = all.reduce(
      (sum, here) => sum + here.events.filter(({ author }) => author === here.party).length,
      0,
    );
    figures.pages = all.reduce((sum, here) => sum + (here.pages.get(here.party)?.length ?? 0), 0);
  };

  /** Once in a round, as soon as it can be told from its node, a clone is there for some seconds. */
  const cloneOne = async (until: number): Promise<void> => {
    const own = chance.apart();
    const copy = own.among([...copies.values()]);
    if (!copy || (options.only && !options.only.includes("clone"))) return;
    while (performance.now() < until) {
      await wait(own.between(500, 3_000));
      const isDone = await runClone(network, copy.node, copy, own.between(1_000, 6_000), find).catch(
        () => false,
      );
      if (!isDone) continue;
      figures.clones += 1;
      return;
    }
  };

  /** Once in a round a running node is backed up, tried again as long as it is away. */
  const backUpOne = async (until: number): Promise<void> => {
    const own = chance.apart();
    const node = own.among(nodes);
    if (options.only && !options.only.includes("restore")) return;
    for (let wasTaken = false; !wasTaken && performance.now() < until;) {
      await wait(own.between(500, 3_000));
      const backup = await takeBackup(network, node, find);
      if (backup) backups.push(backup);
      wasTaken = backup !== undefined;
    }
  };

  /** A node is lost, and a copy or a backup takes its place. */
  const restoreOne = async (own: Chance): Promise<void> => {
    const copy = own.among([...copies.values()]);
    if (backups.length === 0) {
      const taken = await takeBackup(network, own.among(nodes), find);
      if (taken) backups.push(taken);
      else find("a quiet node cannot be backed up");
    }
    const backup = own.among(backups);
    if (backup && (!copy || own.happens(0.5))) {
      await restoreBackup(network, backup, own, find);
      // Its rows may be on another kind of database now.
      copies.delete(backup.node);
      figures.restores.backup += 1;
    } else if (copy) {
      await restoreCopy(network, copy.node, copy, find);
      figures.restores.copy += 1;
    }
  };

  try {
    let isGood = await startAll();
    for (let round = 1; isGood && round <= options.rounds; round++) {
      people.work();
      const end = performance.now() + options.roundSeconds * 1000;
      const besides = Promise.all([cloneOne(end), backUpOne(end)]);
      await runFaults(network, chance, end, {
        figures,
        full,
        ...options,
      });
      await people.rest();
      await besides;
      // A node that has failed to reach another waits up to a minute; started anew it asks at once.
      const isAnew = round === 1 || chance.happens(0.5);
      if (isAnew) await stopAll();
      isGood = (!isAnew || (await startAll())) && (await settle(network, settleSeconds, find));
      const isRestored = options.only ? options.only.includes("restore") : chance.happens(0.6);
      if (isGood && isRestored) {
        await restoreOne(chance.apart());
        isGood = await settle(network, settleSeconds, find);
      }
      if (isGood) await compare();
      figures.rounds = round;
      for (const { wire } of nodes)
        for (const [fate, count] of wire.counts) figures.wire[fate] = (figures.wire[fate] ?? 0) + count;
      for (const { wire } of nodes) wire.counts.clear();
      say(`round ${round}: ${JSON.stringify({ ...figures, refusals: Object.fromEntries(ledger.refusals) })}`);
      if (options.isOver?.()) break;
      isGood &&= kept.length === 0 && (round === options.rounds || (await startAll()));
    }
  } finally {
    await people.rest();
    await Promise.all(nodes.map(({ process }) => process.kill()));
    if (kept.length > 0) {
      const copy = join(tmpdir(), `tongwulang-faults-seed-${seed}`);
      await cp(network.folder, copy, { recursive: true });
      say(`what the nodes left is kept in ${copy}`);
    }
    await network.remove();
  }
  return { figures, findings: kept };
};
