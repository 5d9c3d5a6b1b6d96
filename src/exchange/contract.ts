import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";
import { Head, Page } from "#protocol/page.ts";
import { exchangeStaffContract } from "./contract-staff.ts";

export const paths = {
  pages: "/exchange/v1/pages",
  head: "/exchange/v1/head",
  hint: "/exchange/v1/hint",
  attachments: "/exchange/v1/attachments",
  publicPages: "/exchange/v1/public/pages",
  relay: "/exchange/v1/relay",
};

export const maxWaitSeconds = 25;

/** `head`: the number of the newest page, so that a reader knows how far behind it is. */
export const PagesAnswer = z.object({ pages: z.array(Page).max(256), head: z.int().min(0) });
/**
 * `proof`: the asker's own page that `heads` names, as the asker signed it. `software` and `formats`: its version and the
 * page formats it reads. Older software says none of these.
 */
export const HeadAnswer = z.object({
  node: Party,
  head: Head,
  heads: z.record(z.string(), Head),
  proof: Page.pick({ header: true, signature: true }).optional(),
  software: z.string().max(50).optional(),
  formats: z.array(z.string().max(50)).max(20).optional(),
});
export const Hint = z.object({ head: z.int().min(0) });

const Done = z.object({ ok: z.literal(true) });
const after = z.coerce.number().int().min(0).default(0);

/** What nodes ask each other (signed requests), and what anyone may read. docs/exchange-format.md says it for strangers. */
export const exchangePeerContract = contract({
  pages: {
    method: "GET",
    path: paths.pages,
    summary: { zh: "取某页之后的签名页", en: "Signed pages after a number" },
    access: "peer",
    query: z.object({ after, wait: z.coerce.number().int().min(0).max(maxWaitSeconds).default(0) }),
    output: PagesAnswer,
    refusals: [],
  },
  relay: {
    method: "GET",
    path: `${paths.relay}/:party/pages`,
    summary: { zh: "取本节点所存某方的签名页", en: "Signed pages of a party as this node holds them" },
    access: "peer",
    params: z.object({ party: Party }),
    query: z.object({ after }),
    output: PagesAnswer,
    refusals: [],
  },
  head: {
    method: "GET",
    path: paths.head,
    summary: { zh: "链头", en: "Heads of the chains" },
    access: "peer",
    output: HeadAnswer,
    refusals: [],
  },
  hint: {
    method: "POST",
    path: paths.hint,
    summary: { zh: "提示有新页", en: "A hint that there is a new page" },
    access: "peer",
    body: Hint,
    output: Done,
    refusals: [],
  },
  attachment: {
    method: "GET",
    path: `${paths.attachments}/:digest`,
    summary: { zh: "取附件", en: "An attachment by its hash" },
    access: "peer",
    params: z.object({ digest: Digest }),
    output: "file",
    refusals: ["ATTACHMENT_UNKNOWN"],
  },
  publicPages: {
    method: "GET",
    path: paths.publicPages,
    summary: { zh: "公开签名页", en: "Signed pages as the public may read them" },
    access: "anyone",
    query: z.object({ after }),
    output: PagesAnswer,
    refusals: [],
  },
});

/** Everything the exchange answers over HTTP. */
export const exchangeContract = contract({
  ...exchangePeerContract,
  ...exchangeStaffContract,
});
