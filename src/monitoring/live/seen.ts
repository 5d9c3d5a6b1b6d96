/** What a page had seen, as PostgreSQL writes a snapshot: it hands back the one that it was given. */
export const seenShape = /^\d{1,20}:\d{1,20}:[\d,]{0,2000}$/;
