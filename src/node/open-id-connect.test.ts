import assert from "node:assert/strict";
import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer, type Server } from "node:http";
import { after, before, describe, it } from "node:test";
import Fastify, { type FastifyInstance } from "fastify";
import { sql } from "kysely";
import { systemClock } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import { serveOpenIdConnect } from "./open-id-connect.ts";
import { loadSamplePeople } from "./sample/load-people.ts";
import { openIdConnectId, signInLibrary, type SignInLibrary } from "./sign-in.ts";
import { testDatabases } from "./test-database.ts";

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A provider as small as one can be: it believes everybody, and signs what it says. */
const startProvider = async () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const asked = { nonce: "", subject: "officer-of-the-office" };
  let issuer = "";
  const idToken = (): string => {
    const now = Math.floor(Date.now() / 1000);
    const { nonce, subject: sub } = asked;
    const head = base64url({ alg: "ES256", kid: "1", typ: "JWT" });
    const body = base64url({ iss: issuer, aud: "tongwulang", sub, nonce, iat: now, exp: now + 60 });
    const signature = sign("sha256", Buffer.from(`${head}.${body}`), {
      key: privateKey,
      dsaEncoding: "ieee-p1363",
    });
    return `${head}.${body}.${signature.toString("base64url")}`;
  };
  const answers: Record<string, () => unknown> = {
    "/.well-known/openid-configuration": () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/keys`,
      id_token_signing_alg_values_supported: ["ES256"],
    }),
    "/keys": () => ({
      keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "ES256", use: "sig" }],
    }),
    "/token": () => ({
      access_token: randomUUID(),
      token_type: "Bearer",
      expires_in: 60,
      id_token: idToken(),
    }),
    "/userinfo": () => ({ sub: asked.subject }),
  };
  const server: Server = createServer((request, response) => {
    const answer = answers[new URL(request.url!, "http://x").pathname];
    response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(answer?.() ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return { issuer, asked, stop: () => new Promise((resolve) => server.close(resolve)) };
};

describe("signing in at the office's own provider", () => {
  const url = "http://127.0.0.1:7999";
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let db: Db;
  let library: SignInLibrary;
  let app: FastifyInstance;
  const [embedded] = testDatabases();

  before(async () => {
    provider = await startProvider();
    ({ db } = await embedded!.open());
    const secret = "a secret of the test, at least 32 characters long";
    await loadSamplePeople(db, { party: "120114", secret, clock: systemClock });
    const openIdConnect = { issuer: provider.issuer, clientId: "tongwulang", clientSecret: "s" };
    library = signInLibrary({ db, here: "120114", url, secret, openIdConnect });
    app = Fastify();
    serveOpenIdConnect(app, library, url);
    await sql`insert into people.account ("id", "accountId", "providerId", "userId")
      values ('oidc-1', 'officer-of-the-office', ${openIdConnectId}, '120114-officer')`.execute(db);
  });
  after(async () => {
    await app.close();
    await provider.stop();
  });

  const cookiesOf = (value: string | string[] | undefined): string =>
    [value ?? []]
      .flat()
      .map((cookie) => cookie.split(";")[0])
      .join("; ");

  const goThere = async () => {
    const there = await app.inject({ url: "/api/open-id-connect" });
    const asked = new URL(there.headers.location as string);
    provider.asked.nonce = asked.searchParams.get("nonce") ?? "";
    return { asked, cookie: cookiesOf(there.headers["set-cookie"]) };
  };

  const comeBack = async ({ asked, cookie }: Awaited<ReturnType<typeof goThere>>) => {
    const query = new URLSearchParams({
      code: "c",
      state: asked.searchParams.get("state")!,
      iss: provider.issuer,
    });
    const back = await app.inject({
      url: `/api/auth/callback/${openIdConnectId}?${query}`,
      headers: { cookie },
    });
    return { to: back.headers.location as string, cookie: cookiesOf(back.headers["set-cookie"]) };
  };

  it("brings in the person who was entered with that account", async () => {
    const way = await goThere();
    assert.equal(way.asked.searchParams.get("code_challenge_method"), "S256");
    const { to, cookie } = await comeBack(way);
    assert.equal(to, `${url}/`);
    const session = await library.api.getSession({ headers: new Headers({ cookie }) });
    assert.equal(session?.user.id, "120114-officer");
  });

  it("brings in nobody whom the office has not entered", async () => {
    provider.asked.subject = "a stranger";
    const { to, cookie } = await comeBack(await goThere());
    assert.match(to, /\/sign-in\?error=/);
    assert.equal(await library.api.getSession({ headers: new Headers({ cookie }) }), null);
  });

  it("opens nothing else of the library", async () => {
    for (const path of ["/api/auth/sign-in/username", "/api/auth/sign-up/email", "/api/auth/get-session"])
      assert.equal((await app.inject({ method: "POST", url: path, payload: {} })).statusCode, 404);
  });
});
