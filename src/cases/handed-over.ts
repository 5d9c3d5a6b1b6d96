import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { CaseFile, Words } from "./case-file.ts";
import type { Acknowledgement } from "./deps.ts";
import type { Digest } from "#protocol/event.ts";
import { isSignedFor } from "./view-of.ts";

export type Handover = {
  id: string;
  number: string;
  itemName: Words;
  to: Party;
  at: Instant;
  signedAt?: Instant;
};

/** What this side passed on from `from` until `until`, earliest first, each with the other side's receipt. */
export const handedOver = (
  files: readonly CaseFile[],
  here: Party,
  { from, until }: { from: Instant; until: Instant },
  receipts: ReadonlyMap<Digest, Acknowledgement>,
): Handover[] =>
  files
    .flatMap(({ id, number, itemName, deciding: to, timeline }) =>
      timeline
        .filter(
          ({ type, party, at }) => type === "cases.passed" && party === here && at >= from && at < until,
        )
        .map(({ event, at }): Handover => {
          const receipt = receipts.get(event);
          const signedAt =
            isSignedFor(receipt, to) && receipt!.acknowledged.find(({ party }) => party === to)!.at;
          return { id, number, itemName, to, at, ...(signedAt && { signedAt }) };
        }),
    )
    .sort((a, b) => a.at.localeCompare(b.at));
