import type { PhoneRecord } from "../../record.ts";
import { newId } from "../new-id.ts";
import { addEntry } from "./shelf.ts";

export type Who = { id: string; displayName: string };

/** Writes a record down on the phone; sending it is another matter. */
export const writeDown = async (
  who: Who,
  recordAt: (nowMs: number) => PhoneRecord,
  options: { endsDraft?: boolean } = {},
): Promise<void> => {
  const madeAtMs = Date.now();
  await addEntry(
    {
      id: newId(),
      record: recordAt(madeAtMs),
      personId: who.id,
      personName: who.displayName,
      madeAtMs,
      state: "waiting",
      tries: 0,
    },
    options,
  );
};
