import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { z } from "zod";
import { contract } from "#base/contract.ts";
import { callerOf, type Handlers } from "#base/handler.ts";
import { done, refuse } from "#base/outcome.ts";
import type { Caller } from "#base/role.ts";
import { systemClock } from "#base/time.ts";
import { httpServer } from "./http.ts";
import type { Answering } from "./mount.ts";
import { rateLimit } from "./rate-limit.ts";

const library = contract({
  findBook: {
    method: "GET",
    path: "/api/books/:id",
    summary: { zh: "查书", en: "Find a book" },
    access: "anyone",
    params: z.object({ id: z.string().max(10) }),
    query: z.object({ copies: z.coerce.number().int().optional() }),
    output: z.object({ title: z.string() }),
    refusals: ["NO_SUCH_BOOK"],
  },
  lend: {
    method: "POST",
    path: "/api/loans",
    summary: { zh: "借书", en: "Lend a book" },
    access: ["window-clerk"],
    body: z.object({ book: z.string(), days: z.int().max(30) }),
    output: z.object({ by: z.string() }),
    refusals: [],
  },
  scan: {
    method: "POST",
    path: "/api/scans",
    summary: { zh: "扫描", en: "Hand in a scan" },
    access: ["window-clerk"],
    body: "bytes",
    output: z.object({ size: z.number() }),
    refusals: [],
  },
  print: {
    method: "GET",
    path: "/api/books/:id/print",
    summary: { zh: "打印", en: "Print" },
    access: "anyone",
    params: z.object({ id: z.string() }),
    output: "file",
    refusals: [],
  },
  exchange: {
    method: "POST",
    path: "/exchange/v1/books",
    summary: { zh: "交换", en: "Exchange" },
    access: "peer",
    body: z.object({}),
    output: z.object({ peer: z.string() }),
    refusals: [],
  },
});

const handlers: Handlers<typeof library> = {
  findBook: async ({ params }) => {
    if (params.id === "full") throw Object.assign(new Error("no space"), { code: "53100" });
    if (params.id === "broken") throw new Error("secret of the house");
    return params.id === "1" ? done({ title: "论语" }) : refuse("NO_SUCH_BOOK", { id: params.id });
  },
  lend: async (_asked, context) => done({ by: callerOf(context).personId }),
  scan: async ({ body }) => {
    let size = 0;
    for await (const chunk of body) size += chunk.length;
    return done({ size });
  },
  print: async () =>
    done({ mediaType: "text/html; charset=utf-8", name: "书.html", inline: true, content: "<p>论语</p>" }),
  exchange: async (_asked, context) => done({ peer: context.peer! }),
};

const clerk: Caller = { personId: "p1", role: "window-clerk", department: "hall" };
const faults: unknown[] = [];

const app = await httpServer({
  answerings: [{ contract: library, handlers } as Answering],
  refusals: [{ NO_SUCH_BOOK: { status: 404, zh: "没有 {id} 这本书", en: "There is no book {id}" } }],
  gate: {
    findCaller: async ({ headers }) => {
      const role = headers.get("x-test-role");
      return role ? ({ ...clerk, role } as Caller) : undefined;
    },
    verifyPeer: async ({ headers, body }) =>
      headers["signature"] === String(body.length) ? done("110112") : refuse("NOT_ALLOWED"),
    countAnonymous: rateLimit(1000),
  },
  clock: systemClock,
  checkAnswers: true,
  onFault: (error) => faults.push(error),
  isHttps: false,
  trustProxy: false,
  version: "test",
});
after(() => app.close());

const asClerk = { "x-test-role": "window-clerk", "x-tongwulang": "1", "content-type": "application/json" };

