const linkLocal = /^(169\.254\.|0\.|\[fe[89ab][0-9a-f]:|\[::\]|\[::ffff:(a9fe|0):)/;
const loopback = /^(127\.|\[::1\]$|\[::ffff:7f|localhost$|.*\.localhost$)/;

/** The address of a node: plain web, no name or password in it, and never what only one machine or one cable knows. */
export const isNodeAddress = (text: string): boolean => {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === "") return false;
  return url.username === "" && url.password === "" && !linkLocal.test(url.hostname);
};

/** The asking machine itself. URL writes `2130706433`, `0x7f.1` and `127.1` out as `127.0.0.1`. */
const isLoopback = (text: string): boolean => loopback.test(URL.parse(text)?.hostname ?? "");

/**
 * A network is on one machine (a trial, a test) or on several. Where it is on several, no party may name another's own
 * machine: whoever signed that would have its node ask whatever else runs there.
 */
export const isOneNetwork = (addresses: readonly string[]): boolean =>
  new Set(addresses.map(isLoopback)).size === 1;
