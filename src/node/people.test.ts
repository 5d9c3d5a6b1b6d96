import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { Readable } from "node:stream";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { done, refuse } from "#base/outcome.ts";
import { Role } from "#base/role.ts";
import type { Instant } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import { signerFromPem } from "#base/signature.ts";
import { accessGate } from "./access.ts";
import { checkAuditFile } from "./check-audit-file.ts";
import { nodeContract } from "./contract.ts";
import { nodeHandlers } from "./handlers.ts";
import { httpServer } from "./http.ts";
import { afterFailure, lockedUntil, type Attempts } from "./lock-out.ts";
import { findMandate } from "./mandate-store.ts";
import type { Answering } from "./mount.ts";
import { hashPassword, isPassword } from "./password.ts";
import { nodeRefusals } from "./refusals.ts";
import { loadSamplePeople } from "./sample/load-people.ts";
import { samplePassword, samplePeople } from "./sample/people.ts";
import { openText, sealText } from "./sealed-text.ts";
import { sessionMemory } from "./session-memory.ts";
import { signInLibrary } from "./sign-in.ts";
import { testDatabases } from "./test-database.ts";

const secret = "a secret of the test, at least 32 characters long";
const minutes = 60_000;
const signer = signerFromPem(
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }) as string,
);

for (const { name, open } of testDatabases()) {
  describe(`people of a node (${name})`, () => {
    let db: Db;
    let app: FastifyInstance;
    let offset = 0;
    const clock = (): Instant => new Date(Date.now() + offset).toISOString();

    before(async () => {
      ({ db } = await open());
      const library = signInLibrary({ db, here: "120114", url: "http://127.0.0.1", secret });
      await loadSamplePeople(db, { party: "120114", secret, clock });
      await loadSamplePeople(db, { party: "120114", secret, clock });
      const sessions = sessionMemory();
      const readNode = async () => ({ ...node });
      const audit = {
        db,
        node: "120114",
        clock,
        findSigner: () => Promise.resolve(done(signer)),
        readKeys: () => Promise.resolve([signer.publicKey]),
      };
      app = await httpServer({
        answerings: [
          {
            contract: nodeContract,
            handlers: nodeHandlers({ db, library, clock, secret, sessions, audit, readNode }),
          } as Answering,
        ],
        refusals: [nodeRefusals],
        gate: accessGate({
          db,
          library,
          clock,
          sessions,
          isOperator: () => false,
          verifyPeer: async () => refuse("NOT_ALLOWED"),
          anonymousPerMinute: 10_000,
          onFault: (error) => assert.fail(String(error)),
        }),
        clock,
        checkAnswers: true,
        onFault: (error) => console.error(error),
        isHttps: false,
        trustProxy: false,
        version: "test",
      });
    });
    after(() => app.close());

    const node = {
      party: "120114",
      name: { zh: "天津市武清区" },
      parties: [],
      languages: ["zh" as const, "en" as const],
      isSample: true,
      canSignInByOpenIdConnect: false,
      version: "test",
    };

    const ask = async (method: "GET" | "POST" | "DELETE", url: string, cookie?: string, body?: unknown) => {
      const answer = await app.inject({
        method,
        url,
        headers: {
          "x-tongwulang": "1",
          ...(cookie && { cookie }),
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { payload: JSON.stringify(body) }),
      });
      const cookies = [answer.headers["set-cookie"] ?? []].flat();
      const isJson = /\/(problem\+)?json/.test(String(answer.headers["content-type"])); // a file is not
      return { status: answer.statusCode, body: isJson ? answer.json() : {}, cookies };
    };
    const signIn = async (username: string, password = samplePassword) => {
      const answer = await ask("POST", "/api/sign-in", undefined, { username, password });
      return { ...answer, cookie: answer.cookies.map((cookie) => cookie.split(";")[0]).join("; ") };
    };

    it("sign in with name and password, and are known by a cookie no script can read", async () => {
      const { body, cookies, cookie } = await signIn("Clerk");
      assert.equal(body.person.displayName, "示例·李窗口");
      assert.equal(body.person.department.name.zh, "武清区政务服务中心");
      assert.match(cookies[0]!, /^tongwulang-120114\.session_token=.*HttpOnly/);
      assert.match(cookies[0]!, /SameSite=Lax/);
      const session = await ask("GET", "/api/session", cookie);
      assert.equal(session.body.person.role, "window-clerk");
      assert.ok(Date.parse(session.body.expiresAt) > Date.now());
      assert.equal((await ask("GET", "/api/session")).body.person, null);
      assert.equal((await ask("GET", "/api/session", `${cookie.slice(0, -4)}AAAA`)).body.person, null);
    });

    it("sign out, here or everywhere", async () => {
      const desk = await signIn("clerk2");
      const phone = await signIn("clerk2");
      const laptop = await signIn("clerk2");
      const open = (await ask("GET", "/api/sessions", phone.cookie)).body as { isHere: boolean }[];
      assert.deepEqual([open.length, open.filter(({ isHere }) => isHere).length], [3, 1]);
      await ask("POST", "/api/sign-out", laptop.cookie);
      assert.equal((await ask("GET", "/api/session", laptop.cookie)).body.person, null);
      assert.equal((await ask("POST", "/api/sign-out-everywhere", desk.cookie)).body.ended, 2);
      assert.equal((await ask("GET", "/api/session", phone.cookie)).body.person, null);
    });

    it("are told the same for a wrong password and for a name nobody has, and are locked out alike", async () => {
      for (const username of ["officer2", "nobody-at-all"]) {
        const codes: string[] = [];
        for (let n = 0; n < 6; n++) codes.push((await signIn(username, "wrong")).body.code);
        assert.deepEqual(codes, [...Array<string>(4).fill("SIGN_IN_FAILED"), "LOCKED_OUT", "LOCKED_OUT"]);
      }
      const locked = await signIn("officer2");
      assert.equal(locked.body.code, "LOCKED_OUT");
      assert.match(locked.body.title, /\d\d:\d\d/);
      offset += 16 * minutes;
      assert.equal((await signIn("officer2")).body.person.role, "officer");
    });

    it("do not get more chances by trying all at once", async () => {
      const answers = await Promise.all(Array.from({ length: 12 }, () => signIn("supervisor", "wrong")));
      const failed = answers.filter(({ body }) => body.code === "SIGN_IN_FAILED");
      assert.equal(failed.length, 4);
      assert.ok(answers.every(({ status }) => status !== 500));
    });

    it("are locked by the security administrator, and their sessions end", async () => {
      const officer = await signIn("officer");
      const security = await signIn("security");
      const id = officer.body.person.id as string;
      const locked = await ask("POST", `/api/people/${id}/lock`, security.cookie, { reason: "离岗" });
      assert.equal(locked.body.lockedReason, "离岗");
      assert.equal((await ask("GET", "/api/session", officer.cookie)).body.person, null);
      assert.equal((await signIn("officer")).body.code, "PERSON_LOCKED");
      await ask("POST", `/api/people/${id}/unlock`, security.cookie);
      assert.equal((await signIn("officer")).body.person.id, id);
      const own = await ask("POST", `/api/people/${security.body.person.id}/lock`, security.cookie, {
        reason: "x",
      });
      assert.equal(own.body.code, "LOCK_OWN");
    });

    it("change their password, and other sessions end", async () => {
      const here = await signIn("citizen2");
      const there = await signIn("citizen2");
      const change = (current: string, next: string) =>
        ask("POST", "/api/change-password", here.cookie, { current, next });
      const birthday = samplePeople("120114")
        .find(({ username }) => username === "citizen2")!
        .identityNumber!.slice(6, 14);
      assert.equal((await change("wrong", "a quite different one")).body.code, "SIGN_IN_FAILED");
      for (const weak of [
        "short",
        "has citizen2 in it", // the user name
        "我是赵女士没错的呀", // the name; and too short besides
        "我是赵女士没错的真的呀",
        `${birthday}-mine-only`,
        "1234567890",
        "Passw0rd2026!",
        "1q2w3e4r5t",
        "abababababab",
      ])
        assert.equal((await change(samplePassword, weak)).body.code, "PASSWORD_WEAK", weak);
      assert.equal((await change(samplePassword, "a quite different one")).status, 200);
      assert.equal((await ask("GET", "/api/session", there.cookie)).body.person, null);
      assert.equal((await ask("GET", "/api/session", here.cookie)).body.person.id, "120114-citizen2");
      assert.equal((await signIn("citizen2", "a quite different one")).status, 200);
    });

    it("sign in anew after twelve hours, however busy they were", async () => {
      const { cookie, body } = await signIn("clerk2");
      const startedEarlier = (hours: number) =>
        sql`update people.session set "createdAt" = now() - make_interval(hours => ${hours}),
          "expiresAt" = now() + interval '59 minutes' where "userId" = ${body.person.id}`.execute(db);
      await startedEarlier(11);
      const late = await ask("GET", "/api/session", cookie);
      assert.equal(late.body.person.id, body.person.id);
      await startedEarlier(13);
      const other = `${cookie}; seen=before`; // what the node remembers for two seconds is another text
      const after = await ask("GET", "/api/session", other);
      assert.equal(after.body.person, null);
      assert.equal((await ask("GET", "/api/colleagues", other)).body.code, "NOT_SIGNED_IN");
      assert.equal((await signIn("clerk2")).body.person.id, body.person.id);
    });

    it("see their own identity number and nobody else's", async () => {
      const { cookie } = await signIn("citizen");
      assert.deepEqual((await ask("GET", "/api/profile", cookie)).body, {
        name: "示例·王女士",
        kind: "citizen",
        idKind: "citizen-id",
        idNumber: "990114198507260127",
      });
      assert.equal(
        (await ask("GET", "/api/profile", (await signIn("clerk")).cookie)).body.code,
        "NOT_ALLOWED",
      );
    });

    it("let an agent act for them, for a time", async () => {
      const { cookie } = await signIn("citizen");
      const give = (mandate: Record<string, string>) =>
        ask("POST", "/api/mandates", cookie, {
          agentUsername: "citizen2",
          scope: "全部事项",
          validFrom: "2026-11-01",
          validUntil: "2027-10-31",
          ...mandate,
        });
      assert.equal((await give({ agentUsername: "clerk" })).body.code, "NO_SUCH_AGENT");
      assert.equal((await give({ agentUsername: "citizen" })).body.code, "MANDATE_OWN");
      assert.equal((await give({ validUntil: "2026-10-31" })).body.code, "MANDATE_PERIOD");
      assert.equal((await give({ validUntil: "2030-01-01" })).body.code, "MANDATE_PERIOD");
      const given = await give({});
      assert.equal(given.body.agent.displayName, "示例·赵女士");
      const who = { agent: "120114-citizen2", principal: "120114-citizen" };
      assert.equal((await findMandate(db, { ...who, day: "2027-10-31" }))?.id, given.body.id);
      assert.equal(await findMandate(db, { ...who, day: "2027-11-01" }), undefined);
      assert.equal((await ask("DELETE", `/api/mandates/${given.body.id}`, cookie)).body.isRevoked, true);
      assert.equal(await findMandate(db, { ...who, day: "2027-10-31" }), undefined);
    });

    it("leave lines in an audit log that only the audit administrator reads and nobody rewrites", async () => {
      const clerk = await signIn("clerk");
      assert.equal((await ask("GET", "/api/people", clerk.cookie)).body.code, "NOT_ALLOWED");
      const audit = await signIn("audit");
      await new Promise((resolve) => setTimeout(resolve, 50)); // refusals are written beside the answer
      const refusals = await ask("GET", "/api/audit?action=refusal&limit=1", audit.cookie);
      assert.equal(refusals.body.rows[0].subject, "GET /api/people");
      assert.equal(refusals.body.rows[0].person.id, "120114-clerk");
      const next = await ask("GET", `/api/audit?limit=5&before=${refusals.body.rows[0].id}`, audit.cookie);
      assert.equal(next.body.rows.length, 5);
      const checked = await ask("POST", "/api/audit/check", audit.cookie);
      assert.equal(checked.body.broken, undefined);
      assert.ok(checked.body.lines > 5);
      const file = await app.inject({ url: "/api/audit/export", headers: { cookie: audit.cookie } });
      assert.match(
        String(file.headers["content-disposition"]),
        /^attachment; filename="audit-120114-.*\.jsonl"/,
      );
      const lines = file.body.trimEnd().split("\n");
      const found = await checkAuditFile(Readable.from(lines), { now: clock() });
      assert.deepEqual([found.broken, found.lines > checked.body.lines], [undefined, true]);
      await assert.rejects(sql`update people.audit set outcome = 'x'`.execute(db), /append-only/);
      await assert.rejects(sql`delete from people.audit`.execute(db), /six months/);
    });

    it("reach exactly the routes that the contract opens to their role", async () => {
      const cookies = new Map<Role | undefined, string | undefined>([[undefined, undefined]]);
      for (const role of Role.options) {
        const person = samplePeople("120114").find((candidate) => candidate.role === role)!;
        const again = role === "supervisor" ? "supervisor2" : person.username;
        const { cookie, body } = await signIn(again);
        assert.equal(body.person.role, role);
        cookies.set(role, cookie);
      }
      for (const [routeName, { method, path, access }] of Object.entries(nodeContract)) {
        if (path.startsWith("/api/sign-")) continue;
        for (const [role, cookie] of cookies) {
          const body = method === "POST" ? {} : undefined;
          const answer = await ask(method as "GET", path.replace(/:\w+/g, "none"), cookie, body);
          const isOpen =
            access === "anyone" || (role !== undefined && (access as readonly Role[]).includes(role));
          const expected = isOpen ? undefined : role ? "NOT_ALLOWED" : "NOT_SIGNED_IN";
          const code = ["NOT_ALLOWED", "NOT_SIGNED_IN"].find((denial) => denial === answer.body.code);
          assert.equal(code, expected, `${routeName} as ${role}`);
        }
      }
    });
  });
}

