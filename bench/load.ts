/** How many of something are done in a second by so many lanes, each with its next when the last is answered. */
export const perSecond = async (
  seconds: number,
  lanes: number,
  work: (lane: number, n: number) => Promise<number>,
): Promise<number> => {
  const began = performance.now();
  let done = 0;
  let n = 0;
  const lane = async (own: number) => {
    while (performance.now() - began < seconds * 1000) {
      const more = await work(own, n++);
      done += more; // not before the wait: the lanes share it
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, own) => lane(own)));
  return done / ((performance.now() - began) / 1000);
};

const startMs = Date.UTC(2020, 0, 1);

/** Value number `n` of a stream, a second after the one before. */
export const readingAt = (n: number): { value: number; atMs: number } => ({
  value: (n % 1000) / 100,
  atMs: startMs + n * 1000,
});

/** The same as a SensorThings client says it. */
export const observationAt = (n: number): { result: number; phenomenonTime: string } => {
  const { value, atMs } = readingAt(n);
  return { result: value, phenomenonTime: new Date(atMs).toISOString() };
};