describe("a request over HTTP", () => {
  it("is answered by the handler of its route", async () => {
    const answer = await app.inject({ url: "/api/books/1?copies=2" });
    assert.deepEqual(answer.json(), { title: "论语" });
    assert.match(answer.headers["content-security-policy"] as string, /default-src 'self'/);
    assert.ok(answer.headers["x-request-id"]);
  });

  it("is refused in the language of the person", async () => {
    const zh = await app.inject({ url: "/api/books/2" });
    assert.equal(zh.statusCode, 404);
    assert.match(zh.headers["content-type"] as string, /^application\/problem\+json/);
    assert.equal(zh.json().title, "没有 2 这本书");
    const en = await app.inject({ url: "/api/books/2", headers: { "accept-language": "en-GB,en;q=0.9" } });
    assert.equal(en.json().title, "There is no book 2");
    assert.equal((await app.inject({ url: "/api/books/2?lang=en" })).json().title, "There is no book 2");
  });

  it("needs somebody signed in with the right role", async () => {
    const lend = (headers: Record<string, string>) =>
      app.inject({ method: "POST", url: "/api/loans", headers, payload: '{"book":"1","days":3}' });
    assert.equal((await lend({ ...asClerk, "x-test-role": "" })).json().code, "NOT_SIGNED_IN");
    assert.equal((await lend({ ...asClerk, "x-test-role": "officer" })).json().code, "NOT_ALLOWED");
    assert.deepEqual((await lend(asClerk)).json(), { by: "p1" });
  });

  it("says which field does not fit and never what was in it", async () => {
    const payload = '{"book":"1","days":"990112195803120018"}';
    const answer = await app.inject({ method: "POST", url: "/api/loans", headers: asClerk, payload });
    assert.equal(answer.statusCode, 422);
    assert.equal(answer.json().at, "days");
    assert.ok(!answer.body.includes("990112195803120018"));
    for (const broken of ["{", "", "[]"]) {
      const bad = await app.inject({ method: "POST", url: "/api/loans", headers: asClerk, payload: broken });
      assert.equal(bad.json().code, "INVALID");
    }
    const asForm = { ...asClerk, "content-type": "application/x-www-form-urlencoded" };
    assert.equal(
      (await app.inject({ method: "POST", url: "/api/loans", headers: asForm, payload: "a=1" })).json().code,
      "INVALID",
    );
  });

  it("from another site is refused", async () => {
    const from = async (headers: Record<string, string>) => {
      const { "x-tongwulang": _, ...rest } = asClerk;
      const answer = await app.inject({
        method: "POST",
        url: "/api/loans",
        headers: { ...rest, host: "hall.example", ...headers },
        payload: '{"book":"1","days":3}',
      });
      return answer.json().code ?? "answered";
    };
    assert.equal(await from({}), "CROSS_SITE");
    assert.equal(await from({ origin: "https://evil.example", "x-tongwulang": "1" }), "CROSS_SITE");
    assert.equal(await from({ origin: "null" }), "CROSS_SITE");
    assert.equal(await from({ "sec-fetch-site": "same-site" }), "CROSS_SITE");
    assert.equal(await from({ origin: "https://hall.example", "sec-fetch-site": "same-origin" }), "answered");
    assert.equal(await from({ "x-tongwulang": "1" }), "answered");
  });

  it("that meets a fault leaks nothing but a reference", async () => {
    const answer = await app.inject({ url: "/api/books/broken" });
    assert.equal(answer.statusCode, 500);
    assert.ok(!answer.body.includes("secret"));
    assert.equal(answer.json().detail.request, answer.headers["x-request-id"]);
    assert.match(String(faults.at(-1)), /secret of the house/);
    assert.equal((await app.inject({ url: "/api/books/full" })).json().code, "STORAGE_FULL");
  });

  it("streams what is handed in, up to its limit", async () => {
    const headers = { ...asClerk, "content-type": "image/png" };
    const scan = (payload: Buffer) => app.inject({ method: "POST", url: "/api/scans", headers, payload });
    assert.deepEqual((await scan(Buffer.alloc(3_000_000))).json(), { size: 3_000_000 });
    assert.equal((await scan(Buffer.alloc(51 * 1024 * 1024))).json().code, "TOO_LARGE");
    const lend = {
      method: "POST",
      url: "/api/loans",
      headers: asClerk,
      payload: Buffer.alloc(1_100_000, 32),
    } as const;
    assert.equal((await app.inject(lend)).json().code, "TOO_LARGE");
  });

  it("shows a printed document without letting it run anything", async () => {
    const answer = await app.inject({ url: "/api/books/1/print" });
    assert.match(answer.headers["content-security-policy"] as string, /^sandbox(?!.*allow-scripts)/);
    assert.equal(answer.headers["x-content-type-options"], "nosniff");
    assert.match(answer.headers["content-disposition"] as string, /filename\*=UTF-8''%E4%B9%A6.html/);
  });

  it("of another node is checked over the very bytes it sent", async () => {
    const ask = (signature: string) =>
      app.inject({
        method: "POST",
        url: "/exchange/v1/books",
        headers: { signature, "content-type": "application/json" },
        payload: "{ }",
      });
    assert.deepEqual((await ask("3")).json(), { peer: "110112" });
    assert.equal((await ask("2")).json().code, "NOT_ALLOWED");
  });

  it("to nowhere is a clear no", async () => {
    assert.equal((await app.inject({ url: "/api/nothing" })).json().code, "NOT_FOUND");
  });

  it("for the OpenAPI document describes every route", async () => {
    const { paths } = (await app.inject({ url: "/api/openapi.json" })).json();
    assert.deepEqual(Object.keys(paths).toSorted(), [
      "/api/books/{id}",
      "/api/books/{id}/print",
      "/api/loans",
      "/api/scans",
      "/exchange/v1/books",
    ]);
    assert.deepEqual(paths["/api/loans"].post["x-roles"], ["window-clerk"]);
  });
});

describe("counting requests", () => {
  it("lets so many through per minute, then says when to come back", () => {
    let time = 1_000_000 * 60_000;
    const count = rateLimit(3, () => time);
    assert.deepEqual(
      [count("a"), count("a"), count("a"), count("b")],
      [undefined, undefined, undefined, undefined],
    );
    assert.equal(count("a"), 60);
    time += 120_000;
    assert.equal(count("a"), undefined);
  });
});
