import type { PhoneRecord } from "../../record.ts";
import { newId } from "../new-id.ts";
import { addEntry } from "./shelf.ts";

export type Who = { id: string; displayName: string };

/** Writes a record down on the phone; sending it is another matter. Answers its id. */
export const writeDown = async (
  who: Who,
  recordAt: (nowMs: number) => PhoneRecord,
  options: { endsDraft?: boolean } = {},
): Promise<string> => {
  const id = newId();
  const madeAtMs = Date.now();
  await addEntry(
    {
      id,
      record: recordAt(madeAtMs),
      personId: who.id,
      personName: who.displayName,
      madeAtMs,
      state: "waiting",
      tries: 0,
    },
    options,
  );
  return id;
};
