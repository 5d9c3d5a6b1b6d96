import type { Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Clock } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import { recordAudit } from "./audit-store.ts";
import type { Gate, NodeContext, PeerRequest } from "./mount.ts";
import { findCaller } from "./people-store.ts";
import { rateLimit } from "./rate-limit.ts";
import { libraryHeaders } from "./sign-in-handlers.ts";
import type { SignInLibrary } from "./sign-in.ts";

export type AccessDeps = {
  db: Db;
  library: SignInLibrary;
  clock: Clock;
  verifyPeer: (request: PeerRequest) => Promise<Outcome<Party>>;
  anonymousPerMinute: number;
  onFault: (error: unknown) => void;
};

/** Who is at the door: a person by their session, a peer by its signature, anybody else counted. */
export const accessGate = ({
  db,
  library,
  clock,
  verifyPeer,
  anonymousPerMinute,
  onFault,
}: AccessDeps): Gate => ({
  findCaller: async (context: NodeContext) => {
    if (!context.headers.has("cookie")) return undefined;
    const { response, headers } = await library.api.getSession({
      headers: libraryHeaders(context),
      returnHeaders: true,
    });
    if (!response) return undefined;
    for (const cookie of headers.getSetCookie()) context.setHeader("set-cookie", cookie);
    return findCaller(db, response.user.id);
  },
  verifyPeer,
  countAnonymous: rateLimit(anonymousPerMinute),
  noteRefusal: ({ code }, route, { caller, requestId }) => {
    // Counting and signing in have their own lines; what is worth an auditor's eye is a person at a closed door.
    if (!caller || code === "TOO_MANY") return;
    const subject = `${route.method} ${route.path}`;
    recordAudit(db, { at: clock(), action: "refusal", outcome: code, caller, subject, requestId }).catch(
      onFault,
    );
  },
});
