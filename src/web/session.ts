import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import type { NodeAnswer } from "#node/contract.ts";
import { answerOf, node } from "./api.ts";
import { shortName } from "./ui/short-name.ts";

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

/** This node with every party called as its neighbours call it; formal names stand in the agreements. */
export const useNode = () => useQuery({ ...nodeQuery, select: withShortNames }).data;

const withShortNames = (here: NodeAnswer) => ({
  ...here,
  name: shortName(here.name),
  parties: here.parties.map((one) => ({ ...one, name: shortName(one.name) })),
});

/** `undefined` while it is being asked, `null` for nobody. */
export const usePerson = () => useQuery(sessionQuery).data?.person;

/** Nothing of a person stays on the screen of a device they left. */
export const forgetPerson = async (queries: QueryClient): Promise<void> => {
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== "node" });
  await queries.fetchQuery(sessionQuery).catch(() => undefined);
};

export const useSignOut = () => {
  const queries = useQueryClient();
  return async () => {
    await node.signOut({});
    await forgetPerson(queries);
  };
};
