import { useEffect, useState } from "react";

/** Address of the worker that keeps this page on the phone; made by the build. */
const address = "/patrol-worker.js";
const links = { manifest: "/patrol.webmanifest", "apple-touch-icon": "/patrol-icon-192.png" };

/** What makes the page one that can be put on the home screen; other pages of the site have no need of it. */
const addLinks = () => {
  const added = Object.entries(links).map(([rel, href]) =>
    Object.assign(document.createElement("link"), { rel, href }),
  );
  document.head.append(...added);
  return () => {
    for (const link of added) link.remove();
  };
};

/** Keeps the page on the phone; answers how to open a newer one, where it has come. */
export const useWorker = (): (() => void) | undefined => {
  const [newer, setNewer] = useState<ServiceWorker>();
  useEffect(addLinks, []);
  useEffect(() => {
    if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
    void navigator.serviceWorker.register(address, { scope: "/patrol" }).then(
      (registration) => {
        if (registration.waiting) setNewer(registration.waiting);
        registration.addEventListener("updatefound", () => {
          const worker = registration.installing;
          worker?.addEventListener("statechange", () => {
            if (worker.state === "installed" && navigator.serviceWorker.controller) setNewer(worker);
          });
        });
      },
      () => undefined, // without it the page works with a network, and says so
    );
    // Asks not to be cleared away when the phone runs short of space; the browser may say no.
    void navigator.storage?.persist?.();
  }, []);
  return (
    newer &&
    (() => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      newer.postMessage("take over", []);
    })
  );
};
