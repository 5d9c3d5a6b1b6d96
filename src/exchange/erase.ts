import { refuse, type Outcome } from "#base/outcome.ts";
import type { Tx } from "#base/tx.ts";
import type { Audience, Recorded } from "#protocol/event.ts";
import { append } from "./append.ts";
import type { ExchangeDeps } from "./deps.ts";
import { readTold } from "./erasure-store.ts";
import { erasurePrefix, type EraseCommand } from "./events.ts";
import { lockSubjects } from "./store.ts";

/** Records that a subject is erased, for everybody who was told of it, under the clause it came by. */
export const erase = async (
  deps: ExchangeDeps,
  tx: Tx,
  { actor, ...erased }: EraseCommand,
): Promise<Outcome<Recorded[]>> => {
  const { subject } = erased;
  const known = (await lockSubjects(tx, [subject])).get(subject);
  const after = known?.heads.at(-1)?.[1];
  if (!after) return refuse("NO_EVENTS", { subject });
  const told = await readTold(tx, subject);
  const audiences = told.map(({ audience }) => audience);
  const audience: Audience = audiences.includes("public")
    ? "public"
    : [...new Set([deps.here, ...audiences.flatMap((one) => one.split(","))])].sort();
  const clause = told.findLast((one) => one.clause)?.clause;
  return append(deps, tx, [
    {
      type: "exchange.erased",
      subject: `${erasurePrefix}${subject}`,
      data: { ...erased, after },
      audience,
      actor,
      ...(clause && { clause }),
    },
  ]);
};
