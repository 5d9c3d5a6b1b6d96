import type { Party } from "#base/party.ts";
import { suites } from "#base/signature.ts";
import type { Tx } from "#base/tx.ts";
import { inclusionProof } from "#protocol/merkle.ts";
import type { Evidence, EvidenceEvent } from "./evidence-format.ts";
import { readHeaders, readKeyWords, type EvidenceRow } from "./evidence-store.ts";

const leavesOf = (bytes: Buffer): Buffer[] =>
  Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(i * 32, i * 32 + 32));

export const proofOf = ({ author, page, suite, index, salt, body, leaves }: EvidenceRow): EvidenceEvent => {
  const path = inclusionProof(suites[suite].hash, leavesOf(leaves), index);
  return { author, page, index, salt, body, proof: path.map((hash) => hash.toString("hex")) };
};

/** Numbers of pages needed per party. */
export class Needed {
  readonly pages = new Map<Party, Set<number>>();
  add(party: Party, from: number, to: number = from): void {
    const numbers = this.pages.get(party) ?? new Set<number>();
    this.pages.set(party, numbers);
    for (let number = from; number <= to; number++) numbers.add(number);
  }
}

/** What was said of keys, with the pages that show which key holds where. */
export const keyWords = async (tx: Tx, needed: Needed): Promise<EvidenceEvent[]> => {
  const { words, firstPages } = await readKeyWords(tx);
  for (const { author, page } of words) needed.add(author, page);
  for (const { party, page } of firstPages) needed.add(party, page);
  return words.map(proofOf);
};

export const readPages = async (tx: Tx, needed: Needed): Promise<Evidence["pages"]> => {
  const pages: Evidence["pages"] = {};
  for (const [party, numbers] of needed.pages) pages[party] = await readHeaders(tx, party, [...numbers]);
  return pages;
};
