import type { Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Clock } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import { recordAudit } from "./audit-store.ts";
import type { Gate, NodeContext, PeerRequest } from "./mount.ts";
import { operatorAs, operatorRoleHeader } from "./operator.ts";
import { endSession, findCaller } from "./people-store.ts";
import { rateLimit } from "./rate-limit.ts";
import { libraryHeaders } from "./sign-in-handlers.ts";
import { sessionEnd } from "./session-end.ts";
import type { SessionMemory } from "./session-memory.ts";
import type { SignInLibrary } from "./sign-in.ts";

export type AccessDeps = {
  db: Db;
  library: SignInLibrary;
  clock: Clock;
  verifyPeer: (request: PeerRequest) => Promise<Outcome<Party>>;
  anonymousPerMinute: number;
  sessions: SessionMemory;
  isOperator: (authorization: string | null) => boolean;
  onFault: (error: unknown) => void;
};

/** Who is at the door: a person by their session, a peer by its signature, anybody else counted. */
export const accessGate = (deps: AccessDeps): Gate => ({
  findCaller: async (context: NodeContext) => {
    if (deps.isOperator(context.headers.get("authorization")))
      return operatorAs(context.headers.get(operatorRoleHeader));
    const { db, library, sessions } = deps;
    const cookie = context.headers.get("cookie");
    if (cookie === null) return undefined;
    const known = sessions.find(cookie);
    if (known) return known;
    const ended = sessions.generation();
    const { response, headers } = await library.api.getSession({
      headers: libraryHeaders(context),
      returnHeaders: true,
    });
    if (!response) return undefined;
    const { session } = response;
    // By the machine's clock, with which the library dates sessions.
    if (sessionEnd(session).getTime() <= Date.now()) {
      await endSession(db, session.token);
      return undefined;
    }
    for (const renewed of headers.getSetCookie()) context.setHeader("set-cookie", renewed);
    const caller = await findCaller(db, response.user.id);
    if (caller) sessions.keep(cookie, caller, ended);
    return caller;
  },
  verifyPeer: deps.verifyPeer,
  countAnonymous: rateLimit(deps.anonymousPerMinute),
  noteRefusal: ({ code }, route, { caller, requestId }) => {
    // Counting and signing in have their own lines; what is worth an auditor's eye is a person at a closed door.
    if (!caller || code === "TOO_MANY") return;
    const subject = `${route.method} ${route.path}`;
    recordAudit(deps.db, {
      at: deps.clock(),
      action: "refusal",
      outcome: code,
      caller,
      subject,
      requestId,
    }).catch(deps.onFault);
  },
});
