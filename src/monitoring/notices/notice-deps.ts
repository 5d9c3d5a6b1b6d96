import type { Db, Tx } from "#base/tx.ts";
import type { NoticeRole } from "./topic.ts";

/** What notices need of the node: how it sends, to whom, and its secret for what is personal. */
export type NoticeDeps = {
  /** `smtp://` or `smtps://` with user and password, and who it is from; no mail without it. */
  mail?: { url: string; from: string };
  /** Push services that the operator approved beside the known ones: `host` or `host:port`. */
  pushHosts: readonly string[];
  /** Where people reach this node. */
  url: string;
  seal: (owner: string, text: string) => Buffer;
  open: (owner: string, sealed: Uint8Array) => string;
  /** Who may be told, by role; people who are locked out are not among them. */
  people: (tx: Tx | Db) => Promise<readonly { id: string; role: NoticeRole }[]>;
  fetch: typeof fetch;
};
