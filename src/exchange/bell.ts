/** Wakes those who wait for something to happen, at once and all together. */
export type Bell = { ring: () => void; wait: (millis: number, signal?: AbortSignal) => Promise<void> };

export const bell = (): Bell => {
  const waiting = new Set<() => void>();
  return {
    ring: () => {
      for (const wake of waiting) wake();
    },
    wait: (millis, signal) =>
      new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", wake);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, millis);
        waiting.add(wake);
        if (signal?.aborted) wake();
        else signal?.addEventListener("abort", wake, { once: true });
      }),
  };
};
