import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";
import { Levels } from "./events.ts";

const Instant = z.iso.datetime();

export const ProfileView = z.object({
  event: Digest,
  station: z.string(),
  party: Party,
  at: Instant,
  kind: z.enum(["profile", "image"]),
  quantity: z.string(),
  unit: z.string().optional(),
  levels: Levels.optional(),
  sample: z.boolean().optional(),
  file: z.object({ digest: Digest, size: z.int(), mediaType: z.string() }),
});
export type ProfileView = z.infer<typeof ProfileView>;

export const profileContract = contract({
  recordProfile: {
    method: "POST",
    path: "/api/monitoring/profiles",
    access: ["duty-officer"],
    refusals: [
      "FILE_EMPTY",
      "TOO_LARGE",
      "PROFILE_FILE",
      "PROFILE_LINE",
      "STATION_UNKNOWN",
      "STATION_OF_OTHERS",
      "TIME_AHEAD",
    ],
    summary: {
      zh: "登记一次雷达廓线（高度,值 的 CSV）或图像（JPEG、PNG）",
      en: "Records one profile (CSV of height,value) or image (JPEG, PNG) of a radar",
    },
    query: z.object({
      station: z.string().max(100),
      at: Instant,
      quantity: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
      unit: z.string().max(40).optional(),
      sample: z.stringbool().optional(),
    }),
    body: "bytes",
    output: ProfileView,
  },
  listProfiles: {
    method: "GET",
    path: "/api/monitoring/profiles",
    access: ["duty-officer", "supervisor"],
    refusals: [],
    summary: {
      zh: "一个站点一段时间内的廓线和图像",
      en: "Profiles and images of a station in a stretch of time",
    },
    query: z.object({ station: z.string().max(100), from: Instant, to: Instant }),
    output: z.object({
      profiles: z.array(ProfileView),
      /** There are more: ask from the time of the last. */
      hasMore: z.boolean(),
    }),
  },
  profileFile: {
    method: "GET",
    path: "/api/monitoring/profiles/:event/file",
    access: ["duty-officer", "supervisor"],
    refusals: ["FILE_NOT_FOUND"],
    summary: { zh: "廓线或图像的原始文件", en: "The file of a profile or image as it came" },
    params: z.object({ event: Digest }),
    output: "file",
  },
});
