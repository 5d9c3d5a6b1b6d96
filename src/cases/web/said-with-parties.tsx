import { Fragment } from "react";
import type { Bilingual } from "#base/bilingual.ts";
import { useSaid } from "#web/language.tsx";
import { PartyName, useParties } from "#web/ui/parties.tsx";
import { cutAtWords } from "./cut-at-words.ts";

/** A sentence of the server in which each party's name wears its colour. */
export const SaidWithParties = ({ words }: { words: Bilingual }) => {
  const said = useSaid();
  const parties = useParties();
  const names = new Map(parties.map((one) => [said(one.name), one.party]));
  return cutAtWords(said(words), [...names.keys()]).map((part, at) => {
    const party = names.get(part);
    return <Fragment key={at}>{party ? <PartyName party={party} /> : part}</Fragment>;
  });
};
