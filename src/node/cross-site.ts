/** The part of a request that tells whether another site's page made a signed-in browser send it. */
export type Origins = {
  method: string;
  host: string;
  origin?: string | undefined;
  fetchSite?: string | undefined;
  ownHeader?: string | undefined;
};

const reads = new Set(["GET", "HEAD", "OPTIONS"]);

const hostOf = (origin: string): string | undefined => {
  try {
    return new URL(origin).host;
  } catch {
    return undefined; // `null` of a sandboxed page, or nonsense
  }
};

/**
 * A request that changes something must come from a page of this very origin, or from a program that can set a header
 * which a foreign page cannot set without asking first. Cookies are SameSite=Lax besides.
 */
export const isCrossSite = ({ method, host, origin, fetchSite, ownHeader }: Origins): boolean => {
  if (reads.has(method)) return false;
  if (fetchSite !== undefined && fetchSite !== "same-origin") return true;
  if (origin !== undefined && hostOf(origin) !== host) return true;
  return origin === undefined && fetchSite === undefined && ownHeader === undefined;
};
