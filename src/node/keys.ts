import { randomBytes } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { newPrivateKey, signerFromPem, type Signer, type Suite } from "#base/signature.ts";

const readOrMake = async (file: string, make: () => string): Promise<string> => {
  const known = await readFile(file, "utf8").catch(() => undefined);
  if (known !== undefined) return known;
  const made = make();
  try {
    const handle = await open(file, "wx", 0o600);
    try {
      await handle.writeFile(made);
      await handle.sync(); // a key that signed something and is then lost cannot be made again
    } finally {
      await handle.close();
    }
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return readFile(file, "utf8");
    throw error;
  }
};

/** The node's signing key and its own secret, made at the first start and readable by its account only. */
export const nodeKeys = async (
  folder: string,
  suite?: Suite,
): Promise<{ signer: Signer; secret: string }> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pem = await readOrMake(join(folder, "node-key.pem"), () => newPrivateKey(suite));
  const secret = await readOrMake(join(folder, "node-secret"), () => randomBytes(32).toString("base64url"));
  return { signer: signerFromPem(pem), secret: secret.trim() };
};
