import { monitoring } from "../../web/monitoring-client.ts";

const worker = "/notices-worker.js";

export const canPush = (): boolean =>
  "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;

const registration = (): Promise<ServiceWorkerRegistration> =>
  navigator.serviceWorker.register(worker, { scope: "/duty/" });

const waitActive = async (found: ServiceWorkerRegistration): Promise<void> => {
  const coming = found.installing ?? found.waiting;
  if (found.active || !coming) return;
  await new Promise<void>((resolve) =>
    coming.addEventListener("statechange", () => coming.state === "activated" && resolve()),
  );
};

export const findOwnSubscription = async (): Promise<PushSubscription | undefined> => {
  if (!canPush()) return undefined;
  const found = await navigator.serviceWorker.getRegistration("/duty/");
  return (await found?.pushManager.getSubscription()) ?? undefined;
};

/** Asks the person, then the browser's push service, then hands the address to the node. */
export const subscribeHere = async (key: string) => {
  if ((await Notification.requestPermission()) !== "granted") return "denied" as const;
  const found = await registration();
  await waitActive(found);
  const subscription = await found.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  });
  const { endpoint, keys } = subscription.toJSON();
  const answer = await monitoring.subscribePush({
    body: { endpoint: endpoint!, keys: { p256dh: keys!["p256dh"]!, auth: keys!["auth"]! } },
  });
  if (!answer.ok) await subscription.unsubscribe();
  return answer;
};

export const unsubscribeHere = async (subscription: PushSubscription) => {
  const answer = await monitoring.unsubscribePush({ body: { endpoint: subscription.endpoint } });
  if (answer.ok) await subscription.unsubscribe();
  return answer;
};
