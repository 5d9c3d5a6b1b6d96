/** Where a node takes measurements: over HTTP, and over MQTT where it has a port for it. */
export type Doors = { http: string; mqtt?: string | undefined };

const moment = "2026-11-22T08:00:00+08:00";

/** Lines for a terminal that hand in one value of a stream, as `docs/sensorthings.md` has them. */
export const howToSupply = (
  { http, mqtt }: Doors,
  { name, token, stream }: { name: string; token: string; stream?: { station: string; property: string } },
): { http: string; mqtt?: string } => {
  const head = `curl -H "authorization: Bearer ${token}" -H 'content-type: application/json'`;
  if (!stream)
    return { http: `${head} -d '{"name": "pump-1", "description": "pump 1"}' "${http}/v1.1/Things"` };
  const topic = `v1.1/Datastreams('${stream.station}.${stream.property}')/Observations`;
  const door = mqtt === undefined ? undefined : new URL(mqtt);
  return {
    http: `${head} -d '{"result": 7.8, "phenomenonTime": "${moment}"}' "${http}/${topic}"`,
    ...(door && {
      mqtt: `mosquitto_pub -h ${door.hostname} -p ${door.port || "1883"} -u ${name} -P '${token}' -q 1 -t "${topic}" -m '{"result": 7.8, "phenomenonTime": "${moment}"}'`,
    }),
  };
};
