/**
 * The bytes of an answer, to be read later. The reader is taken at once: the body of an answer that nobody reads and
 * nobody holds any more is cancelled when the answer is garbage-collected, and would then look empty, not broken.
 */
export const bodyOf = (answer: Response): AsyncIterableIterator<Uint8Array> | undefined =>
  answer.body?.values();
