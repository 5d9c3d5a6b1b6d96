import type { Party } from "#base/party.ts";
import type { KeyRing } from "#base/key-ring.ts";
import type { Siblings } from "#base/siblings.ts";
import type { Clock } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import type { Authority } from "#agreements/authority.ts";
import type { AttachmentStore } from "./attachments.ts";
import type { BacklogLimit } from "./backlog.ts";
import type { Capability } from "./capability.ts";

/** What the exchange of one node runs on. */
export type ExchangeDeps = {
  db: Db;
  here: Party;
  keys: KeyRing;
  clock: Clock;
  capabilities: readonly Capability[];
  authority: Authority;
  attachments: AttachmentStore;
  /** Other processes of this node; none if not said. */
  siblings?: Siblings;
  fetch?: typeof fetch;
  /** While own pages are brought back: what was answered before is on one of them. */
  answersLater?: true;
  /** How much may wait to be sealed before nothing more may cross; 100,000 events or 15 minutes if not said. */
  backlog?: BacklogLimit;
  /** Version of this software, which peers are told. */
  software?: string;
  /** One line for the operator's log; codes and numbers only. */
  log?: (line: string) => void;
};
