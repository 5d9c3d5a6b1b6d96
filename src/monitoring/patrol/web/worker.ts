/*
 * Keeps the patrol page on the phone. The build writes in which files it needs and a name for this very set of them: a
 * set is taken whole or not at all, and an older one stays in use until the newer is complete and the page is reopened.
 */
export type Made = { files: readonly string[]; version: string };
declare const made: Made;
const { files, version } = made;

/** As much of a service worker's surroundings as it uses: the pages' own types know nothing of them. */
type Moment = Event & { waitUntil: (work: Promise<unknown>) => void };
type Fetching = Event & { request: Request; respondWith: (answer: Promise<Response>) => void };
type Worker = {
  location: Location;
  clients: { claim: () => Promise<void> };
  skipWaiting: () => Promise<void>;
  addEventListener: {
    (type: "install" | "activate", listener: (event: Moment) => void): void;
    (type: "fetch", listener: (event: Fetching) => void): void;
    (type: "message", listener: (event: MessageEvent) => void): void;
  };
};
const worker = globalThis as unknown as Worker;
const prefix = "tongwulang-patrol-";
const shell = "/patrol";
const name = `${prefix}${version}`;

const install = async (): Promise<void> => {
  const cache = await caches.open(name);
  const page = await fetch(shell, { cache: "reload", headers: { accept: "text/html" } });
  const text = await page.clone().text();
  // A node that started before the files were built again still hands out the page of the older ones.
  const isOfThisSet = files.some((file) => file.endsWith(".js") && text.includes(`src="${file}"`));
  if (!page.ok || !isOfThisSet) {
    await caches.delete(name);
    throw new Error("the page and its files are of different builds");
  }
  await cache.addAll(files.map((file) => new Request(file, { cache: "reload" })));
  await cache.put(shell, page);
};

const removeOlder = async (): Promise<void> => {
  const older = (await caches.keys()).filter((one) => one.startsWith(prefix) && one !== name);
  await Promise.all(older.map((one) => caches.delete(one)));
  await worker.clients.claim();
};

const answer = async (request: Request): Promise<Response> => {
  const cache = await caches.open(name);
  const isPage = request.mode === "navigate";
  return (await cache.match(isPage ? shell : request.url)) ?? fetch(request);
};

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(removeOlder()));
worker.addEventListener("message", ({ data }) => {
  if (data === "take over") void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const isOurs = origin === worker.location.origin && !pathname.startsWith("/api/");
  if (event.request.method === "GET" && isOurs) event.respondWith(answer(event.request));
});
