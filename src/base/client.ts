import type { z } from "zod";
import type { Ask, Contract, Route } from "./contract.ts";
import type { Language } from "./bilingual.ts";
import type { Problem } from "./outcome.ts";

/** What a caller of the typed client gets: the answer, or the problem with its code known to the compiler. */
export type Reply<R extends Route> =
  | { ok: true; value: R["output"] extends z.ZodType ? z.output<R["output"]> : Blob }
  | { ok: false; problem: Problem & { code: R["refusals"][number] | string } };

export type Client<C extends Contract> = {
  [K in keyof C]: (ask: Ask<C[K]>, options?: { signal?: AbortSignal }) => Promise<Reply<C[K]>>;
};

export const unreachable: Problem = {
  type: "urn:tongwulang:refusal:UNREACHABLE",
  code: "UNREACHABLE",
  status: 0,
  title: "暂时连接不上服务 / The service cannot be reached",
  zh: "暂时连接不上服务，已填内容保存在本机，恢复后可继续",
  en: "The service cannot be reached. What you typed is kept on this device; go on when it is back",
};

type Given = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown };

const address = (base: string, route: Route, { params, query: asked = {} }: Given): string => {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, String(value));
  const search = query.toString();
  return base + path + (search && `?${search}`);
};

/** A typed client of a contract: one function per route, refusals as values. */
export const client = <C extends Contract>(
  routes: C,
  options: {
    base?: string;
    language?: () => Language;
    fetch?: typeof fetch;
    headers?: () => Record<string, string>;
  } = {},
): Client<C> => {
  const ask = async (route: Route, given: Given, signal?: AbortSignal) => {
    const { body } = given;
    const headers: Record<string, string> = {
      "accept-language": options.language?.() ?? "zh",
      "x-tongwulang": "1", // a page of another site cannot set this without asking first (CSRF)
      ...options.headers?.(),
    };
    // A file goes as it is: what the node says of its lines is true of the person's own.
    if (body !== undefined)
      headers["content-type"] = body instanceof Blob ? "application/octet-stream" : "application/json";
    let response: Response;
    try {
      response = await (options.fetch ?? fetch)(address(options.base ?? "", route, given), {
        method: route.method,
        headers,
        credentials: "same-origin",
        ...(body !== undefined && { body: body instanceof Blob ? body : JSON.stringify(body) }),
        ...(signal && { signal }),
      });
      if (response.ok)
        return { ok: true, value: route.output === "file" ? await response.blob() : await response.json() };
      const isProblem = response.headers.get("content-type")?.includes("json");
      if (isProblem) return { ok: false, problem: (await response.json()) as Problem };
    } catch (error) {
      if (signal?.aborted) throw error;
    }
    return { ok: false, problem: unreachable };
  };
  return Object.fromEntries(
    Object.entries(routes).map(([name, route]) => [
      name,
      (given: unknown, extra?: { signal?: AbortSignal }) => ask(route, given as Given, extra?.signal),
    ]),
  ) as Client<C>;
};
