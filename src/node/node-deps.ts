import type { Asked, Answered } from "#base/contract.ts";
import type { Outcome } from "#base/outcome.ts";
import type { Clock } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import type { AuditKeeping } from "./check-audit.ts";
import type { NodeAnswer, nodeContract } from "./contract.ts";
import type { NodeContext } from "./mount.ts";
import type { SessionMemory } from "./session-memory.ts";
import type { SignInLibrary } from "./sign-in.ts";

/** What the node's own handlers work with. */
export type NodeDeps = {
  db: Db;
  library: SignInLibrary;
  clock: Clock;
  /** The node's own secret: seals identity numbers and signs cookies. */
  secret: string;
  sessions: SessionMemory;
  audit: AuditKeeping;
  readNode: () => Promise<NodeAnswer>;
};

type NodeContract = typeof nodeContract;

/** Handlers of the node's contract; unlike others they see headers, because cookies travel there. */
export type NodeHandlers<K extends keyof NodeContract = keyof NodeContract> = {
  [N in K]: (
    asked: Asked<NodeContract[N]>,
    context: NodeContext,
  ) => Promise<Outcome<Answered<NodeContract[N]>>>;
};
