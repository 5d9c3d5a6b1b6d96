import { z } from "zod";
import type { EventKind } from "#protocol/event.ts";
import { monitoringKind } from "../event-kind.ts";
import { allFlags } from "./flags.ts";

/** Phenomenon times that can be meant: from 1970 to the end of 2199, in ms. */
export const maxAtMs = 7_258_118_399_999;

const Name = z
  .string()
  .max(100)
  .regex(/^[\w.-]+$/);
const mostInColumn = 200_000;

/** (how many, what), …: the same follows the same nearly always. */
const Runs = z.array(z.tuple([z.int().min(1).max(mostInColumn), z.int().min(0)])).max(100_000);

const Column = z.looseObject({
  values: z.array(z.number().nullable()).min(1).max(mostInColumn),
  /** Left out where no value of the column has a flag. */
  flags: Runs.optional(),
});

/**
 * Values of one station that share their times: what a station reports at once is one block. `steps` are the runs of
 * distances between times, so a regular series is one pair.
 */
const Block = z
  .looseObject({
    station: Name,
    from: z.int().min(0).max(maxAtMs),
    steps: Runs,
    averagingMinutes: z.int().min(1).max(527_040).optional(),
    /** How it came here: `import sha256:…`, `sensorthings …`, `mqtt …`. */
    source: z.string().min(1).max(200),
    columns: z.record(Name, Column),
  })
  .refine(({ steps }) => steps.every(([, step]) => step > 0), { path: ["steps"] })
  .refine(({ from, steps }) => steps.reduce((at, [run, step]) => at + run * step, from) <= maxAtMs, {
    path: ["steps"],
  })
  .refine(({ steps, columns }) => {
    const count = steps.reduce((sum, [run]) => sum + run, 1);
    // Without a column nothing would bound the moments.
    const all = Object.values(columns);
    return (
      all.length > 0 &&
      all.every(
        ({ values, flags }) =>
          values.length === count &&
          (!flags || flags.reduce((sum, [run]) => sum + run, 0) === count) &&
          (flags ?? []).every(([, mask]) => mask <= allFlags),
      )
    );
  });

/** A batch of measurements of one network: columns, one leaf, so signing costs nothing per value. */
export const Observed = z.looseObject({
  network: Name,
  blocks: z.array(Block).min(1).max(100_000),
});
export type Observed = z.infer<typeof Observed>;

export const observedKind: EventKind = monitoringKind("monitoring.observed", Observed, "observe");

/** Each party's readings of a network are a subject of their own, and it alone holds it. */
export const subjectOf = (party: string, network: string): string => `observations/${party}/${network}`;

/** Streams that clients made here for themselves: they stay on this node. */
export const localNetwork = "local";
export const isLocalStation = (station: string): boolean => station.startsWith(`${localNetwork}.`);
