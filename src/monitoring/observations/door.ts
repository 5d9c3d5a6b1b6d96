import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import { maxAheadMs } from "./apply.ts";
import { isLocalStation, localNetwork, maxAtMs } from "./events.ts";
import { givenFlags } from "./flags.ts";
import { partsOf, type Reading } from "./reading.ts";
import { records, type Stations } from "./stations.ts";

const localName = /^local\.[\w.-]{1,90}\/[\w.-]{1,100}$/;

/** Which network a reading belongs to, or why it cannot be taken. */
export const admit = (
  { stream, atMs, value, flags = 0, averagingMinutes = 0 }: Reading,
  { stations, here, nowMs }: { stations: Stations; here: Party; nowMs: number },
): { network: string } | { refusal: Refusal } => {
  const { station, property } = partsOf(stream);
  const no = (code: string, detail: Record<string, unknown>) => ({ refusal: { code, detail, at: stream } });
  if (value !== null && !Number.isFinite(value)) return no("VALUE_NOT_A_NUMBER", { stream });
  if ((flags & ~givenFlags) !== 0) return no("FLAGS_NOT_GIVEN", { stream, flags });
  const isMoment = Number.isSafeInteger(atMs) && atMs >= 0 && atMs <= maxAtMs;
  const isPeriod =
    Number.isSafeInteger(averagingMinutes) && averagingMinutes >= 0 && averagingMinutes <= 527_040;
  if (!isMoment || !isPeriod) return no("INVALID", { what: isMoment ? "averagingMinutes" : "atMs" });
  if (atMs > nowMs + maxAheadMs) return no("TIME_AHEAD", { station });
  if (isLocalStation(station))
    return localName.test(stream) ? { network: localNetwork } : no("STREAM_NAME", { stream });
  if (!station || !property) return no("STREAM_NAME", { stream });
  const facts = stations.get(station);
  if (!facts) return no("STATION_UNKNOWN", { station });
  if (!records(facts, here)) return no("STATION_OF_OTHERS", { station });
  if (!facts.measures.has(property)) return no("PROPERTY_UNKNOWN", { station, property });
  return { network: facts.network };
};
