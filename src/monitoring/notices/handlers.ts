import { sha256Hex } from "#base/hash.ts";
import { callerOf, type Handlers } from "#base/handler.ts";
import { newId } from "#base/id.ts";
import { done, refuse } from "#base/outcome.ts";
import { levelAt, rankOf } from "../alerts/level.ts";
import type { MonitoringDeps } from "../deps.ts";
import type { noticeContract, NoticeView, PreferenceView } from "./contract.ts";
import { pushKeyOf } from "./notify.ts";
import { pushAddress } from "./push-address.ts";
import * as store from "./store.ts";
import { readRound, tellAll } from "./topics.ts";

const mostBrowsers = 10;

const preferenceView = (
  found: store.Preference | undefined,
  open: (owner: string, sealed: Uint8Array) => string,
): PreferenceView => {
  if (!found) return { language: "zh" };
  const { person, email, mailFrom, pushFrom, quietFrom, quietUntil, language } = found;
  const [mail, push] = [levelAt(mailFrom ?? 0), levelAt(pushFrom ?? 0)];
  return {
    language,
    ...(email && { email: open(person, email) }),
    ...(mail && { mailFrom: mail }),
    ...(push && { pushFrom: push }),
    ...(quietFrom && quietUntil && { quiet: { from: quietFrom, until: quietUntil } }),
  };
};

/** The answers of notices, one for every question of their contract; everybody sees and changes their own alone. */
export const noticeHandlers = (deps: MonitoringDeps): Handlers<typeof noticeContract> => {
  const { db, notices } = deps;
  const countBrowsers = async (person: string): Promise<number> =>
    (await store.readSubscriptions(db, [person])).length;
  return {
    readNotices: async (_asked, context) => {
      const { personId } = callerOf(context);
      const [found] = await store.readPreferences(db, [personId]);
      const own = await store.listNotices(db, personId);
      const told = await tellAll(await readRound(deps), own);
      return done({
        preference: preferenceView(found, notices.open),
        notices: own.flatMap(
          ({ id, way, level, state, createdAt, nextAt, sentAt, acknowledgedAt }): NoticeView[] => {
            const telling = told.get(id);
            if (!telling) return [];
            const { head, title, path } = telling;
            return [
              {
                id,
                way,
                level: levelAt(level)!,
                head,
                title,
                path,
                state,
                createdAt,
                nextAt,
                ...(sentAt && { sentAt }),
                ...(acknowledgedAt && { acknowledgedAt }),
              },
            ];
          },
        ),
        canMail: notices.mail !== undefined,
        pushKey: (await pushKeyOf(deps)).publicKey,
        browsers: await countBrowsers(personId),
      });
    },

    setPreference: async ({ body }, context) => {
      const { personId: person } = callerOf(context);
      const { email, mailFrom, pushFrom, quiet, language } = body;
      if (mailFrom && !notices.mail) return refuse("NO_MAIL_SERVER");
      if (mailFrom && !email) return refuse("MAIL_NEEDS_ADDRESS", {}, "email");
      await store.savePreference(db, {
        person,
        email: email ? notices.seal(person, email) : null,
        mailFrom: mailFrom ? rankOf(mailFrom) : null,
        pushFrom: pushFrom ? rankOf(pushFrom) : null,
        quietFrom: quiet?.from ?? null,
        quietUntil: quiet?.until ?? null,
        language,
      });
      return done(body);
    },

    subscribePush: async ({ body }, context) => {
      const { personId: person } = callerOf(context);
      const address = pushAddress(body.endpoint, notices.pushHosts);
      if (!address.ok) return address;
      if ((await countBrowsers(person)) >= mostBrowsers)
        return refuse("TOO_MANY_BROWSERS", { most: mostBrowsers });
      await store.saveSubscription(db, {
        id: newId(),
        person,
        digest: sha256Hex(body.endpoint),
        sealed: notices.seal(person, JSON.stringify(body)),
        createdAt: context.now,
      });
      return done({ browsers: await countBrowsers(person) });
    },

    unsubscribePush: async ({ body }, context) => {
      const { personId: person } = callerOf(context);
      await store.removeSubscription(db, { person, digest: sha256Hex(body.endpoint) });
      return done({ browsers: await countBrowsers(person) });
    },

    acknowledgeNotice: async ({ params }, context) => {
      const { personId } = callerOf(context);
      const found = await store.acknowledgeNotice(db, personId, params.id, context.now);
      return found ? done({}) : refuse("NOT_FOUND");
    },
  };
};
