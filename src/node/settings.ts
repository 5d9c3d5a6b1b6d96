import { readFile } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { z } from "zod";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { Party } from "#base/party.ts";

const flag = z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")]);

/** What one node must be told. The same names in a JSON file (`--config`), as flags, or in the environment. */
export const NodeSettings = z.strictObject({
  party: Party.describe("division code of the party, e.g. 120114"),
  data: z.string().min(1).describe("folder for keys, the embedded database and attachments; one process's"),
  keys: z.string().min(1).optional().describe("folder of the node's keys and secret, if not in data"),
  attachments: z
    .string()
    .min(1)
    .optional()
    .describe(
      "folder of the attachments, if not in data; or http(s)://host/bucket/prefix of an S3-compatible store",
    ),
  s3Region: z.string().min(1).optional(),
  s3AccessKeyId: z.string().optional(),
  s3SecretAccessKey: z.string().optional(),
  founding: z.string().min(1).describe("the signed founding agreement, founding.json"),
  databaseUrl: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe("a PostgreSQL server instead of the embedded database"),
  host: z.string().default("127.0.0.1"),
  port: z.coerce.number().int().min(0).max(65_535).default(7101),
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("where people reach the node; default http://host:port"),
  pages: z.string().optional().describe("folder of the built pages"),
  trustProxy: flag.default(false),
  sample: flag.default(false).describe("a trial: made-up people, accounts shown on the sign-in page"),
  sampleReadings: flag
    .optional()
    .describe("in a trial: stations report made-up values, each marked as a sample"),
  anonymousPerMinute: z.coerce.number().int().min(1).default(600),
  backlogEvents: z.coerce.number().int().min(1).optional(),
  backlogMinutes: z.coerce.number().min(1).optional(),
  mqttPort: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe("where SensorThings is offered over MQTT; nowhere if not set"),
  metricsToken: z.string().min(20).optional().describe("lets a monitoring system read /metrics"),
  smtpUrl: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe("mail server for notices of alerts, smtps://user:password@host:465"),
  mailFrom: z.email().optional().describe("sender of these mails"),
  pushHosts: z
    .string()
    .optional()
    .describe("further web push services that may be asked, host or host:port, with commas"),
  oidcIssuer: z.url().optional(),
  oidcClientId: z.string().optional(),
  oidcClientSecret: z.string().optional(),
});
export type NodeSettings = z.infer<typeof NodeSettings>;

/** Attachments may be at an address instead of in a folder. */
export const isAddress = (place: string): boolean => /^https?:\/\//.test(place);

type Given = Record<string, unknown>;

/** `TONGWULANG_TRUST_PROXY` → `trustProxy`; DATABASE_URL is known by its usual name. */
export const fromEnvironment = (environment: NodeJS.ProcessEnv): Given => {
  const given: Given = {};
  for (const name of Object.keys(NodeSettings.shape)) {
    const variable = `TONGWULANG_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
    if (environment[variable] !== undefined) given[name] = environment[variable];
  }
  if (environment["DATABASE_URL"] && given["databaseUrl"] === undefined)
    given["databaseUrl"] = environment["DATABASE_URL"];
  return given;
};

const fromFile = async (file: string): Promise<Outcome<Given, "CONFIG_INVALID">> => {
  try {
    const given: unknown = JSON.parse(await readFile(file, "utf8"));
    if (typeof given === "object" && given !== null && !Array.isArray(given)) return done(given as Given);
    return refuse("CONFIG_INVALID", { name: file, what: "not an object" });
  } catch (error) {
    return refuse("CONFIG_INVALID", { name: file, what: (error as Error).message });
  }
};

/** Flags win over the environment, the environment over the file; paths in the file are relative to it. */
export const gatherSettings = async (
  flags: Given,
  environment: NodeJS.ProcessEnv,
): Promise<Outcome<Given, "CONFIG_INVALID">> => {
  const { config: file, ...rest } = flags;
  let base: Given = {};
  if (typeof file === "string") {
    const read = await fromFile(file);
    if (!read.ok) return read;
    base = { ...read.value };
    for (const name of ["data", "keys", "attachments", "founding", "pages"])
      if (typeof base[name] === "string" && !isAbsolute(base[name]) && !isAddress(base[name]))
        base[name] = join(resolve(file, ".."), base[name]);
  }
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return done({ ...base, ...fromEnvironment(environment), ...Object.fromEntries(given) });
};

export const readSettings = async (
  flags: Given,
  environment: NodeJS.ProcessEnv,
): Promise<Outcome<NodeSettings, "CONFIG_INVALID">> => {
  const given = await gatherSettings(flags, environment);
  if (!given.ok) return given;
  const parsed = NodeSettings.safeParse(given.value);
  if (parsed.success) return done(parsed.data);
  const [issue] = parsed.error.issues;
  return refuse("CONFIG_INVALID", {
    name: issue?.path.join(".") || "config",
    what: issue?.message ?? "",
  });
};
