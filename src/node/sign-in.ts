import { betterAuth } from "better-auth";
import { genericOAuth, username } from "better-auth/plugins";
import type { KyselyPlugin, PluginTransformResultArgs, UnknownRow } from "kysely";
import type { Party } from "#base/party.ts";
import type { Db } from "#base/tx.ts";
import { hashPassword, isPassword } from "./password.ts";

/** The provider's name in `people.account`; the account there is the subject (`sub`) that the provider tells. */
export const openIdConnectId = "openid-connect";

/** A provider of OpenID Connect, by discovery; off unless configured. */
export type OpenIdConnect = { issuer: string; clientId: string; clientSecret: string };

export type SignInOptions = {
  db: Db;
  here: Party;
  /** Where people reach this node, e.g. `https://hall.example`. */
  url: string;
  secret: string;
  openIdConnect?: OpenIdConnect;
};

/** A session ends after an hour without a request; while it is used it is renewed every five minutes. */
const idleSeconds = 60 * 60;
const renewSeconds = 5 * 60;

const dateColumns = /(At|_at)$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The library reckons in Dates, our drivers answer text; only its own queries pass through here. */
const dates: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }: PluginTransformResultArgs) => ({
    ...result,
    rows: result.rows.map((row) => {
      const changed: UnknownRow = {};
      for (const [name, value] of Object.entries(row))
        changed[name] =
          dateColumns.test(name) && typeof value === "string" && instant.test(value)
            ? new Date(value)
            : value;
      return changed;
    }),
  }),
};

/** Sign-in is a kept library's: sessions, cookies and their renewal, OpenID Connect. Passwords are Argon2id. */
export const signInLibrary = ({ db, here, url, secret, openIdConnect }: SignInOptions) =>
  betterAuth({
    baseURL: url,
    basePath: "/api/auth",
    secret,
    database: { db: db.withPlugin(dates), type: "postgres", schemaName: "people", transaction: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true, // people are entered by their office, nobody enters themselves
      password: { hash: hashPassword, verify: isPassword },
    },
    session: { expiresIn: idleSeconds, updateAge: renewSeconds, cookieCache: { enabled: false } },
    advanced: {
      // Neighbouring nodes of a trial share one host, and cookies do not tell ports apart.
      cookiePrefix: `tongwulang-${here}`,
      useSecureCookies: url.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
      ipAddress: { ipAddressHeaders: ["x-caller-address"] },
    },
    plugins: [
      username({ minUsernameLength: 1, maxUsernameLength: 100, usernameValidator: () => true }),
      ...(openIdConnect
        ? [
            genericOAuth({
              config: [
                {
                  providerId: openIdConnectId,
                  discoveryUrl: `${openIdConnect.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
                  clientId: openIdConnect.clientId,
                  clientSecret: openIdConnect.clientSecret,
                  scopes: ["openid"],
                  pkce: true,
                  requireIdTokenVerification: true,
                  disableImplicitSignUp: true,
                  // Only the subject is taken from the provider; an address is asked for by the library alone.
                  mapProfileToUser: ({ sub }) => ({
                    email: `${String(sub)}@people.invalid`,
                    name: String(sub),
                  }),
                },
              ],
            }),
          ]
        : []),
    ],
  });

export type SignInLibrary = ReturnType<typeof signInLibrary>;
