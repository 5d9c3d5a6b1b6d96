import { z } from "zod";

const Degrees = (most: number) => z.number().min(-most).max(most);

/** A point on the ground, WGS 84. */
export const Place = z.object({ lon: Degrees(180), lat: Degrees(90) });
export type Place = z.infer<typeof Place>;

/** A place as it was found out: by the phone, with how far off that may be, or as that of a point of the route. */
export const FoundPlace = Place.extend({
  by: z.enum(["device", "point"]),
  accuracyM: z.number().min(0).max(1_000_000).optional(),
});
export type FoundPlace = z.infer<typeof FoundPlace>;
