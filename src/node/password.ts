import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from "node:crypto";
import { promisify } from "node:util";
import { isCommon } from "./common-password.ts";

const derive = promisify<"argon2id", Argon2Parameters, Buffer>(argon2);

// OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane.
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/-]+)\$([\w+/-]+)$/;

const unpadded = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");

/** A PHC string, so that the cost can rise later and old passwords still fit. */
export const hashPassword = async (password: string): Promise<string> => {
  const nonce = randomBytes(16);
  const tag = await derive("argon2id", {
    ...cost,
    message: password.normalize("NFKC"),
    nonce,
    tagLength: 32,
  });
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
};

export const isPassword = async ({
  hash,
  password,
}: {
  hash: string;
  password: string;
}): Promise<boolean> => {
  const parts = form.exec(hash);
  if (!parts) return false;
  const [memory, passes, parallelism] = parts.slice(1, 4).map(Number) as [number, number, number];
  const expected = Buffer.from(parts[5]!, "base64");
  const nonce = Buffer.from(parts[4]!, "base64");
  const message = password.normalize("NFKC");
  const tag = await derive("argon2id", {
    memory,
    passes,
    parallelism,
    message,
    nonce,
    tagLength: expected.length,
  });
  return timingSafeEqual(tag, expected);
};

/**
 * Long rather than odd (NIST SP 800-63B); what many have, or what others know of this person (`known`: user name, name,
 * numbers), is not a secret.
 */
export const isWeak = (next: string, current: string, known: readonly string[]): boolean => {
  const plain = next.normalize("NFKC").toLowerCase();
  const tells = known.some((one) => one !== "" && plain.includes(one.toLowerCase()));
  return next.length < 10 || next === current || tells || isCommon(next);
};
