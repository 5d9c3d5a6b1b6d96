/** So many per minute and key, counted in a window that slides; forgets keys it has not seen for a minute. */
export const rateLimit = (perMinute: number, now: () => number = Date.now) => {
  const seen = new Map<string, { window: number; count: number; before: number }>();
  let lastSweep = now();
  const sweep = (window: number) => {
    for (const [key, entry] of seen) if (entry.window < window - 1) seen.delete(key);
  };
  /** Seconds until the next one is allowed, or undefined if this one is. */
  return (key: string): number | undefined => {
    const time = now();
    const window = Math.floor(time / 60_000);
    if (time - lastSweep > 60_000) {
      lastSweep = time;
      sweep(window);
    }
    const entry = seen.get(key) ?? { window, count: 0, before: 0 };
    if (entry.window !== window) {
      entry.before = entry.window === window - 1 ? entry.count : 0;
      entry.window = window;
      entry.count = 0;
    }
    seen.set(key, entry);
    const passed = (time % 60_000) / 60_000;
    if (entry.count + entry.before * (1 - passed) >= perMinute) return Math.ceil((1 - passed) * 60);
    entry.count += 1;
    return undefined;
  };
};
