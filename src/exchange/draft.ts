import type { Audience, Attachment, ClauseRef, Digest } from "#protocol/event.ts";

/** An event as a rule decides it; `append` adds id, time, `previous` and the digest. */
export type Draft = {
  type: string;
  subject: string;
  data: Record<string, unknown>;
  audience: Audience;
  actor: { role: string; department: string };
  clause?: ClauseRef;
  /** Set for a word about a subject that another party holds; the holder's own events get `previous` instead. */
  about?: Digest;
  attachments?: Attachment[];
};
