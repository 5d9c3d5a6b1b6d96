import { Readable } from "node:stream";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Caller } from "#base/role.ts";
import type { Instant } from "#base/time.ts";
import { sniff } from "#cases/sniff.ts";
import type { MonitoringDeps } from "../deps.ts";
import { clauseForNetwork } from "../in-force.ts";
import { records, stationsInForce } from "../observations/stations.ts";
import { profileKind, profileSubject, type Levels, type Profile } from "./events.ts";
import { readLevels } from "./read-levels.ts";
import { findSame, type KeptProfile } from "./store.ts";

/** What is said beside the file. */
export type HandedIn = Pick<Profile, "station" | "quantity" | "unit" | "sample"> & { at: Instant };

/** Who hands it in, and when; the node itself where nobody is named. */
export type From = { caller?: Pick<Caller, "role" | "department">; now: Instant };

/** What a file is, by its bytes: an image, or a table of heights. */
const readFile = async (
  bytes: Buffer,
): Promise<Outcome<{ mediaType: string; kind: Profile["kind"]; levels?: Levels }>> => {
  if (bytes.length === 0) return refuse("FILE_EMPTY");
  const found = await sniff(bytes);
  if (found.kind === "taken" && found.mediaType.startsWith("image/"))
    return done({ mediaType: found.mediaType, kind: "image" });
  if (found.kind !== "other" || found.name !== "text")
    return refuse("PROFILE_FILE", { kind: found.kind === "other" ? found.name : found.kind });
  const levels = readLevels(bytes.toString("utf8"));
  return levels.ok ? done({ mediaType: "text/csv", kind: "profile", levels: levels.value }) : levels;
};

/** The one way in for profiles and images of this party's lidars; a file that was recorded before changes nothing. */
export const recordProfile = async (
  deps: MonitoringDeps,
  { station, at, quantity, unit, sample }: HandedIn,
  bytes: Buffer,
  { caller, now }: From,
): Promise<Outcome<KeptProfile>> => {
  const standings = await deps.agreements.read(deps.db);
  const facts = stationsInForce(standings, now).get(station);
  if (!facts) return refuse("STATION_UNKNOWN", { station });
  if (!records(facts, deps.here)) return refuse("STATION_OF_OTHERS", { station });
  const { network } = facts;
  const granted = clauseForNetwork(standings, { network, party: deps.here, power: "observe", at: now });
  const file = await readFile(bytes);
  if (!file.ok) return file;
  const { mediaType, kind, levels } = file.value;
  const stored = await deps.attachments.put(Readable.from([bytes]));
  if (!stored.ok) return stored;
  const { role, department } = caller ?? { role: "node", department: deps.here };
  const data: Profile = {
    network, station, atMs: Date.parse(at), kind, quantity,
    ...(unit !== undefined && { unit }),
    ...(levels && { levels }),
    ...(sample && { sample }),
  }; // prettier-ignore
  const attachment = { ...stored.value, mediaType };
  const recorded = await deps.exchange.commit(async (tx): Promise<Outcome<KeptProfile>> => {
    // An instrument that was not answered sends again; the file tells that it is the same.
    const same = { station, atMs: data.atMs, quantity, digest: attachment.digest };
    const before = await findSame(tx, same);
    if (before) return done(before);
    const appended = await deps.exchange.append(tx, [
      {
        type: profileKind.type,
        subject: profileSubject(deps.here, station),
        data,
        audience: granted?.publishes ? "public" : [...(granted?.parties ?? [deps.here])],
        actor: { role, department },
        ...(granted && { clause: granted.clause }),
        attachments: [attachment],
      },
    ]);
    if (!appended.ok) return appended;
    return done({ ...data, event: appended.value[0]!.digest, party: deps.here, file: attachment });
  });
  if (recorded.ok) return recorded;
  const named = await deps.attachments.named(deps.db, [attachment.digest]);
  if (!named.has(attachment.digest)) await deps.attachments.remove(attachment.digest, now);
  return recorded;
};
