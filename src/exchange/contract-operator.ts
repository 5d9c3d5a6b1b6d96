import { z } from "zod";
import { Bilingual } from "#base/bilingual.ts";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";
import { Head } from "#protocol/page.ts";

export const Instant = z.iso.datetime({ precision: 3 });
export const administrators = ["system-administrator"] as const;
const staff = [
  "window-clerk",
  "officer",
  "supervisor",
  "duty-officer",
  "system-administrator",
  "security-administrator",
  "audit-administrator",
] as const;

/** What went wrong, as a code and in words a person can act on. */
export const Trouble = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  /** What helps. */
  next: z.object({ zh: z.string(), en: z.string() }).optional(),
  detail: z.record(z.string(), z.unknown()),
  at: Instant,
});

export const Standing = z.discriminatedUnion("state", [
  z.object({ state: z.literal("sound") }),
  z.object({ state: z.literal("unasked"), restored: z.boolean(), waitsFor: z.array(Party) }),
  z.object({ state: z.literal("behind"), own: z.int(), held: z.int(), by: Party }),
  z.object({ state: z.literal("forked"), number: z.int(), by: Party }),
]);

export const ChainView = z.object({
  party: Party,
  key: z.string(),
  head: Head,
  events: z.int().min(0),
  queued: z.int().min(0),
  sealedAt: Instant.nullable(),
  /** Whether this database may go on with the chain, seen from what the peers hold of it; `trouble` says why not. */
  standing: Standing,
  trouble: Trouble.nullable(),
  heads: z.record(z.string(), Head),
  pages: z.array(
    z.object({
      number: z.int(),
      digest: Digest,
      first: z.int(),
      count: z.int(),
      bytes: z.int(),
      sealedAt: Instant,
    }),
  ),
});
export type ChainView = z.infer<typeof ChainView>;

/** How the own pages come back from the peers. */
export const RecoveryView = z.object({
  running: z.boolean(),
  standing: Standing,
  last: z
    .object({
      startedAt: Instant,
      endedAt: Instant.nullable(),
      from: z.int(),
      reached: z.int(),
      target: z.int(),
      trouble: Trouble.nullable(),
    })
    .nullable(),
  /** Own events whose bodies are not here: nobody else was told them, so nobody could give them back. */
  lost: z.object({
    events: z.int(),
    pages: z.array(z.object({ number: z.int(), sealedAt: Instant, positions: z.array(z.int()) })),
  }),
});
export type RecoveryView = z.infer<typeof RecoveryView>;

export const PeerView = z.object({
  party: Party,
  name: Bilingual,
  url: z.string(),
  /** The newest of its pages it has told of, and the last one applied here. */
  seen: z.int().min(0),
  applied: z.int().min(0),
  lagPages: z.int().min(0),
  lagSeconds: z.number().min(0),
  /** The last of our pages that it has signed to have applied, and what of ours it has not. */
  acknowledged: z.int().min(0),
  unacknowledgedPages: z.int().min(0),
  unacknowledgedSeconds: z.number().min(0),
  contactAt: Instant.nullable(),
  trouble: Trouble.nullable(),
  /** Version of its software, if it says so; whether that is newer; whether it reads a page format that this node writes. */
  software: z.string().nullable(),
  isNewer: z.boolean(),
  readsOurs: z.boolean(),
  waiting: z.int().min(0),
  refused: z.int().min(0),
});
export type PeerView = z.infer<typeof PeerView>;

export const PeerTest = z.object({
  reached: z.boolean(),
  millis: z.number(),
  head: Head.optional(),
  trouble: Trouble.optional(),
});

export const ConnectionView = z.object({
  party: Party,
  name: Bilingual,
  connected: z.boolean(),
  lastContactSeconds: z.number().nullable(),
  queuedPages: z.int().min(0),
});

/** How the exchange of a node is doing, for those who look after it. */
export const exchangeOperatorContract = contract({
  chain: {
    method: "GET",
    path: "/api/exchange/chain",
    summary: { zh: "本节点的链", en: "This node's chain" },
    access: administrators,
    output: ChainView,
    refusals: [],
  },
  peers: {
    method: "GET",
    path: "/api/exchange/peers",
    summary: { zh: "各方节点状态", en: "State of the other nodes" },
    access: administrators,
    output: z.object({ peers: z.array(PeerView) }),
    refusals: [],
  },
  recovery: {
    method: "GET",
    path: "/api/exchange/recovery",
    summary: {
      zh: "取回本节点的页：进度与缺失",
      en: "Bringing back this node's pages: how far, and what is lost",
    },
    access: administrators,
    output: RecoveryView,
    refusals: [],
  },
  recover: {
    method: "POST",
    path: "/api/exchange/recovery",
    summary: { zh: "从各方取回本节点的页", en: "Bring this node's pages back from the peers" },
    access: administrators,
    body: z.object({ goOn: z.boolean().default(false) }),
    output: RecoveryView,
    refusals: ["RECOVERING", "OWN_CHAIN_FORKED", "OWN_PAGE_NOT_SHOWN", "NO_PEER_ANSWERS", "RECORDED_BESIDE"],
  },
  testPeer: {
    method: "POST",
    path: "/api/exchange/peers/:party/test",
    summary: { zh: "立即测试连接", en: "Test the connection now" },
    access: administrators,
    params: z.object({ party: Party }),
    output: PeerTest,
    refusals: ["NOT_A_PARTY"],
  },
  refusedAttempts: {
    method: "GET",
    path: "/api/exchange/refused-attempts",
    summary: { zh: "本节点被拒绝的跨界操作", en: "What was tried here and not allowed" },
    access: ["system-administrator", "audit-administrator"],
    output: z.object({
      attempts: z.array(
        z.object({
          attemptedAt: Instant,
          type: z.string(),
          subject: z.string(),
          role: z.string(),
          department: z.string(),
          clause: z.unknown(),
          code: z.string(),
          detail: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
    refusals: [],
  },
  refusedByPeers: {
    method: "GET",
    path: "/api/exchange/refused-by-peers",
    summary: { zh: "被对方拒收的事件", en: "Events of ours that a peer refused" },
    access: administrators,
    output: z.object({
      refused: z.array(
        z.object({
          by: Party,
          subject: z.string(),
          about: Digest,
          code: z.string(),
          zh: z.string(),
          en: z.string(),
          at: Instant,
        }),
      ),
    }),
    refusals: [],
  },
  connection: {
    method: "GET",
    path: "/api/exchange/connection",
    summary: {
      zh: "与各方的连接，本节点能否办理",
      en: "Connection with the other parties, and whether this node may record",
    },
    access: staff,
    output: z.object({
      peers: z.array(ConnectionView),
      /** Why this node records nothing new now. */
      barred: Trouble.nullable(),
    }),
    refusals: [],
  },
});
