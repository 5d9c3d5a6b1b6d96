import { useEffect, useState } from "react";
import { monitoring } from "#monitoring/web/monitoring-client.ts";
import { useNode, usePerson } from "#web/session.ts";
import { saveBook } from "./shelf.ts";

/** Takes the routes along whenever there is a network: with them a patrol needs none. */
export const useBook = (): { isNotKept: boolean } => {
  const [isNotKept, setNotKept] = useState(false);
  const here = useNode();
  const person = usePerson();
  const who = person?.role === "duty-officer" ? person : undefined;
  useEffect(() => {
    if (!here || !who) return;
    void monitoring.readPatrolRoutes({}).then((reply) => {
      if (!reply.ok) return;
      const { routes, kinds, parties } = reply.value;
      saveBook({
        routes,
        kinds,
        parties: here.parties.map(({ party, name }) => ({ party, name })),
        agreed: parties,
        here: here.party,
        person: { id: who.id, displayName: who.displayName },
        isSample: here.isSample,
        gotAtMs: Date.now(),
      }).then(
        () => setNotKept(false),
        () => setNotKept(true),
      );
    });
  }, [here, who]);
  return { isNotKept };
};
