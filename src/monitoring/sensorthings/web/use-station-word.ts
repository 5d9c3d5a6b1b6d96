import { useSaid, useWords } from "#web/language.tsx";
import { localStations } from "../access.ts";
import type { Station } from "../../network.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** What a supplier is named for, in words; the code where no network in force has it any more. */
export const useStationWord = (own: readonly Station[]): ((id: string) => string) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (id) => {
    if (id === localStations) return say("localShort");
    const found = own.find((one) => one.id === id);
    return found ? said(found.name) : id;
  };
};
