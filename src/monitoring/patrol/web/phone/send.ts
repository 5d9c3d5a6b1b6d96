import { client } from "#base/client.ts";
import type { Problem } from "#base/outcome.ts";
import { monitoringContract } from "#monitoring/contract.ts";
import { chosenLanguage } from "#web/language.tsx";
import { bringPhoto } from "../bring-photo.ts";
import { afterReply, nextToSend, type Entry, type Rest } from "./outbox.ts";
import { clearUp, findPhoto, readEntries, saveEntry } from "./shelf.ts";

/** Asked without the dialog that other pages open: on the way, a session that ended is said in a line. */
const asking = client(monitoringContract, { language: chosenLanguage });

/** Some browsers lose the content of what they keep: the record is then refused, or it would be tried for ever. */
const lost: Problem = {
  type: "urn:tongwulang:refusal:PHOTO_LOST",
  code: "PHOTO_LOST",
  status: 422,
  title: "照片已不在手机上 / A photo is no longer on this phone",
  zh: "这条记录的照片已不在手机上，无法发送",
  en: "A photo of this record is no longer on this phone, so it cannot be sent",
};

const bringKept = async (digest: string): Promise<Problem | undefined> => {
  const photo = await findPhoto(digest);
  const bytes = await photo?.arrayBuffer().catch(() => undefined);
  return photo && bytes ? bringPhoto(digest, new Blob([bytes], { type: photo.type })) : lost;
};

/** Photos go first, and only those that the node does not have. */
const bringPhotos = async (digests: readonly string[]): Promise<Problem | undefined> => {
  if (digests.length === 0) return undefined;
  const reply = await asking.absentPhotos({ body: { digests: [...digests] } });
  if (!reply.ok) return reply.problem;
  for (const digest of reply.value.absent) {
    const problem = await bringKept(digest);
    if (problem) return problem;
  }
  return undefined;
};

const sendOne = async ({ id, record, personId }: Entry) => {
  const problem = await bringPhotos(record.kind === "finding" ? record.photos : []);
  if (problem) return { ok: false as const, problem };
  return asking.recordFromPhone({ params: { id }, body: { record, sentAtMs: Date.now(), personId } });
};

const sendAll = async (personId: string): Promise<Rest | undefined> => {
  for (;;) {
    const entry = nextToSend(await readEntries(), personId);
    if (!entry) break;
    const { entry: after, rest } = afterReply(entry, await sendOne(entry));
    await saveEntry(after);
    if (rest) return rest;
  }
  await clearUp(Date.now());
  return undefined;
};

/**
 * Sends what waits, oldest first; one tab does it at a time. An answer that was lost on its way costs nothing: the same
 * record sent again is the same record.
 */
export const sendWaiting = (personId: string): Promise<Rest | undefined> =>
  "locks" in navigator
    ? navigator.locks.request("tongwulang.patrol.send", () => sendAll(personId))
    : sendAll(personId);
