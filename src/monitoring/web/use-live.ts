import { useEffect } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { monitoring } from "./monitoring-client.ts";

const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, 2_000);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });

/**
 * Keeps a page up to date: one question stands open at the node and is answered when something was applied there. Every
 * query whose key begins with `monitoring` is asked again then.
 */
export const useLive = (): void => {
  const queries = useQueryClient();
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const listen = async (): Promise<void> => {
      let after: string | undefined;
      while (!signal.aborted) {
        const reply = await monitoring
          .monitoringChanges({ query: after === undefined ? {} : { after } }, { signal })
          .catch(() => undefined);
        if (reply?.ok) {
          after = reply.value.after;
          if (reply.value.types.length > 0) void queries.invalidateQueries({ queryKey: ["monitoring"] });
        } else await pause(signal);
      }
    };
    void listen();
    return () => leaving.abort();
  }, [queries]);
};
