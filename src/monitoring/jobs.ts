import type { Job } from "#base/job.ts";
import type { MonitoringDeps } from "./deps.ts";
import { escalateUnanswered } from "./incidents/jobs.ts";
import { notify } from "./notices/notify.ts";
import { forgetOldNotices } from "./notices/forget.ts";
import { issueForecasts } from "./forecast/issue.ts";
import { callOfAlerts } from "./alerts/call.ts";
import { watchClocks } from "./alerts/watch.ts";
import { forgetChanges } from "./live/store.ts";
import { clearPhotos } from "./patrol/clear-photos.ts";

/** What monitoring does by itself. */
export const monitoringJobs = (deps: MonitoringDeps): Job[] => [
  { name: "monitoring.incidents", everySeconds: 10, run: () => escalateUnanswered(deps) },
  {
    name: "monitoring.alerts",
    everySeconds: 15,
    run: () => watchClocks(deps),
    called: callOfAlerts(deps),
  },
  { name: "monitoring.notices", everySeconds: 2, run: () => notify(deps) },
  { name: "monitoring.old-notices", everySeconds: 86_400, run: () => forgetOldNotices(deps) },
  { name: "monitoring.patrol-photos", everySeconds: 86_400, run: () => clearPhotos(deps, deps.clock()) },
  { name: "monitoring.forecast", everySeconds: 60, run: (signal) => issueForecasts(deps, signal) },
  { name: "monitoring.changes", everySeconds: 600, run: () => forgetChanges(deps.db) },
];
