import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { canonical } from "#base/canonical.ts";
import type { CaseFile } from "#cases/case-file.ts";
import type { Find } from "./finding.ts";
import type { BenchNetwork } from "./network.ts";
import type { Stored } from "./stored.ts";

const differences = (one: CaseFile, other: CaseFile): string[] => {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof CaseFile>;
  return [...names].filter((name) => canonical(one[name] ?? null) !== canonical(other[name] ?? null));
};

/** One case, the same at both ends; one form, one case; one number, one document. */
export const checkCases = (all: readonly Stored[], find: Find): void => {
  const marks = new Map<string, string>();
  const numbers = new Map<string, string>();
  for (const here of all)
    for (const [id, file] of here.files) {
      for (const there of all) {
        if (there.party === here.party || (there.party !== file.accepting && there.party !== file.deciding))
          continue;
        const other = there.files.get(id);
        const ends = { case: id, ends: [here.party, there.party] };
        if (!other) find("a case is missing at the other end", ends);
        else {
          const parts = differences(file, other);
          if (parts.length > 0 && here.party < there.party)
            find("a case is not the same at both ends", {
              ...ends,
              parts,
              here: parts.map((part) => file[part as keyof CaseFile]),
              there: parts.map((part) => other[part as keyof CaseFile]),
            });
        }
      }
      if (here.party !== file.accepting) continue;
      const mark = `${file.accepting} ${file.applicant.address}`;
      if (marks.has(mark)) find("one form has made two cases", { mark, cases: [marks.get(mark), id] });
      marks.set(mark, id);
      for (const { number, event } of file.documents) {
        if ((numbers.get(number) ?? event) !== event)
          find("two documents bear one number", { number, case: id });
        numbers.set(number, event);
      }
      if (numbers.has(file.number)) find("two cases bear one number", { number: file.number });
      numbers.set(file.number, id);
    }
  for (const here of all)
    for (const [subject, { holder }] of here.subjects)
      for (const there of all) {
        const other = there.subjects.get(subject);
        if (other && other.holder !== holder && here.party < there.party)
          find("two nodes name different holders", {
            subject,
            [here.party]: holder,
            [there.party]: other.holder,
          });
      }
};

const hashOf = async (file: string): Promise<string | undefined> => {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
    return hash.digest("hex");
  } catch {
    return undefined;
  }
};

/** Papers that an event names are there, whole. */
export const checkAttachments = async (
  network: BenchNetwork,
  all: readonly Stored[],
  find: Find,
): Promise<number> => {
  let count = 0;
  for (const { party, folder } of network.nodes) {
    const named = new Set(all.find((here) => here.party === party)!.attachments.map(({ digest }) => digest));
    for (const digest of named) {
      count += 1;
      const hash = await hashOf(join(folder, "attachments", digest.slice(0, 2), digest.slice(2)));
      if (hash !== digest)
        find("a paper is not there as it was", { at: party, digest, found: hash ?? "nothing" });
    }
  }
  return count;
};
