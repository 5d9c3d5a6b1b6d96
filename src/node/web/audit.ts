import type { AuditRow } from "../contract.ts";
import type { zh } from "./words.zh.ts";

type Action = AuditRow["action"];

export const actionWords: Record<Action, keyof typeof zh> = {
  "sign-in": "actionSignIn",
  "sign-out": "actionSignOut",
  reading: "actionReading",
  refusal: "actionRefusal",
  lock: "actionLock",
  unlock: "actionUnlock",
  mandate: "actionMandate",
  erasure: "actionErasure",
  monitoring: "actionMonitoring",
  parked: "actionParked",
  backup: "actionBackup",
  audit: "actionAudit",
};

export const auditActions = Object.keys(actionWords) as Action[];

const isDay = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text);

/** What the address asks for; a part that could not be asked is left out, so that a mistyped address still shows the log. */
export const auditQuery = (search: Record<string, string | undefined>) => {
  const action = auditActions.find((one) => one === search["action"]);
  const { person, subject, from, until } = search;
  return {
    ...(action && { action }),
    ...(person && { person: person.slice(0, 100) }),
    ...(subject && { subject: subject.slice(0, 200) }),
    ...(isDay(from) && { from }),
    ...(isDay(until) && { until }),
  };
};

/** A refusal is recorded by its code, in capitals; everything else went through. */
export const isRefusal = (outcome: string): boolean => /^[A-Z][A-Z_]+$/.test(outcome);

export const outcomeWords: Partial<Record<string, keyof typeof zh>> = {
  ok: "outcomeOk",
  proposed: "outcomeProposed",
  approved: "outcomeApproved",
  rejected: "outcomeRejected",
  everywhere: "outcomeEverywhere",
  given: "outcomeGiven",
  ended: "outcomeEnded",
  case: "outcomeCase",
  unmasked: "outcomeUnmasked",
  history: "outcomeHistory",
  attachment: "outcomeAttachment",
  document: "outcomeDocument",
  evidence: "outcomeEvidence",
  ledger: "outcomeLedger",
  checked: "outcomeChecked",
  exported: "outcomeExported",
};

/** Long numbers that machines give each other say nothing to a person. */
export const isMachineId = (text: string | undefined): boolean =>
  text !== undefined && /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(text);

/** The facts of a line as `name: value`, then the end of the reference that the server's own log carries too. */
export const detailOf = (row: Pick<AuditRow, "detail" | "requestId">): string =>
  [
    ...Object.entries(row.detail).map(
      ([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
    ),
    ...(row.requestId ? [`#${row.requestId.slice(-8)}`] : []),
  ].join(" · ");
