import { erasureContract } from "./contract-erasure.ts";
import { applicantContract } from "./contract-applicant.ts";
import { fileContract } from "./contract-file.ts";
import { officerContract } from "./contract-officer.ts";
import { publicContract } from "./contract-public.ts";
import { supervisorContract } from "./contract-supervisor.ts";
import { windowContract } from "./contract-window.ts";

/** Every question the cases answer over HTTP, by the person who asks it. */
export const caseContract = {
  ...publicContract,
  ...applicantContract,
  ...fileContract,
  ...windowContract,
  ...officerContract,
  ...supervisorContract,
  ...erasureContract,
};
