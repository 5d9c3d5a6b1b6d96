import { createContext, useContext } from "react";
import type { Bilingual } from "#base/bilingual.ts";
import type { Party } from "#base/party.ts";
import { useSaid } from "../language.tsx";

/** The parties of the founding agreement in its order: everywhere the same order and the same colours. */
export type NamedParty = { party: Party; name: Bilingual };

export const PartiesContext = createContext<readonly NamedParty[]>([]);

export const useParties = () => useContext(PartiesContext);

export const usePartyName = (): ((party: Party) => string) => {
  const parties = useParties();
  const said = useSaid();
  return (party) => {
    const found = parties.find((one) => one.party === party);
    return found ? said(found.name) : party;
  };
};

export const PartyName = ({ party }: { party: Party }) => {
  const parties = useParties();
  const at = parties.findIndex((one) => one.party === party);
  return <span className={`party p${(at < 0 ? 3 : at % 4) + 1}`}>{usePartyName()(party)}</span>;
};

/** Several parties in their fixed order, with the separator of the language. */
export const PartyNames = ({ parties: wanted }: { parties: readonly Party[] }) => {
  const ordered = useParties().filter((one) => wanted.includes(one.party));
  const said = useSaid();
  const between = (at: number) => said({ zh: "、", en: at === ordered.length - 1 ? " and " : ", " });
  return ordered.map((one, at) => (
    <span key={one.party}>
      {at > 0 && between(at)}
      <PartyName party={one.party} />
    </span>
  ));
};
