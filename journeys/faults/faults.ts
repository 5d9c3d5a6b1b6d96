import { setTimeout as wait } from "node:timers/promises";
import type { Chance } from "./chance.ts";
import type { BenchNetwork, BenchNode } from "./network.ts";
import { calm, type Weather } from "./wire.ts";

export type FaultKind = "kill" | "stop" | "hold" | "cut" | "storm" | "clock" | "disk";
/** What happens to a copy: it takes its node's place, or stands beside it. */
export type CopyFault = "restore" | "clone";

/** How often each happens beside the others. */
export const faultKinds: Record<FaultKind, number> = {
  kill: 6,
  stop: 1,
  hold: 1,
  cut: 2,
  storm: 4,
  clock: 2,
  disk: 2,
};

const storm = (chance: Chance): Weather => ({
  pass: 6,
  delay: chance.below(3),
  refuse: chance.below(3),
  lost: chance.below(3),
  cut: chance.below(3),
  truncate: chance.below(3),
  alter: chance.below(3),
  "alter-request": chance.below(2),
  twice: chance.below(3),
  stale: chance.below(2),
  shuffle: chance.below(3),
});

/** One fault from its beginning to its end; every node runs again after it. */
export const strike = async (
  kind: FaultKind,
  node: BenchNode,
  { nodes, clocks }: BenchNetwork,
  chance: Chance,
): Promise<void> => {
  const { process, wire, party, disk } = node;
  const peer = chance.among(nodes.filter((other) => other !== node)).party;
  switch (kind) {
    case "kill":
      await process.kill();
      await wait(chance.happens(0.3) ? chance.between(0, 2_000) : 0);
      if (chance.happens(0.15)) {
        void process.start(); // and killed again while it starts
        await wait(chance.between(0, 1_500));
        await process.kill();
      }
      await process.start();
      return;
    case "stop":
      await process.stop();
      await process.start();
      return;
    case "hold":
      process.hold(true);
      await wait(chance.between(200, 3_000));
      process.hold(false);
      return;
    case "cut": {
      const cut = chance.happens(0.5) ? [peer] : nodes.map((each) => each.party);
      for (const each of cut) wire.cut.add(each);
      wire.breakAll();
      await wait(chance.between(500, 4_000));
      for (const each of cut) wire.cut.delete(each);
      return;
    }
    case "storm":
      wire.weather.set(peer, storm(chance));
      await wait(chance.between(1_000, 6_000));
      wire.weather.set(peer, calm);
      return;
    case "clock":
      clocks.skew(party, (chance.happens(0.5) ? 1 : -1) * chance.between(1, 10) * 60_000);
      await wait(chance.between(1_000, 5_000));
      clocks.right(party);
      return;
    case "disk":
      disk?.fill();
      await wait(chance.between(500, 4_000));
      disk?.free();
      await wait(2_000);
      if (!process.isUp()) await process.start(); // it gave up, as it may
      return;
    default:
      throw new Error(`${party} is not struck by ${kind satisfies never}`);
  }
};
