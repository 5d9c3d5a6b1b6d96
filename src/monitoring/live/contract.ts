import { z } from "zod";
import { contract } from "#base/contract.ts";
import { seenShape } from "./seen.ts";

export const liveContract = contract({
  monitoringChanges: {
    method: "GET",
    path: "/api/monitoring/changes",
    access: ["duty-officer", "supervisor"],
    refusals: [],
    summary: {
      zh: "等待监测、预警和联动的变化：有变化时立即回答，否则到时回答空表；首次不带 after",
      en: "Waits for changes of readings, warnings and responses: answers at once when there is one, else with none; first without `after`",
    },
    query: z.object({
      after: z.string().regex(seenShape).optional(),
      wait: z.coerce.number().min(0).max(30).default(25),
    }),
    output: z.object({
      /** To be handed back in the next question. */
      after: z.string(),
      /** Types of the events that were applied: what to ask for again. */
      types: z.array(z.string()),
    }),
  },
});
