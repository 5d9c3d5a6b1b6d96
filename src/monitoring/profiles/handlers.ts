import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { callerOf, type Handlers } from "#base/handler.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { sniff } from "#cases/sniff.ts";
import type { MonitoringDeps } from "../deps.ts";
import { clauseForNetwork } from "../in-force.ts";
import { records, stationsInForce } from "../observations/stations.ts";
import type { profileContract, ProfileView } from "./contract.ts";
import { profileKind, profileSubject, type Levels, type Profile } from "./events.ts";
import { readLevels } from "./read-levels.ts";
import { findProfile, findSame, readProfiles, type KeptProfile } from "./store.ts";

const mostProfiles = 500;

const view = ({ event, station, party, atMs, kind, quantity, unit, levels, sample, file }: KeptProfile): ProfileView => ({
  event, station, party, at: new Date(atMs).toISOString(), kind, quantity, file,
  ...(unit !== undefined && { unit }),
  ...(levels && { levels }),
  ...(sample && { sample }),
}); // prettier-ignore

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

export const profileHandlers = (deps: MonitoringDeps): Handlers<typeof profileContract> => ({
  recordProfile: async ({ query: { station, at, quantity, unit, sample }, body }, context) => {
    const standings = await deps.agreements.read(deps.db);
    const facts = stationsInForce(standings, context.now).get(station);
    if (!facts) return refuse("STATION_UNKNOWN", { station });
    if (!records(facts, deps.here)) return refuse("STATION_OF_OTHERS", { station });
    const { network } = facts;
    const granted = clauseForNetwork(standings, {
      network,
      party: deps.here,
      power: "observe",
      at: context.now,
    });
    const bytes = await buffer(body);
    const file = await readFile(bytes);
    if (!file.ok) return file;
    const { mediaType, kind, levels } = file.value;
    const stored = await deps.attachments.put(Readable.from([bytes]));
    if (!stored.ok) return stored;
    const { role, department } = callerOf(context);
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
    if (!recorded.ok) {
      const named = await deps.attachments.named(deps.db, [attachment.digest]);
      if (!named.has(attachment.digest)) await deps.attachments.remove(attachment.digest, context.now);
      return recorded;
    }
    return done(view(recorded.value));
  },

  listProfiles: async ({ query: { station, from, to } }) => {
    const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
    const profiles = await readProfiles(deps.db, { station, fromMs, toMs, most: mostProfiles + 1 });
    return done({
      profiles: profiles.slice(0, mostProfiles).map(view),
      hasMore: profiles.length > mostProfiles,
    });
  },

  profileFile: async ({ params }) => {
    const profile = await findProfile(deps.db, params.event);
    const found = profile && (await deps.attachments.open(profile.file.digest));
    if (!profile || !found) return refuse("FILE_NOT_FOUND");
    const { mediaType, digest } = profile.file;
    const name = `${profile.station}-${new Date(profile.atMs).toISOString().slice(0, 16)}-${digest.slice(0, 8)}`;
    const ending = mediaType === "text/csv" ? "csv" : mediaType.slice("image/".length);
    return done({
      mediaType, name: `${name}.${ending}`, inline: mediaType.startsWith("image/"), ...found,
    }); // prettier-ignore
  },
});
