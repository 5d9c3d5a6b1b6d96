import { done, refuse, type Outcome } from "#base/outcome.ts";

/** Push services of the browsers: what stands behind a dot is theirs too. */
const known = [
  "fcm.googleapis.com", // Chrome
  ".push.services.mozilla.com", // Firefox
  ".notify.windows.com", // Edge
  ".push.apple.com", // Safari
];

const fits = (host: string, pattern: string): boolean =>
  pattern.startsWith(".") ? host.endsWith(pattern) && host.length > pattern.length : host === pattern;

/**
 * The address of a push service comes from a person's browser and this node will ask it: only https, only names of known
 * services or such as the operator approved, no numbers of machines, no password, no other port unless approved.
 */
export const pushAddress = (text: string, approved: readonly string[]): Outcome<URL, "PUSH_ADDRESS"> => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || text.length > 2000) return refuse("PUSH_ADDRESS", { host: "" });
  const { protocol, hostname, host, username, password, port } = url;
  const isNumber = hostname.startsWith("[") || /^[\d.]+$/.test(hostname);
  const isKnown = (port === "" && known.some((one) => fits(hostname, one))) || approved.includes(host);
  if (protocol !== "https:" || username || password || isNumber || !isKnown)
    return refuse("PUSH_ADDRESS", { host: hostname.slice(0, 100) });
  return done(url);
};
