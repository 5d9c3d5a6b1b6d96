import { chainTargets } from "./chain-targets.ts";
import { fileTargets } from "./file-targets.ts";
import { monitoringTargets } from "./monitoring-targets.ts";
import { Random } from "./random.ts";
import type { Target } from "./target.ts";

export const targets: readonly Target[] = [...chainTargets, ...fileTargets, ...monitoringTargets];

/** An input that broke a promise. Seed, target and number make it again. */
export type Finding = { target: string; seed: number; at: number; what: string; input: string };

/** How many inputs ended how. */
export type Tally = Record<string, number>;

const brief = (input: unknown): string => {
  const text = typeof input === "string" ? input : JSON.stringify(input);
  return (text ?? String(input)).slice(0, 2_000);
};

const allShares = targets.reduce((sum, { share }) => sum + share, 0);

/** How many of `inputs` go to each target. */
export const sharesOf = (inputs: number, only?: string): [Target, number][] =>
  targets
    .filter(({ name }) => only === undefined || name === only)
    .map((target) => [target, only ? inputs : Math.ceil((inputs * target.share) / allShares)]);

/** Inputs `from` to `to` of one target. `began` is told which one is at work, so that one that never ends can be named. */
export const runTarget = async (
  target: Target,
  seed: number,
  from: number,
  to: number,
  options: { began?: (at: number) => void; most?: number } = {},
): Promise<{ tally: Tally; findings: Finding[] }> => {
  const { began, most = 5 } = options;
  const stream = targets.indexOf(target);
  const tally: Tally = {};
  const findings: Finding[] = [];
  for (let at = from; at < to; at++) {
    began?.(at);
    let input: unknown;
    const note = (given: unknown) => void (input = given);
    try {
      const ran = target.run(new Random(seed, stream, at), note);
      const code = typeof ran === "string" ? ran : await ran;
      tally[code] = (tally[code] ?? 0) + 1;
    } catch (error) {
      const { message, stack, name } = error as Error;
      const what = name === "Error" ? message : (stack?.split("\n").slice(0, 4).join(" ") ?? message);
      findings.push({ target: target.name, seed, at, what, input: brief(input) });
      tally["!"] = (tally["!"] ?? 0) + 1;
      if (findings.length >= most) break;
    }
  }
  return { tally, findings };
};
