/** The format of pages that all can read, the newest of this node's own (`own` ascends); none if there is none. */
export const findCommonFormat = (
  own: readonly string[],
  peers: readonly (readonly string[] | null)[],
): string | undefined =>
  // Software that says nothing of itself is of the time of the first format.
  own.findLast((format, n) => peers.every((reads) => (reads ? reads.includes(format) : n === 0)));

const released = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/;

/** Whether a peer's software is newer than this node's. What is not a release (a trial, a branch) is never said to be. */
export const isNewer = (theirs: string | null, own: string | undefined): boolean => {
  const [a, b] = [released.exec(theirs ?? ""), released.exec(own ?? "")];
  if (!a || !b) return false;
  const part = [1, 2, 3].find((n) => a[n] !== b[n]);
  return part !== undefined && Number(a[part]) > Number(b[part]);
};
