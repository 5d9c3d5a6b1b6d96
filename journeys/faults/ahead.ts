/** Loaded before a command: its clock is ahead as the nodes' are, as if it ran on their machine. */
const aheadMs = Number(process.env["FAULT_AHEAD_MS"] ?? 0);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...given: [] | [number]) {
    super(...((given.length === 0 ? [RealDate.now() + aheadMs] : given) as [number]));
  }
  static override now(): number {
    return RealDate.now() + aheadMs;
  }
} as DateConstructor;
