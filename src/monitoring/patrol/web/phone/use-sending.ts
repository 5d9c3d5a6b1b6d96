import { useCallback, useEffect, useRef, useState } from "react";
import type { Rest } from "./outbox.ts";
import { sendWaiting } from "./send.ts";

const againMs = 30_000;

/** Sends by itself: at the start, with the network, when the page is looked at again, and every half minute. */
export const useSending = (
  personId: string | undefined,
  waiting: number,
): { rest: Rest | undefined; isSending: boolean; sendNow: () => void } => {
  const [rest, setRest] = useState<Rest>();
  const [isSending, setSending] = useState(false);
  const busy = useRef(new Set<string>());
  const sendNow = useCallback(() => {
    if (!personId || busy.current.has(personId)) return;
    busy.current.add(personId);
    setSending(true);
    void sendWaiting(personId)
      .then(setRest, () => setRest("later"))
      .finally(() => {
        busy.current.delete(personId);
        setSending(busy.current.size > 0);
      });
  }, [personId]);
  useEffect(() => {
    if (waiting > 0) sendNow();
  }, [waiting, sendNow]);
  useEffect(() => {
    if (waiting === 0) return undefined;
    const look = () => document.visibilityState === "visible" && sendNow();
    const timer = setInterval(look, againMs);
    addEventListener("online", sendNow);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      removeEventListener("online", sendNow);
      document.removeEventListener("visibilitychange", look);
    };
  }, [waiting, sendNow]);
  return { rest: waiting > 0 ? rest : undefined, isSending, sendNow };
};
