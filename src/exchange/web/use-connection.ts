import { useQuery } from "@tanstack/react-query";
import { answerOf } from "#web/api.ts";
import { exchange } from "./exchange-client.ts";

/** How this node stands with the others, and whether it may record: asked once for all parts of a desk. */
export const useConnection = () =>
  useQuery({
    queryKey: ["connection"],
    queryFn: () => answerOf(exchange.connection({})),
    refetchInterval: 5_000,
  });
