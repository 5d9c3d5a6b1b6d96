import { useEffect, useState } from "react";
import type { Entry } from "./outbox.ts";
import { listenToShelf, readBook, readDraft, readEntries, type Book, type FindingDraft } from "./shelf.ts";

export type Shelf = { entries: Entry[]; book: Book | undefined; draft: FindingDraft | undefined };

/** What this phone keeps, always as it is now, whichever tab changed it; `failed` where it may keep nothing. */
export const useShelf = (): Shelf | "opening" | "failed" => {
  const [shelf, setShelf] = useState<Shelf | "opening" | "failed">("opening");
  useEffect(() => {
    let isHere = true;
    const read = () =>
      void Promise.all([readEntries(), readBook(), readDraft()]).then(
        ([entries, book, draft]) => isHere && setShelf({ entries, book, draft }),
        () => isHere && setShelf("failed"),
      );
    read();
    const stop = listenToShelf(read);
    return () => {
      isHere = false;
      stop();
    };
  }, []);
  return shelf;
};
