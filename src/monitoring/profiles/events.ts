import { z } from "zod";
import type { EventKind } from "#protocol/event.ts";
import { monitoringKind } from "../event-kind.ts";
import { maxAtMs } from "../observations/events.ts";

/** Heights above the station, and a value at each; null where the instrument saw nothing. */
export const Levels = z
  .object({
    heightsM: z.array(z.number().min(-500).max(60_000)).min(1).max(5_000),
    values: z.array(z.number().nullable()).max(5_000),
  })
  .refine(({ heightsM, values }) => heightsM.length === values.length, { path: ["values"] })
  .refine(({ heightsM }) => heightsM.every((height, i) => i === 0 || heightsM[i - 1]! < height), {
    path: ["heightsM"],
  });
export type Levels = z.infer<typeof Levels>;

/**
 * What a radar or a camera saw at one moment: values over height, or an image. The file as it came is the event's only
 * attachment; what it says is in `levels`, where it says numbers.
 */
export const Profile = z.looseObject({
  network: z.string().min(1).max(100),
  station: z.string().min(1).max(100),
  atMs: z.int().min(0).max(maxAtMs),
  kind: z.enum(["profile", "image"]),
  /** Code of what was seen, such as `aerosol-extinction` or `rain-echo`. */
  quantity: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
  /** UCUM; absent for images. */
  unit: z.string().max(40).optional(),
  levels: Levels.optional(),
  sample: z.boolean().optional(),
});
export type Profile = z.infer<typeof Profile>;

export const profileKind: EventKind = monitoringKind("monitoring.profile", Profile, "observe");

export const profileSubject = (party: string, station: string): string => `profiles/${party}/${station}`;
