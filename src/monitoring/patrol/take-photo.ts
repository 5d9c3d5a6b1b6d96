import { done, refuse, type Outcome } from "#base/outcome.ts";
import { sha256Hex } from "#base/hash.ts";
import type { Instant } from "#base/time.ts";
import type { Digest } from "#protocol/event.ts";
import type { MonitoringDeps } from "../deps.ts";
import { isJpeg, tellsMore } from "./photo.ts";
import { keepPhoto } from "./photo-store.ts";

const mostBytes = 8 * 1024 * 1024; // the phone makes them about 400 KB

/** Takes one photo into the store under its hash, if it is one and says nothing beside its picture. */
export const takePhoto = async (
  { db, attachments }: Pick<MonitoringDeps, "db" | "attachments">,
  expected: Digest,
  bytes: AsyncIterable<Uint8Array>,
  now: Instant,
): Promise<Outcome<{ digest: Digest; size: number }>> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > mostBytes) return refuse("TOO_LARGE", { limit: "8 MB" });
    chunks.push(chunk);
  }
  const photo = Buffer.concat(chunks);
  if (!isJpeg(photo)) return refuse("PHOTO_KIND");
  if (tellsMore(photo)) return refuse("PHOTO_TELLS_MORE");
  if (sha256Hex(photo) !== expected) return refuse("PHOTO_ALTERED");
  const stored = await attachments.put(
    (async function* () {
      yield photo;
    })(),
  );
  if (!stored.ok) return stored;
  await keepPhoto(db, stored.value, now);
  return done(stored.value);
};
