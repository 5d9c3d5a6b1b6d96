import { linkAudit, sealAuditHead } from "./audit-chain-store.ts";
import type { AuditKeeping } from "./check-audit.ts";
import type { Job } from "#base/job.ts";
import type { Log } from "./log.ts";

/** Links what was written every few seconds and signs it from time to time; what was signed also goes to the server's log. */
export const auditJobs = (keeping: AuditKeeping, log: Log): Job[] => [
  { name: "audit.link", everySeconds: 5, run: () => linkAudit(keeping.db) },
  {
    name: "audit.seal",
    everySeconds: 600,
    run: async () => {
      const seal = await sealAuditHead(keeping.db, keeping);
      // Kept elsewhere, this line shows later that the log was written anew.
      if (seal) log("audit-sealed", { number: seal.number, hash: seal.hash });
    },
  },
];
