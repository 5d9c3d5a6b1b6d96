import { z } from "zod";
import { Party } from "#base/party.ts";
import { erasureRegisterName } from "#exchange/erasure-register.ts";
import { Digest } from "#protocol/event.ts";
import { Head } from "#protocol/page.ts";

export const backupFormat = "tongwulang-backup/1";

/** Whose rows these are and as of when. The first line of a dump, and the head of a backup's manifest. */
export const About = z.object({
  format: z.literal(backupFormat),
  /** Of the software that took it. */
  version: z.string(),
  party: Party,
  founding: Digest,
  /** The node's key and a mark of its secret: neither is in a backup unless it was asked for. */
  key: z.string(),
  secret: z.string(),
  takenAt: z.iso.datetime({ precision: 3 }),
  migrations: z.array(z.object({ name: z.string(), digest: Digest })),
  heads: z.record(z.string(), Head),
});
export type About = z.infer<typeof About>;

/** Rows of a table and the SHA-256 of their lines: equal wherever the same rows are, whatever the database. */
export const TableSum = z.object({ rows: z.int().min(0), sha256: Digest });
export type TableSum = z.infer<typeof TableSum>;

const FileSum = z.object({ bytes: z.int().min(0), sha256: Digest });
export type FileSum = z.infer<typeof FileSum>;

/** What a backup is, and everything that is in it. Written last: a folder without it is no backup. */
export const Manifest = About.extend({
  tables: z.record(z.string(), TableSum),
  /** `absent`: named by an event, and not here when the backup was taken either. */
  attachments: z.object({ count: z.int().min(0), bytes: z.int().min(0), absent: z.int().min(0) }),
  files: z.record(z.string(), FileSum),
});
export type Manifest = z.infer<typeof Manifest>;

export const names = {
  dump: "database.jsonl.gz",
  attachmentList: "attachments.jsonl",
  attachments: "attachments",
  keys: "keys",
  /** What was erased, for a database that does not know it any more. */
  register: erasureRegisterName,
};

export const attachmentPath = (digest: string): string =>
  `${names.attachments}/${digest.slice(0, 2)}/${digest.slice(2)}`;

/** An encrypted backup is known by the name of its manifest, before anything is read. */
export const manifestName = (isEncrypted: boolean): string =>
  isEncrypted ? "manifest.json.encrypted" : "manifest.json";
