import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Bilingual } from "#base/bilingual.ts";
import { keep } from "#web/keep.ts";
import type { FindingKinds, PatrolRoute } from "../../route.ts";
import { newId } from "../new-id.ts";
import { outdated, photosToKeep, type Entry } from "./outbox.ts";

/** What the phone took along while it had a network. */
export type Book = {
  routes: PatrolRoute[];
  kinds?: FindingKinds | undefined;
  parties: { party: string; name: Bilingual }[];
  /** To whom a finding may be given. */
  agreed: string[];
  here: string;
  person: { id: string; displayName: string };
  isSample: boolean;
  gotAtMs: number;
};

/** A finding that is being written: kept with every change, as phones end pages that open the camera. */
export type FindingDraft = {
  patrol: string;
  findingKind?: string;
  point: string;
  place: "device" | "point";
  device?: { lon: number; lat: number; accuracyM: number };
  note: string;
  photos: string[];
  responsible: string;
  rectifyBy: string;
};

interface Schema extends DBSchema {
  records: { key: string; value: Entry };
  photos: { key: string; value: Blob };
  kept: { key: "book" | "draft"; value: Book | FindingDraft };
}

const name = "tongwulang-patrol";
let opening: Promise<IDBPDatabase<Schema>> | undefined;

const database = (): Promise<IDBPDatabase<Schema>> => {
  opening ??= openDB<Schema>(name, 1, {
    upgrade: (db) => {
      db.createObjectStore("records", { keyPath: "id" });
      db.createObjectStore("photos");
      db.createObjectStore("kept");
    },
    terminated: () => (opening = undefined),
  });
  opening.catch(() => (opening = undefined));
  return opening;
};

const listeners = new Set<() => void>();
const changed = () => {
  for (const listener of listeners) listener();
};
// Other tabs of this browser hear of it by what is remembered small.
const signal = "patrol.changed";
addEventListener("storage", ({ key }) => key?.endsWith(signal) && changed());
const tell = () => {
  changed();
  keep(signal, newId());
};

/** Called whenever something on the shelf changed, in this tab or another. */
export const listenToShelf = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const readEntries = async (): Promise<Entry[]> => (await database()).getAll("records");

/** Adds a record, and ends the draft it came from, in one transaction: never both, never neither. */
export const addEntry = async (entry: Entry, options: { endsDraft?: boolean } = {}): Promise<void> => {
  const tx = (await database()).transaction(["records", "kept"], "readwrite", { durability: "strict" });
  await Promise.all([
    tx.objectStore("records").add(entry),
    ...(options.endsDraft ? [tx.objectStore("kept").delete("draft")] : []),
    tx.done,
  ]);
  tell();
};

/** Writes what became of a record, unless it is gone or was sent meanwhile by another tab. */
export const saveEntry = async (entry: Entry): Promise<void> => {
  const tx = (await database()).transaction("records", "readwrite", { durability: "strict" });
  const before = await tx.store.get(entry.id);
  if (before && before.state !== "sent") await tx.store.put(entry);
  await tx.done;
  tell();
};

/** Only what a person gives up by name is removed before it was sent. */
export const giveUpEntry = async (id: string): Promise<void> => {
  await (await database()).delete("records", id);
  tell();
};

export const readBook = async (): Promise<Book | undefined> =>
  (await (await database()).get("kept", "book")) as Book | undefined;
export const saveBook = async (book: Book): Promise<void> => {
  await (await database()).put("kept", book, "book");
  tell();
};

export const readDraft = async (): Promise<FindingDraft | undefined> =>
  (await (await database()).get("kept", "draft")) as FindingDraft | undefined;
export const saveDraft = async (draft: FindingDraft): Promise<void> => {
  await (await database()).put("kept", draft, "draft");
  tell();
};
export const endDraft = async (): Promise<void> => {
  await (await database()).delete("kept", "draft");
  tell();
};

/** A photo and the draft that names it, together: nobody clears it up in between. */
export const addPhoto = async (digest: string, photo: Blob, draft: FindingDraft): Promise<void> => {
  const tx = (await database()).transaction(["photos", "kept"], "readwrite", { durability: "strict" });
  await Promise.all([
    tx.objectStore("photos").put(photo, digest),
    tx.objectStore("kept").put(draft, "draft"),
    tx.done,
  ]);
  tell();
};
export const findPhoto = async (digest: string): Promise<Blob | undefined> =>
  (await database()).get("photos", digest);

/** Lets go of what was sent long ago, and of photos that nothing on the phone needs any more. */
export const clearUp = async (nowMs: number): Promise<void> => {
  const tx = (await database()).transaction(["records", "photos", "kept"], "readwrite");
  const records = tx.objectStore("records");
  const photos = tx.objectStore("photos");
  const entries = await records.getAll();
  const draft = (await tx.objectStore("kept").get("draft")) as FindingDraft | undefined;
  const needed = photosToKeep(entries, draft?.photos ?? []);
  const unneeded = (await photos.getAllKeys()).filter((digest) => !needed.has(digest));
  await Promise.all([
    ...outdated(entries, nowMs).map(({ id }) => records.delete(id)),
    ...unneeded.map((digest) => photos.delete(digest)),
    tx.done,
  ]);
  tell();
};
