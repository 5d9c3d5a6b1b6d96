import { isAPIError } from "better-auth/api";
import { callerOf } from "#base/handler.ts";
import { done, refuse } from "#base/outcome.ts";
import { legalZone, type Instant } from "#base/time.ts";
import { lockAttempts, forgetAttempts, saveAttempts } from "./attempt-store.ts";
import { recordAudit } from "./audit-store.ts";
import type { SessionAnswer, SignedIn } from "./contract.ts";
import { afterFailure, lockedUntil } from "./lock-out.ts";
import type { NodeContext } from "./mount.ts";
import type { NodeDeps, NodeHandlers } from "./node-deps.ts";
import { hashPassword, isWeak } from "./password.ts";
import { endSession, findIdentity, findPerson, findPersonByUsername, setPassword } from "./people-store.ts";
import type { Person } from "./people-store.ts";
import { openText } from "./sealed-text.ts";
import { sessionEnd } from "./session-end.ts";

const signedInOf = ({
  lockedAt: _at,
  lockedReason: _reason,
  sessions: _sessions,
  ...person
}: Person): SignedIn => person;

/** The library's own headers (cookies) go to the browser; nothing else of its answer does. */
const passOn = (headers: Headers, context: NodeContext): void => {
  for (const cookie of headers.getSetCookie()) context.setHeader("set-cookie", cookie);
};

/** The caller's address as the library reads it: from this server, not from whatever a client claims. */
export const libraryHeaders = (context: Pick<NodeContext, "headers" | "address">): Headers => {
  const headers = new Headers(context.headers);
  headers.set("x-caller-address", context.address);
  return headers;
};

const clockTime = (instant: Instant): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO(legalZone)
    .toPlainTime()
    .toString({ smallestUnit: "minute" });

const lockedOut = (until: Instant) => refuse("LOCKED_OUT", { time: clockTime(until), until });

type SignInRoutes =
  | "signIn"
  | "signOut"
  | "signOutEverywhere"
  | "readSession"
  | "listSessions"
  | "changePassword";

export const signInHandlers = ({
  db,
  library,
  clock,
  secret,
  sessions,
}: NodeDeps): NodeHandlers<SignInRoutes> => {
  /** Counts the attempt before the password is looked at, so that many at once are not many chances. */
  const countAttempt = (username: string, now: Instant) =>
    db.transaction().execute(async (tx) => {
      const before = await lockAttempts(tx, username);
      const until = lockedUntil(before, now);
      if (until) return { until, after: before };
      const after = afterFailure(before, now);
      await saveAttempts(tx, username, after);
      return { until: undefined, after };
    });

  const check = async (username: string, password: string, context: NodeContext) => {
    try {
      const body = { username, password };
      return await library.api.signInUsername({
        body,
        headers: libraryHeaders(context),
        returnHeaders: true,
      });
    } catch (error) {
      if (isAPIError(error)) return undefined;
      throw error;
    }
  };

  /** What others know of a person: no part of it protects anything. */
  const knownOf = async (personId: string): Promise<string[]> => {
    const person = await findPerson(db, personId);
    const sealed = await findIdentity(db, personId);
    const number = sealed ? openText(secret, personId, sealed) : "";
    const birthday = /^\d{17}[\dX]$/i.test(number) ? [number.slice(6, 14), number.slice(-6)] : [];
    const names = (person?.displayName ?? "").split("·").filter(({ length }) => length > 1);
    return [...names, person?.staffNumber ?? "", number, ...birthday];
  };

  return {
    signIn: async ({ body: { username, password } }, context) => {
      const now = clock();
      const note = (outcome: string, person?: Person) =>
        recordAudit(db, {
          at: now,
          action: "sign-in",
          outcome,
          requestId: context.requestId,
          ...(person && {
            caller: { personId: person.id, role: person.role, department: person.department.code },
          }),
        });
      const attempt = await countAttempt(username, now);
      if (attempt.until) {
        await note("LOCKED_OUT");
        return lockedOut(attempt.until);
      }
      const found = await findPersonByUsername(db, username);
      const session = await check(username, password, context);
      if (!session || !found) {
        await note("SIGN_IN_FAILED", found);
        return attempt.after.lockedUntil ? lockedOut(attempt.after.lockedUntil) : refuse("SIGN_IN_FAILED");
      }
      await db.transaction().execute((tx) => forgetAttempts(tx, username));
      if (found.lockedAt) {
        await endSession(db, session.response.token);
        await note("PERSON_LOCKED", found);
        return refuse("PERSON_LOCKED");
      }
      await note("ok", found);
      passOn(session.headers, context);
      return done<SessionAnswer>({ person: signedInOf(found) });
    },

    readSession: async (_asked, context) => {
      const session = context.caller && (await library.api.getSession({ headers: context.headers }));
      const person = context.caller && (await findPerson(db, context.caller.personId));
      if (!session || !person) return done<SessionAnswer>({ person: null });
      return done<SessionAnswer>({
        person: signedInOf(person),
        expiresAt: sessionEnd(session.session).toISOString(),
      });
    },

    signOut: async (_asked, context) => {
      const { headers } = await library.api.signOut({ headers: context.headers, returnHeaders: true });
      sessions.forgetAll();
      passOn(headers, context);
      const caller = callerOf(context);
      await recordAudit(db, {
        at: clock(),
        action: "sign-out",
        outcome: "ok",
        caller,
        requestId: context.requestId,
      });
      return done({});
    },

    signOutEverywhere: async (_asked, context) => {
      const caller = callerOf(context);
      const open = await library.api.listSessions({ headers: context.headers });
      await library.api.revokeSessions({ headers: context.headers });
      const { headers } = await library.api.signOut({ headers: context.headers, returnHeaders: true });
      sessions.forgetAll();
      passOn(headers, context);
      await recordAudit(db, {
        at: clock(),
        action: "sign-out",
        outcome: "everywhere",
        caller,
        requestId: context.requestId,
        detail: { ended: open.length },
      });
      return done({ ended: open.length });
    },

    listSessions: async (_asked, context) => {
      const here = await library.api.getSession({ headers: context.headers });
      const open = await library.api.listSessions({ headers: context.headers });
      const newestFirst = open.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
      return done(
        newestFirst.map((session) => ({
          isHere: session.token === here?.session.token,
          startedAt: session.createdAt.toISOString(),
          expiresAt: sessionEnd(session).toISOString(),
          ...(session.userAgent && { device: session.userAgent.slice(0, 200) }),
          ...(session.ipAddress && { address: session.ipAddress }),
        })),
      );
    },

    changePassword: async ({ body: { current, next } }, context) => {
      const { personId } = callerOf(context);
      const session = await library.api.getSession({ headers: context.headers });
      const username = (session?.user as { username?: string } | undefined)?.username ?? personId;
      const now = clock();
      const attempt = await countAttempt(username, now);
      if (attempt.until) return lockedOut(attempt.until);
      const again = await check(username, current, context);
      if (!again) return refuse("SIGN_IN_FAILED", undefined, "current");
      await endSession(db, again.response.token);
      await db.transaction().execute((tx) => forgetAttempts(tx, username)); // the password was right
      if (isWeak(next, current, [username, ...(await knownOf(personId))]))
        return refuse("PASSWORD_WEAK", undefined, "next");
      const passwordHash = await hashPassword(next);
      await db.transaction().execute((tx) => setPassword(tx, personId, passwordHash));
      await library.api.revokeOtherSessions({ headers: context.headers });
      sessions.forgetAll();
      return done({});
    },
  };
};
