import type { Party } from "#base/party.ts";
import type { Refusal, Refusals } from "#base/outcome.ts";
import type { Instant } from "#base/time.ts";
import { fill } from "#base/bilingual.ts";
import { secondsSince } from "./backlog.ts";
import type { Figures } from "./figures.ts";
import { healthTexts, type FindingId } from "./health-texts.ts";
import { inWords } from "./in-words.ts";
import type { PeerFigures } from "./peer-figures.ts";
import { barOf } from "./standing.ts";

type Said = { zh: string; en: string };

/** Something an operator should know, how bad it is, and what to do about it. */
export type HealthFinding = {
  id: FindingId | (string & {});
  level: "warning" | "bad";
  party?: Party;
  zh: string;
  en: string;
  next: Said;
};

const quietSeconds = 60; // two long polls
const slowSeconds = 5 * 60;
const unsealedSeconds = 60;

/** A span as one number a person can act on. */
export const saySpan = (seconds: number): Said => {
  const [n, zh, en] =
    seconds < 120
      ? [seconds, "秒", "second"]
      : seconds < 7_200
        ? [Math.floor(seconds / 60), "分钟", "minute"]
        : seconds < 172_800
          ? [Math.floor(seconds / 3_600), "小时", "hour"]
          : [Math.floor(seconds / 86_400), "天", "day"];
  return { zh: `${n} ${zh}`, en: `${n} ${en}${n === 1 ? "" : "s"}` };
};

const finding = (
  id: FindingId,
  level: HealthFinding["level"],
  facts: { seconds?: number; party?: Party; name?: Said; [fact: string]: unknown } = {},
): HealthFinding => {
  const { seconds, party, name, ...rest } = facts;
  const { zh, en, next } = healthTexts[id];
  const span = saySpan(seconds ?? 0);
  const say = (text: string, language: "zh" | "en") =>
    fill(text, { ...rest, span: span[language], peer: name?.[language] ?? party ?? "" });
  return {
    id,
    level,
    ...(party && { party }),
    zh: say(zh, "zh"),
    en: say(en, "en"),
    next: { zh: say(next.zh, "zh"), en: say(next.en, "en") },
  };
};

const ofRefusal = (
  texts: Refusals,
  refusal: Refusal,
  level: HealthFinding["level"],
  peer?: { party: Party; name: Said },
  named: readonly PeerFigures[] = [],
): HealthFinding => {
  const { zh, en, next } = inWords(texts, refusal, named);
  return {
    id: refusal.code,
    level,
    ...(peer && { party: peer.party }),
    zh: peer ? `${peer.name.zh}：${zh}` : zh,
    en: peer ? `${peer.name.en}: ${en}` : en,
    next: next ?? healthTexts.unknown.next,
  };
};

const ownFindings = (texts: Refusals, figures: Figures): HealthFinding[] => {
  const { standing, missingKey: key, limit, attachmentsMissing } = figures;
  const { unsealedEvents: events, unsealedSeconds: seconds } = figures;
  const bar = barOf(standing);
  const facts = { n: events, seconds, limitEvents: limit.events, limitMinutes: limit.minutes };
  const isOver = events > limit.events || seconds > limit.minutes * 60;
  return [
    ...(bar ? [ofRefusal(texts, bar, "bad", undefined, figures.peers)] : []),
    ...(key ? [ofRefusal(texts, { code: "KEY_NOT_HELD", detail: { key } }, "bad")] : []),
    ...(!bar && standing.state === "unasked" ? [finding("unasked", "warning")] : []),
    ...(isOver ? [finding("backlog", "bad", facts)] : []),
    ...(!isOver && seconds > unsealedSeconds ? [finding("unsealed", "warning", facts)] : []),
    ...(attachmentsMissing > 0 ? [finding("attachments", "warning", { n: attachmentsMissing })] : []),
  ];
};

const peerFindings = (
  texts: Refusals,
  peer: PeerFigures,
  now: Instant,
  /** A barred node pulls from nobody: that nothing is heard says nothing of the peers. */
  isBarred: boolean,
): HealthFinding[] => {
  const { party, contactAt, trouble, lagPages, unacknowledgedPages, waiting } = peer;
  const name: Said = { zh: peer.name.zh, en: peer.name.en ?? peer.name.zh };
  const who = { party, name };
  const quiet = secondsSince(contactAt ?? undefined, now);
  const isAway = contactAt !== null && quiet > quietSeconds && !isBarred;
  const waits = unacknowledgedPages > 0 && peer.unacknowledgedSeconds > slowSeconds;
  return [
    ...(contactAt === null ? [finding("never", "warning", who)] : []),
    ...(isAway ? [finding("quiet", waits ? "bad" : "warning", { ...who, seconds: quiet })] : []),
    ...(trouble ? [ofRefusal(texts, trouble.refusal, "warning", who)] : []),
    ...(lagPages > 0 && peer.lagSeconds > quietSeconds
      ? [finding("lag", "warning", { ...who, n: lagPages, seconds: peer.lagSeconds })]
      : []),
    ...(waits
      ? [
          finding("unacknowledged", "warning", {
            ...who,
            n: unacknowledgedPages,
            seconds: peer.unacknowledgedSeconds,
          }),
        ]
      : []),
    ...(peer.isNewer ? [finding("newer", "warning", { ...who, software: peer.software })] : []),
    ...(peer.readsOurs ? [] : [finding("unread", "bad", who)]),
    ...(waiting > 0 ? [finding("parked", "warning", { ...who, n: waiting })] : []),
  ];
};

/** What is wrong with a node, the worst first; nothing if all is well. */
export const findingsOf = (texts: Refusals, figures: Figures, now: Instant): HealthFinding[] => {
  const isBarred = barOf(figures.standing) !== undefined;
  return [
    ...ownFindings(texts, figures),
    ...figures.peers.flatMap((peer) => peerFindings(texts, peer, now, isBarred)),
  ].toSorted((a, b) => Number(b.level === "bad") - Number(a.level === "bad"));
};
