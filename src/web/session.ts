import { useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, node } from "./api.ts";

export const nodeQuery = {
  queryKey: ["node"],
  queryFn: () => answerOf(node.readNode({})),
  staleTime: Number.POSITIVE_INFINITY,
};
export const sessionQuery = {
  queryKey: ["session"],
  queryFn: () => answerOf(node.readSession({})),
  staleTime: 60_000,
};

export const useNode = () => useQuery(nodeQuery).data;

/** `undefined` while it is being asked, `null` for nobody. */
export const usePerson = () => useQuery(sessionQuery).data?.person;

export const useSignOut = () => {
  const queries = useQueryClient();
  return async () => {
    await node.signOut({});
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== "node" });
    await queries.fetchQuery(sessionQuery).catch(() => undefined);
  };
};
