import type { MonitoringDeps } from "./deps.ts";

/** What monitoring does by itself; doing it twice, or in two processes at once, is harmless. */
export type MonitoringJob = { name: string; everySeconds: number; run: () => Promise<unknown> };

export const monitoringJobs = (_deps: MonitoringDeps): MonitoringJob[] => [];
