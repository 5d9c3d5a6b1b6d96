import webPush from "web-push";
import type { Level } from "../alerts/level.ts";
import type { Sent } from "./send-mail.ts";

export type PushTarget = { endpoint: string; keys: { p256dh: string; auth: string } };
export type Vapid = { subject: string; publicKey: string; privateKey: string };
export type Push = { title: string; body: string; url: string; tag: string; id: string };

export const newPushKeys = (): { publicKey: string; privateKey: string } => webPush.generateVAPIDKeys();

/** How long a push service keeps it for a browser that is off. */
const keepSeconds = 12 * 3600;

/** One message, encrypted for one browser (RFC 8291); what replaces an earlier one of its incident has its topic. */
export const sendPush = async (
  fetch_: typeof fetch,
  target: PushTarget,
  push: Push,
  { vapid, level }: { vapid: Vapid; level: Level },
): Promise<Sent> => {
  const request = webPush.generateRequestDetails(target, JSON.stringify(push), {
    vapidDetails: vapid,
    TTL: keepSeconds,
    urgency: level === "red" || level === "orange" ? "high" : "normal",
    topic: push.tag.replaceAll("-", "").slice(0, 32), // RFC 8030: no more
  });
  try {
    const answer = await fetch_(request.endpoint, {
      method: request.method,
      headers: request.headers as Record<string, string>,
      body: new Uint8Array(request.body),
      redirect: "error", // the address was checked, the next one would not be
      signal: AbortSignal.timeout(10_000),
    });
    await answer.body?.cancel();
    if (answer.ok) return { result: "sent" };
    const code = String(answer.status);
    if (answer.status === 404 || answer.status === 410) return { result: "gone", code };
    return { result: answer.status === 429 || answer.status >= 500 ? "again" : "refused", code };
  } catch (error) {
    return { result: "again", code: (error as Error).name };
  }
};
