import { randomBytes, timingSafeEqual } from "node:crypto";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Caller } from "#base/role.ts";

const Door = z.object({ url: z.url(), token: z.string().min(40) });
/** How the terminal reaches a node that runs: its address, and a word that only its own account can read. */
export type Door = z.infer<typeof Door>;

const anywhere = new Set(["0.0.0.0", "::"]);
/** Where this very process listens: a node's own address may lead to another process of it. */
export const addressOf = (host: string, port: number): string => {
  const own = anywhere.has(host) ? "127.0.0.1" : host;
  return `http://${own.includes(":") ? `[${own}]` : own}:${port}`;
};

const fileOf = (folder: string): string => join(folder, "operator.json");

const administrators = ["audit-administrator", "system-administrator", "security-administrator"] as const;
/** Says as which administrator the terminal asks; as the audit administrator if it says nothing. */
export const operatorRoleHeader = "x-operator-role";

/** Whoever may read a node's folder may ask it as one of its administrators; each such reading is in the audit log. */
export const operatorAs = (role: string | null): Caller => ({
  personId: "operator",
  role: administrators.find((one) => one === role) ?? "audit-administrator",
  department: "node",
});

/** Opens the door for as long as the node runs: a new word at every start, in a file with owner-only rights. */
export const openDoor = async (
  folder: string,
  url: string,
): Promise<{ isOperator: (authorization: string | null) => boolean; close: () => Promise<void> }> => {
  const token = randomBytes(32).toString("base64url");
  await mkdir(folder, { recursive: true });
  await rm(fileOf(folder), { force: true });
  const handle = await open(fileOf(folder), "wx", 0o600);
  await handle.writeFile(JSON.stringify({ url, token } satisfies Door));
  await handle.close();
  const expected = Buffer.from(`Operator ${token}`);
  return {
    isOperator: (authorization) => {
      const given = Buffer.from(authorization ?? "");
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
    close: () => rm(fileOf(folder), { force: true }),
  };
};

/** The door of a node that runs on this folder, if there is one. */
export const findDoor = async (folder: string): Promise<Door | undefined> => {
  const text = await readFile(fileOf(folder), "utf8").catch(() => undefined);
  return text === undefined ? undefined : Door.safeParse(JSON.parse(text)).data;
};
