import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { verifyEvidence } from "#exchange/verify-evidence.ts";
import { must, signedIn } from "#node/sample/visitor.ts";
import type { Chance } from "./chance.ts";
import type { Find } from "./finding.ts";
import type { Ledger } from "./ledger.ts";
import type { BenchNetwork } from "./network.ts";

const script = join(import.meta.dirname, "../../verifier/verify.mjs");

/** What a stranger's verifier says: the last lines of it, if it does not hold. */
const strangerRefuses = (file: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script, file], (error, stdout) =>
      resolve(error ? stdout.slice(-600) : undefined),
    );
  });

/** Both ends export what happened to a case; the files hold, and say the same. Asked of running, quiet nodes. */
export const checkEvidence = async (
  { nodes, folder }: BenchNetwork,
  ledger: Ledger,
  chance: Chance,
  most: { files: number; byStranger: number },
  find: Find,
): Promise<number> => {
  const ids = [...ledger.cases.keys()];
  const chosen = new Set(Array.from({ length: Math.min(most.files, ids.length) }, () => chance.among(ids)));
  const supervisors = new Map(
    await Promise.all(
      nodes.map(async ({ party, url }) => [party, await signedIn(url, "supervisor")] as const),
    ),
  );
  let byStranger = most.byStranger;
  let count = 0;
  for (const id of chosen) {
    const { accepting, deciding } = ledger.cases.get(id)!;
    const told: string[] = [];
    for (const party of [accepting, deciding]) {
      const reply = await supervisors.get(party)!.cases.evidence({ params: { id } });
      if (!reply.ok) {
        find("evidence cannot be had", { at: party, case: id, code: reply.problem.code });
        continue;
      }
      const text = await must(reply).text();
      const { ok, checks, events } = verifyEvidence(text);
      if (!ok)
        find("evidence does not hold", { at: party, case: id, checks: checks.filter((check) => !check.ok) });
      told.push(
        events
          .map(({ digest }) => digest)
          .toSorted()
          .join(),
      );
      count += 1;
      if (byStranger-- <= 0) continue;
      const file = join(folder, "evidence.json");
      await writeFile(file, text);
      const refused = await strangerRefuses(file);
      if (refused)
        find("a stranger's verifier does not believe the evidence", { at: party, case: id, refused });
      await rm(file);
    }
    if (told.length === 2 && told[0] !== told[1])
      find("the two ends prove different histories", { case: id });
  }
  return count;
};
