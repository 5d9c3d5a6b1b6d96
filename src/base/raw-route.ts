import type { Language } from "./bilingual.ts";
import type { Outcome, Refusal } from "./outcome.ts";
import type { Caller } from "./role.ts";

/** A request of a protocol that somebody else defined, as it came. */
export type RawRequest = {
  method: string;
  /** Path and query below the route's own path, as received. */
  below: string;
  headers: Headers;
  body: Uint8Array;
  /** `https://node.example`: how the caller reached this node. */
  origin: string;
  language: Language;
  /** The signed-in person, by the cookie of a session. */
  caller?: Caller;
  /** Too many from this address without a sign-in; to be asked where nobody was recognised. */
  countAnonymous: () => Refusal | undefined;
  /** A refusal as problem details, for an answer inside an answer. */
  problem: (refusal: Refusal) => { status: number; body: string };
};

export type RawAnswer = { status: number; headers: Record<string, string>; body?: string | Uint8Array };

/**
 * What a contract cannot say, because its addresses and bodies follow a standard of their own. The node keeps the door as
 * for every route: headers, limits, sessions, no requests from other sites.
 */
export type RawRoute = {
  path: string;
  methods: readonly ("GET" | "POST" | "PUT" | "PATCH" | "DELETE")[];
  maxBytes: number;
  answer: (request: RawRequest) => Promise<Outcome<RawAnswer>>;
};
