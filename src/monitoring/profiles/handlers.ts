import { buffer } from "node:stream/consumers";
import { callerOf, type Handlers } from "#base/handler.ts";
import { done, refuse } from "#base/outcome.ts";
import type { MonitoringDeps } from "../deps.ts";
import type { profileContract, ProfileView } from "./contract.ts";
import { recordProfile } from "./record-profile.ts";
import { findProfile, readProfiles, type KeptProfile } from "./store.ts";

const mostProfiles = 500;

const view = ({ event, station, party, atMs, kind, quantity, unit, levels, sample, file }: KeptProfile): ProfileView => ({
  event, station, party, at: new Date(atMs).toISOString(), kind, quantity, file,
  ...(unit !== undefined && { unit }),
  ...(levels && { levels }),
  ...(sample && { sample }),
}); // prettier-ignore

export const profileHandlers = (deps: MonitoringDeps): Handlers<typeof profileContract> => ({
  recordProfile: async ({ query, body }, context) => {
    const from = { caller: callerOf(context), now: context.now };
    const recorded = await recordProfile(deps, query, await buffer(body), from);
    return recorded.ok ? done(view(recorded.value)) : recorded;
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
