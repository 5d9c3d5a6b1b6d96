import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { client, type Client } from "#base/client.ts";
import type { Problem } from "#base/outcome.ts";
import { caseContract } from "#cases/contract.ts";
import { nodeContract } from "#node/contract.ts";

const silent = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Asks for a password without showing it; from a pipe it is the first line. */
export const askPassword = async (username: string): Promise<string> => {
  const isTerminal = process.stdin.isTTY;
  if (isTerminal) process.stderr.write(`${username} 密码 password: `);
  const lines = createInterface({ input: process.stdin, output: silent(), terminal: isTerminal });
  try {
    const { value } = await lines[Symbol.asyncIterator]().next();
    return typeof value === "string" ? value : "";
  } finally {
    lines.close();
    if (isTerminal) process.stderr.write("\n");
  }
};

/** A person's own session at a node, for one command: what they do there is written down as theirs. */
export type Session = { cases: Client<typeof caseContract>; end: () => Promise<void> };

export const signIn = async (
  base: string,
  username: string,
  password: string,
): Promise<{ ok: true; value: Session } | { ok: false; problem: Problem }> => {
  const cookies = new Map<string, string>();
  const withCookies: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(input, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", ...value] = line.split(";")[0]!.split("=");
      cookies.set(name, value.join("="));
    }
    return response;
  };
  const node = client(nodeContract, { base, fetch: withCookies });
  const signedIn = await node.signIn({ body: { username, password } });
  if (!signedIn.ok) return signedIn;
  return {
    ok: true,
    value: {
      cases: client(caseContract, { base, fetch: withCookies }),
      end: async () => void (await node.signOut({})),
    },
  };
};
