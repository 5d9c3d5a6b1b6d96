import type { Item } from "./item.ts";

/** Fields in the order in which people who live in one city and work in another meet them. */
export const domainOrder = [
  "social-security",
  "housing-fund",
  "household",
  "market",
  "transport",
  "civil-affairs",
  "notary",
] as const satisfies readonly Item["domain"][];
