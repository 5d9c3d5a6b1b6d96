import type { Words } from "./case-file.ts";
import type { CaseState } from "./view.ts";

const w = (zh: string, en: string): Words => ({ zh, en });

export const stateNames: Record<CaseState, Words> = {
  submitted: w("已提交", "submitted"),
  received: w("已收件", "received"),
  "supplement-requested": w("待补正", "waiting for missing papers"),
  accepted: w("已受理", "accepted"),
  "in-transit": w("移交中", "on its way"),
  "under-review": w("审查中", "under review"),
  paused: w("特别程序", "special procedure"),
  decided: w("已决定", "decided"),
  "awaiting-delivery": w("待送达", "to be delivered"),
  delivered: w("已送达", "delivered"),
  refused: w("不受理或不予受理", "not accepted"),
  withdrawn: w("已撤回", "withdrawn"),
};
