import { done } from "#base/outcome.ts";
import { auditHandlers } from "./audit-handlers.ts";
import type { NodeDeps, NodeHandlers } from "./node-deps.ts";
import { peopleHandlers } from "./people-handlers.ts";
import { signInHandlers } from "./sign-in-handlers.ts";

export const nodeHandlers = (deps: NodeDeps): NodeHandlers => ({
  readNode: async () => done(await deps.readNode()),
  ...signInHandlers(deps),
  ...peopleHandlers(deps),
  ...auditHandlers(deps),
});
