import { client, type Reply } from "#base/client.ts";
import type { Route } from "#base/contract.ts";
import type { Problem } from "#base/outcome.ts";
import { caseContract } from "#cases/contract.ts";
import { nodeContract } from "#node/contract.ts";
import { chosenLanguage } from "./language.tsx";
import { askToSignIn } from "./sign-in-again.ts";

const endsQuietly = ["/api/session", "/api/sign-in", "/api/sign-out", "/api/change-password"];

/** A request that meets an ended session waits for the dialog, then goes again as it was. */
const fetchSignedIn: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (response.status !== 401 || endsQuietly.includes(new URL(String(input), location.href).pathname))
    return response;
  return (await askToSignIn()) ? fetch(input, init) : response;
};

export const asking = { language: chosenLanguage, fetch: fetchSignedIn };

export const cases = client(caseContract, asking);
export const node = client(nodeContract, asking);

/** A refusal on its way to the page's one place for errors. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** For queries: the value, or the problem thrown to where the page shows it. */
export const answerOf = async <R extends Route>(reply: Promise<Reply<R>>) => {
  const answer = await reply;
  if (!answer.ok) throw new Refused(answer.problem);
  return answer.value as Extract<Reply<R>, { ok: true }>["value"];
};

export const problemOf = (error: unknown): Problem | undefined =>
  error instanceof Refused ? error.problem : undefined;
