import { useQuery } from "@tanstack/react-query";
import { answerOf } from "#web/api.ts";
import { useSaid } from "#web/language.tsx";
import { useNode } from "#web/session.ts";
import type { Network, Station } from "../network.ts";
import { monitoring } from "./monitoring-client.ts";

/** The networks in force: signed, so they change rarely. */
export const useNetworks = () =>
  useQuery({
    queryKey: ["monitoring-networks"],
    queryFn: () => answerOf(monitoring.monitoringNetworks({})),
    staleTime: 300_000,
  });

/** The stations that this node records. */
export const useOwnStations = (): readonly Station[] => {
  const here = useNode();
  const { data } = useNetworks();
  return (data?.networks ?? [])
    .flatMap(({ stations }) => stations)
    .filter(({ party }) => party !== undefined && party === here?.party);
};

export type Networks = NonNullable<ReturnType<typeof useNetworks>["data"]>;

/** Every station as it is now; asked again when something changed, and by the clock, for silence makes no event. */
export const useSituation = () =>
  useQuery({
    queryKey: ["monitoring", "situation"],
    queryFn: () => answerOf(monitoring.situation({})),
    refetchInterval: 30_000,
  });

export const stationIn = (
  networks: readonly Network[],
  id: string,
): { network: Network; station: Station } | undefined => {
  for (const network of networks) {
    const station = network.stations.find((one) => one.id === id);
    if (station) return { network, station };
  }
  return undefined;
};

/** A station's name for people; its id where no network in force has it. */
export const useStationName = (networks: readonly Network[]): ((id: string) => string) => {
  const said = useSaid();
  return (id) => {
    const found = stationIn(networks, id);
    return found ? said(found.station.name) : id;
  };
};

/** Name, unit and decimals of a property for people. */
export const usePropertyName = (properties: Networks["properties"]): ((code: string) => string) => {
  const said = useSaid();
  return (code) => {
    const found = properties.find((one) => one.code === code);
    return found ? said(found) : code;
  };
};

/** A value as its instrument gives it, with its unit. */
export const showValue = (properties: Networks["properties"], code: string, value: number): string => {
  const found = properties.find((one) => one.code === code);
  return found
    ? `${value.toFixed(found.decimals)}${found.shownUnit && ` ${found.shownUnit}`}`
    : String(value);
};
