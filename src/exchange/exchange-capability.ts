import type { Capability } from "./capability.ts";
import { exchangeKinds } from "./events.ts";

/** The exchange's own words. They change no state: a refusal is read where its event is shown. */
export const exchangeCapability: Capability = {
  name: "exchange",
  kinds: exchangeKinds,
  apply: () => Promise.resolve(),
};
