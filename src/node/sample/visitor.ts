import type { Language } from "#base/bilingual.ts";
import { client, type Client } from "#base/client.ts";
import type { Problem } from "#base/outcome.ts";
import { agreementContract } from "#agreements/contract.ts";
import { exchangeStaffContract } from "#exchange/contract-staff.ts";
import { caseContract } from "#cases/contract.ts";
import { monitoringContract } from "#monitoring/contract.ts";
import { nodeContract, type SignedIn } from "../contract.ts";
import { samplePassword } from "./people.ts";

/** A person of the trial at their node, asking through the same HTTP as a page does. */
export type Visitor = {
  person: SignedIn | undefined;
  cookie: () => string;
  cases: Client<typeof caseContract>;
  monitoring: Client<typeof monitoringContract>;
  agreements: Client<typeof agreementContract>;
  exchange: Client<typeof exchangeStaffContract>;
  node: Client<typeof nodeContract>;
  /** Any address of the node, with the visitor's cookies. */
  fetch: typeof fetch;
};

/** A value or a clear failure: `const { value } = must(await wuqing.cases.submit(…))`. */
export const must = <T>(reply: { ok: true; value: T } | { ok: false; problem: Problem }): T => {
  if (reply.ok) return reply.value;
  const { code, zh, at, detail } = reply.problem;
  throw new Error(`${code}${at ? ` at ${at}` : ""}: ${zh} ${JSON.stringify(detail ?? {})}`);
};

/** Waits until something has come true on the far side; journeys never sleep for a fixed time. */
export const eventually = async <T>(look: () => Promise<T | undefined | false>, seconds = 60): Promise<T> => {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end)
      throw new Error(`did not come true in ${seconds} s: ${look.toString().slice(0, 200)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

/** Somebody who has not signed in. */
export const visitor = (url: string, language: Language): Visitor => {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const withCookies: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    if (jar.size) headers.set("cookie", cookie());
    const response = await fetch(typeof input === "string" && input.startsWith("/") ? url + input : input, {
      ...init,
      headers,
    });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(";")[0]!.split("=", 2) as [string, string];
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  const options = { base: url, language: () => language, fetch: withCookies };
  return {
    person: undefined,
    cookie,
    cases: client(caseContract, options),
    monitoring: client(monitoringContract, options),
    agreements: client(agreementContract, options),
    exchange: client(exchangeStaffContract, options),
    node: client(nodeContract, options),
    fetch: withCookies,
  };
};

/** Signs in as a sample person, with the one password of the trial. */
export const signedIn = async (
  url: string,
  username: string,
  language: Language = "zh",
): Promise<Visitor> => {
  const guest = visitor(url, language);
  const { person } = must(await guest.node.signIn({ body: { username, password: samplePassword } }));
  return { ...guest, person: person ?? undefined };
};
