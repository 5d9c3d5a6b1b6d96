import { z } from "zod";
import { Party } from "#base/party.ts";

export const KeyId = z.string().regex(/^[0-9a-f]{16}$/);
/** The name of a key: what headers and signed requests call it. */
export type KeyId = z.infer<typeof KeyId>;

/** That a key takes the place of another of the same party, as it is written; whether it holds is for `isProven` to say. */
export const SuccessionShape = z.looseObject({
  party: Party,
  from: KeyId,
  publicKey: z.object({ suite: z.string().max(50), key: z.string().max(200) }),
  proof: z.string().max(200),
});
