import type { MonitoringDeps } from "../deps.ts";
import { forgetNotices } from "./store.ts";

const yearMs = 366 * 86_400_000;

/** Notices say who was told what: a year is enough. */
export const forgetOldNotices = ({ db, clock }: Pick<MonitoringDeps, "db" | "clock">): Promise<void> =>
  forgetNotices(db, new Date(Date.parse(clock()) - yearMs).toISOString());
