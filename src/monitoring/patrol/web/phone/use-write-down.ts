import { useState } from "react";
import type { PhoneRecord } from "../../record.ts";
import { writeDown, type Who } from "./write-down.ts";

/** Writes records down for a view that has nothing else to keep; `isNotKept` until the phone has room for the next. */
export const useWriteDown = (who: Who) => {
  const [isNotKept, setNotKept] = useState(false);
  const write = async (recordAt: (nowMs: number) => PhoneRecord): Promise<boolean> => {
    const isKept = await writeDown(who, recordAt).then(
      () => true,
      () => false,
    );
    setNotKept(!isKept);
    return isKept;
  };
  return { write, isNotKept };
};
