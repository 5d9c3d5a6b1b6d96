import type { Handlers } from "#base/handler.ts";
import { applicantHandlers } from "./applicant-handlers.ts";
import type { caseContract } from "./contract.ts";
import type { CaseDeps } from "./deps.ts";
import { erasureHandlers } from "./erasure-handlers.ts";
import { fileHandlers } from "./file-handlers.ts";
import { officerHandlers } from "./officer-handlers.ts";
import { publicHandlers } from "./public-handlers.ts";
import { supervisorHandlers } from "./supervisor-handlers.ts";
import { windowHandlers } from "./window-handlers.ts";

/** The answers of casework, one for every question of its contract. */
export const caseHandlers = (deps: CaseDeps): Handlers<typeof caseContract> => ({
  ...publicHandlers(deps),
  ...applicantHandlers(deps),
  ...fileHandlers(deps),
  ...windowHandlers(deps),
  ...officerHandlers(deps),
  ...supervisorHandlers(deps),
  ...erasureHandlers(deps),
});
