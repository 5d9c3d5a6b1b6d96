import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { announce } from "#web/ui/announce.tsx";
import { monitoring } from "../../web/monitoring-client.ts";
import type { MessageKind } from "../response-plan.ts";

/** Incidents, the newest first; asked again whenever something was applied (see `useLive`) and by the clock. */
export const useIncidents = (state: "open" | "ended") =>
  useInfiniteQuery({
    queryKey: ["monitoring", "incidents", state],
    queryFn: ({ pageParam }) =>
      answerOf(monitoring.listIncidents({ query: { state, ...(pageParam && { before: pageParam }) } })),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    refetchInterval: 30_000,
  });

export const useIncident = (id: string) =>
  useQuery({
    queryKey: ["monitoring", "incident", id],
    queryFn: () => answerOf(monitoring.readIncident({ params: { id } })),
    refetchInterval: 30_000, // a deadline that passes makes no event at once
  });

export const useMessageDraft = (id: string, kind: Exclude<MessageKind, "end">) =>
  useQuery({
    queryKey: ["message-draft", id, kind],
    queryFn: () => answerOf(monitoring.draftMessage({ params: { id }, query: { kind } })),
  });

/** A command of the room: busy, refused where it was pressed, or said and shown. */
export const useRoomCommand = () => {
  const queries = useQueryClient();
  const { run, ...rest } = useCommand();
  return {
    ...rest,
    act: <T>(said: string, ask: Parameters<typeof run<T>>[0]): Promise<boolean> =>
      run<T>(ask, () => {
        announce(said);
        void queries.invalidateQueries({ queryKey: ["monitoring"] });
      }),
  };
};
