import { canonical, parseCanonical } from "#base/canonical.ts";
import { refuse, type Refusal } from "#base/outcome.ts";
import { sha256Hex } from "#base/hash.ts";
import { Event, type Digest, type Recorded } from "#protocol/event.ts";
import type { Party } from "#base/party.ts";
import type { Kinds, KnownKind } from "./capability.ts";

type Held =
  | { state: "waiting"; code: string; detail: Record<string, unknown> }
  | { state: "refused"; refusal: Refusal };

const refused = (code: string, detail?: Record<string, unknown>, at?: string): Held => ({
  state: "refused",
  refusal: refuse(code, detail, at).refusal,
});

/** The first thing zod found wrong, as a place in the event and a word. Values stay out: they may be personal. */
const firstIssue = (error: { issues: readonly { path: readonly PropertyKey[]; code?: string }[] }) =>
  [error.issues[0]?.path.map(String).join(".") ?? "", error.issues[0]?.code ?? "invalid"] as const;

/** Whether software here knows this kind of event and its content fits; newer kinds wait for newer software. */
export const checkShape = (kinds: Kinds, { event, author }: Recorded): KnownKind | Held => {
  const { audience } = event;
  if (audience !== "public") {
    const sorted = audience.every((party, i) => i === 0 || audience[i - 1]! < party);
    if (!sorted || !audience.includes(author))
      return refused("BAD_AUDIENCE", { audience: audience.join(",") }, "audience");
  }
  const known = kinds.get(`${event.type}/${event.version}`);
  if (!known)
    return { state: "waiting", code: "UNKNOWN_TYPE", detail: { type: event.type, version: event.version } };
  const linkedBy = known.kind.by === "holder" ? event.about : event.previous;
  if (linkedBy !== undefined || (known.kind.by === "anyone" && event.about === undefined))
    return refused("BAD_LINK", { type: event.type });
  const data = known.kind.data.safeParse(event.data);
  if (data.success) return known;
  const [path, issue] = firstIssue(data.error);
  return refused("BAD_DATA", { type: event.type, issue }, `data.${path}`);
};

const writtenNul = /(?<!\\)(?:\\\\)*\\u0000/;

/** Whether a string in it contains U+0000, which no database keeps as text. */
export const hasNul = (body: string): boolean =>
  body.includes("\0") || (body.includes("\\u0000") && writtenNul.test(body));

/** What a body says, if it is an event at all. */
export const readBody = (body: string, author: Party): { digest: Digest; recorded?: Recorded } => {
  const digest = sha256Hex(body);
  const value = hasNul(body) ? undefined : parseCanonical(body);
  if (value === undefined || !Event.safeParse(value).success) return { digest };
  // As it came, not as the schema hands it back: what this version does not know, at any depth, is kept.
  return { digest, recorded: { event: value as Event, digest, author } };
};

export const bodyOf = (event: Event): string => canonical(event);
