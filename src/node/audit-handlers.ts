import { callerOf } from "#base/handler.ts";
import { done } from "#base/outcome.ts";
import { dayOf } from "#base/time.ts";
import { auditFaults } from "./audit-fault.ts";
import { readAudit, recordAudit } from "./audit-store.ts";
import { checkAudit, exportAudit } from "./check-audit.ts";
import type { NodeDeps, NodeHandlers } from "./node-deps.ts";

type AuditRoutes = "readAudit" | "checkAudit" | "exportAudit";

export const auditHandlers = ({ db, clock, audit }: NodeDeps): NodeHandlers<AuditRoutes> => ({
  readAudit: async ({ query }) => {
    const rows = await readAudit(db, query);
    const last = rows.at(-1);
    return done({ rows, ...(last && rows.length === query.limit && { next: last.id }) });
  },

  checkAudit: async (_asked, context) => {
    const { lines, deleted, sealedUpTo, head, broken } = await checkAudit(audit);
    const outcome = broken?.fault ?? "checked";
    await recordAudit(db, {
      at: clock(),
      action: "audit",
      outcome,
      caller: callerOf(context),
      detail: { lines },
    });
    return done({
      lines,
      deleted,
      sealedUpTo,
      head,
      ...(broken && { broken: { number: broken.number, ...auditFaults[broken.fault] } }),
    });
  },

  exportAudit: async (_asked, context) => {
    const at = clock();
    await recordAudit(db, { at, action: "audit", outcome: "exported", caller: callerOf(context) });
    return done({
      mediaType: "application/x-ndjson",
      name: `audit-${audit.node}-${dayOf(at)}.jsonl`,
      content: exportAudit(audit),
    });
  },
});
