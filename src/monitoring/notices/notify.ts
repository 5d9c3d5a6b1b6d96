import { newId } from "#base/id.ts";
import type { Db } from "#base/tx.ts";
import { levelAt, rankOf } from "../alerts/level.ts";
import type { MonitoringDeps } from "../deps.ts";
import { overStep } from "./alert-steps.ts";
import { pushAddress } from "./push-address.ts";
import { sendAtMs } from "./quiet.ts";
import { sendMail, type Sent } from "./send-mail.ts";
import { newPushKeys, sendPush, type PushTarget, type Vapid } from "./send-push.ts";
import * as store from "./store.ts";
import { noticeText } from "./text.ts";
import { topicNames, type Round, type Step, type Telling, type TopicName } from "./topic.ts";
import { readRound, tellAll, topics } from "./topics.ts";

type Deps = Pick<MonitoringDeps, "db" | "here" | "isSample" | "clock" | "agreements" | "parties" | "notices">;

const mostAttempts = 8;
const atOnce = 20;
const hourMs = 3_600_000;

/** Half a minute, doubled each time, at most an hour. */
const retryAfterMs = (attempts: number): number => Math.min(hourMs, 30_000 * 2 ** (attempts - 1));

const iso = (ms: number): string => new Date(ms).toISOString();

/** The node's key for push services, made when somebody first asks for it. */
export const pushKeyOf = async ({ db, notices }: Pick<Deps, "db" | "notices">): Promise<Vapid> => {
  const { url, mail } = notices;
  const subject = url.startsWith("https:") ? url : `mailto:${mail?.from ?? `duty@${new URL(url).hostname}`}`;
  let found = await store.findPushKey(db);
  if (!found) {
    const made = newPushKeys();
    const privateKey = notices.seal("push key", made.privateKey);
    await store.insertPushKey(db, { publicKey: made.publicKey, privateKey });
    found = (await store.findPushKey(db))!; // another process may have been first
  }
  return { subject, publicKey: found.publicKey, privateKey: notices.open("push key", found.privateKey) };
};

/** Queues everything that is to be told now, to everybody who asked to be told, in their way. */
const queue = async ({ db, notices }: Deps, round: Round): Promise<void> => {
  const { nowMs } = round;
  const steps: (Step & { topic: TopicName })[] = [];
  for (const topic of topicNames)
    for (const step of await topics[topic].due(round)) steps.push({ ...step, topic });
  if (steps.length === 0) return;
  const people = await notices.people(db);
  const ids = people.map(({ id }) => id);
  const preferences = await store.readPreferences(db, ids);
  const subscriptions = await store.readSubscriptions(db, ids);
  const roleOf = new Map(people.map(({ id, role }) => [id, role]));
  const queued = steps.flatMap(({ roles, level, worth, ...said }) =>
    preferences
      .filter(({ person }) => roles.includes(roleOf.get(person)!))
      .flatMap(({ person, email, mailFrom, pushFrom, quietFrom, quietUntil }): store.NewNotice[] => {
        const rank = rankOf(worth ?? level);
        const quiet = quietFrom && quietUntil ? { from: quietFrom, until: quietUntil } : undefined;
        const one = (way: store.NoticeWay, target: string): store.NewNotice => ({
          ...said,
          id: newId(),
          person,
          way,
          target,
          level: rankOf(level),
          is_end: said.step === overStep,
          next_at: iso(sendAtMs(quiet, level, nowMs)),
          created_at: iso(nowMs),
        });
        const targets = subscriptions.filter((subscription) => subscription.person === person);
        return [
          ...(notices.mail && email && mailFrom !== null && rank >= mailFrom ? [one("mail", "")] : []),
          ...(pushFrom !== null && rank >= pushFrom ? targets.map(({ id }) => one("push", id)) : []),
        ];
      }),
  );
  await store.queueNotices(db, queued);
};

/** Sends one, in the language of the person. */
const send = async (
  deps: Deps,
  claimed: store.Claimed,
  telling: Telling | undefined,
): Promise<Sent | "dropped"> => {
  const { db, notices } = deps;
  const [preference] = await store.readPreferences(db, [claimed.person]);
  if (!telling || !preference || (claimed.attempts === 1 && telling.isMoot)) return "dropped";
  const link = `${notices.url}${telling.path}`;
  const { subject, body } = noticeText(telling, link, preference.language);
  if (claimed.way === "mail") {
    if (!notices.mail || !preference.email) return "dropped";
    const to = notices.open(claimed.person, preference.email);
    return sendMail(notices.mail.url, { id: claimed.id, from: notices.mail.from, to, subject, body });
  }
  const subscription = await store.findSubscription(db, claimed.target);
  if (!subscription) return "dropped";
  const target = JSON.parse(notices.open(subscription.person, subscription.sealed)) as PushTarget;
  if (!pushAddress(target.endpoint, notices.pushHosts).ok) return { result: "gone", code: "PUSH_ADDRESS" };
  const vapid = await pushKeyOf(deps);
  const push = { title: subject, body: body.split("\n")[0]!, url: link, tag: claimed.thread, id: claimed.id };
  const level = levelAt(claimed.level)!;
  const sent = await sendPush(notices.fetch, target, push, { vapid, level });
  if (sent.result === "gone") await store.removeSubscription(db, { id: subscription.id });
  return sent;
};

const settle = async (
  db: Db,
  claimed: store.Claimed,
  sent: Sent | "dropped",
  nowMs: number,
): Promise<void> => {
  if (sent === "dropped") return store.settleNotice(db, claimed.id, { state: "dropped" });
  if (sent.result === "sent")
    return store.settleNotice(db, claimed.id, { state: "sent", sentAt: iso(nowMs) });
  const { result, code } = sent;
  if (result === "again" && claimed.attempts < mostAttempts) {
    const nextAt = iso(nowMs + retryAfterMs(claimed.attempts));
    return store.settleNotice(db, claimed.id, { state: "waiting", code, nextAt });
  }
  return store.settleNotice(db, claimed.id, { state: result === "unknown" ? "unknown" : "refused", code });
};

/** Queues what is new and sends what is due; nobody is told the same step of the same thing twice. */
export const notify = async (deps: Deps): Promise<number> => {
  const { db } = deps;
  const round = await readRound(deps);
  const { now, nowMs } = round;
  await queue(deps, round);
  await store.giveUpSending(db, iso(nowMs - 5 * 60_000));
  const claimed = await store.claimNotices(db, now, atOnce);
  const told = await tellAll(round, claimed);
  for (const one of claimed) await settle(db, one, await send(deps, one, told.get(one.id)), nowMs);
  return claimed.length;
};
