/** A part of the pages that could not be fetched: the browsers say it in their own words. */
const failedImports =
  /dynamically imported module|importing a module script failed|error loading dynamically|unable to preload/i;

export const isUnreachable = (error: unknown): boolean =>
  error instanceof Error && failedImports.test(error.message);

const longAgoMs = 60_000;

/**
 * After an update a tab that was left open asks for parts that are gone: it opens the page anew, once. What was typed
 * is kept on the device. Without a connection it must not, because then nothing would be left to see.
 */
export const shouldReload = (isReachable: boolean, lastMs: number | undefined, nowMs: number): boolean =>
  isReachable && (lastMs === undefined || nowMs - lastMs > longAgoMs);
