import { alertContract } from "./alerts/contract.ts";
import { noticeContract } from "./notices/contract.ts";
import { forecastContract } from "./forecast/contract.ts";
import { liveContract } from "./live/contract.ts";
import { riverContract } from "./river/contract.ts";
import { observationContract } from "./observations/contract.ts";
import { publicContract } from "./public/contract.ts";
import { incidentContract } from "./incidents/contract.ts";
import { patrolContract } from "./patrol/contract.ts";
import { profileContract } from "./profiles/contract.ts";
import { supplierContract } from "./sensorthings/contract.ts";

/** Every question monitoring answers over HTTP, by room. */
export const monitoringContract = {
  ...incidentContract,
  ...alertContract,
  ...noticeContract,
  ...riverContract,
  ...patrolContract,
  ...observationContract,
  ...profileContract,
  ...liveContract,
  ...publicContract,
  ...supplierContract,
  ...forecastContract,
};