describe("a password", () => {
  it("is kept as Argon2id and recognised again", async () => {
    const hash = await hashPassword("通武廊 is one word");
    assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.equal(await isPassword({ hash, password: "通武廊 is one word" }), true);
    assert.equal(await isPassword({ hash, password: "通武廊 is one Word" }), false);
    assert.equal(await isPassword({ hash: "plain", password: "plain" }), false);
  });
});

describe("remembering who a cookie stands for", () => {
  const caller = { personId: "p", role: "officer", department: "d" } as const;

  it("lasts two seconds and no longer than the session", () => {
    let time = 0;
    const sessions = sessionMemory(undefined, () => time);
    sessions.keep("a", caller, sessions.generation());
    time = 1_999;
    assert.equal(sessions.find("a"), caller);
    time = 2_000;
    assert.equal(sessions.find("a"), undefined);
    sessions.keep("a", caller, sessions.generation());
    sessions.forgetAll();
    assert.equal(sessions.find("a"), undefined);
  });

  it("does not keep what was looked up before a session ended", () => {
    const sessions = sessionMemory();
    const before = sessions.generation();
    sessions.forgetAll();
    sessions.keep("a", caller, before);
    assert.equal(sessions.find("a"), undefined);
  });
});

describe("locking a name out", () => {
  const at = (minute: number): Instant => new Date(Date.UTC(2026, 10, 22, 8, minute)).toISOString();

  it("lasts exactly a quarter of an hour from the fifth failure in a row", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 5, maxLength: 5 }), (gaps) => {
        let minute = 0;
        let attempts: Attempts | undefined;
        for (const gap of gaps) {
          minute += gap;
          assert.equal(lockedUntil(attempts, at(minute)), undefined);
          attempts = afterFailure(attempts, at(minute));
        }
        assert.equal(lockedUntil(attempts, at(minute)), at(minute + 15));
        assert.equal(lockedUntil(attempts, at(minute + 15)), undefined);
        assert.equal(afterFailure(attempts, at(minute + 15)).failures, 1);
      }),
    );
  });

  it("does not add up failures that are far apart", () => {
    let attempts: Attempts | undefined;
    for (let n = 0; n < 20; n++) attempts = afterFailure(attempts, at(n * 15));
    assert.equal(attempts?.failures, 1);
  });
});

describe("an identity number at rest", () => {
  it("is read back by this node for this person only", () => {
    const sealed = sealText(secret, "p1", "990114198507260127");
    assert.ok(!sealed.includes("9901"));
    assert.equal(openText(secret, "p1", sealed), "990114198507260127");
    assert.throws(() => openText(secret, "p2", sealed));
    assert.throws(() => openText(`${secret}!`, "p1", sealed));
  });
});
