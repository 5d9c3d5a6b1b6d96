import { useEffect, useState } from "react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { answerOf } from "#web/api.ts";
import { monitoring } from "../../web/monitoring-client.ts";

export type AlertQuery = { state?: "open" | "cleared"; network?: string; station?: string; group?: string };

/** Alerts, the newest first; asked again whenever something was applied (see `useLive`). */
export const useAlerts = (query: AlertQuery) =>
  useInfiniteQuery({
    queryKey: ["monitoring", "alerts", query],
    queryFn: ({ pageParam }) =>
      answerOf(monitoring.listAlerts({ query: { ...query, ...(pageParam && { after: pageParam }) } })),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });

export const useAlert = (id: string) =>
  useQuery({
    queryKey: ["monitoring", "alert", id],
    queryFn: () => answerOf(monitoring.readAlert({ params: { id } })),
  });

/** The time for clocks on the page, moved on every ten seconds. */
export const useNowMs = (): number => {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
};
