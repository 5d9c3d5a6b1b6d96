const longestMs = 12 * 60 * 60_000;

/** However busily it is used, a session ends twelve hours after its sign-in, which is longer than a working day. */
export const sessionEnd = ({ createdAt, expiresAt }: { createdAt: Date; expiresAt: Date }): Date =>
  new Date(Math.min(expiresAt.getTime(), createdAt.getTime() + longestMs));
