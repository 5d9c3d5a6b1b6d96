import { useQuery } from "@tanstack/react-query";
import type { serviceRoot } from "../service-root.ts";
import type { Doors } from "./how-to-supply.ts";

const address = "/api/sensorthings";

/** What the service says of itself: whether it is offered over MQTT, and where. */
const read = async (): Promise<Doors> => {
  const response = await fetch(`${address}/v1.1/`);
  const { serverSettings } = (await response.json()) as ReturnType<typeof serviceRoot>;
  const mqtt = Object.entries(serverSettings).find(([name]) => name.endsWith("/observations-creation"))?.[1];
  const endpoints = mqtt && "endpoints" in mqtt ? (mqtt.endpoints as readonly string[]) : [];
  return { http: location.origin + address, mqtt: endpoints[0] };
};

export const useDoors = () =>
  useQuery({ queryKey: ["sensor-things-doors"], queryFn: read, staleTime: Infinity });
