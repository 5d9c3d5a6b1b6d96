import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { KeyRing } from "#base/key-ring.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { defaultSuite, newPrivateKey, signerFromPem, type Signer, type Suite } from "#base/signature.ts";

const write = async (file: string, text: string): Promise<string> => {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync(); // a key that signed something and is then lost cannot be made again
  } finally {
    await handle.close();
  }
  return text;
};

const readOrMake = async (file: string, make: () => string): Promise<string> => {
  const known = await readFile(file, "utf8").catch(() => undefined);
  if (known !== undefined) return known;
  try {
    return await write(file, make());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return readFile(file, "utf8");
    throw error;
  }
};

const firstKey = "node-key.pem";
const keyFile = /^node-key(-[0-9a-f]{16})?\.pem$/;

/** Rights of its group and of others. */
const notTheOwners = 0o077;

/** The key files of a folder, the oldest first: the first key, then each as it was made. */
const keyFiles = async (folder: string): Promise<{ file: string; isOpen: boolean }[]> => {
  const names = (await readdir(folder)).filter((name) => keyFile.test(name));
  const files = await Promise.all(
    names.map(async (name) => {
      const { mode, birthtimeMs } = await stat(join(folder, name));
      return {
        file: join(folder, name),
        isFirst: name === firstKey,
        birthtimeMs,
        isOpen: (mode & notTheOwners) !== 0,
      };
    }),
  );
  return files.sort((a, b) => Number(b.isFirst) - Number(a.isFirst) || a.birthtimeMs - b.birthtimeMs);
};

const readSigners = async (folder: string): Promise<Signer[]> =>
  Promise.all((await keyFiles(folder)).map(async ({ file }) => signerFromPem(await readFile(file, "utf8"))));

const writeKey = async (folder: string, suite: Suite): Promise<Signer> => {
  const pem = newPrivateKey(suite);
  const signer = signerFromPem(pem);
  await write(join(folder, `node-key-${signer.keyId}.pem`), pem);
  return signer;
};

const folderRing = async (folder: string): Promise<KeyRing> => {
  let signers = await readSigners(folder);
  const known = (keyId: string) => signers.find((signer) => signer.keyId === keyId);
  return {
    all: () => signers,
    find: async (keyId) => {
      if (!known(keyId)) signers = await readSigners(folder);
      return known(keyId);
    },
    make: async (suite) => {
      const signer = await writeKey(folder, suite);
      signers = [...signers, signer];
      return signer;
    },
  };
};

/** One more key, in a file of its own: it signs nothing before the others have put it in the place of another. */
export const makeReplacement = async (folder: string, suite: Suite = defaultSuite): Promise<Signer> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return writeKey(folder, suite);
};

/** `hasLostKey`: the first is gone and nothing but keys made after it are here. */
export type NodeKeys = { keys: KeyRing; secret: string; hasLostKey: boolean };

/**
 * The node's signing keys and its own secret, in files that only its account may read; the first key is made at the first
 * start. A key that its group or others may read is nobody's secret any more: the node does not start with it.
 */
export const nodeKeys = async (
  folder: string,
  suite?: Suite,
): Promise<Outcome<NodeKeys, "KEY_FILE_OPEN">> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Where the first key was lost and another waits to take its place, none is made that nobody knows.
  if ((await keyFiles(folder)).length === 0)
    await readOrMake(join(folder, firstKey), () => newPrivateKey(suite));
  const open = (await keyFiles(folder)).find(({ isOpen }) => isOpen);
  if (open) return refuse("KEY_FILE_OPEN", { file: open.file });
  const secret = await readOrMake(join(folder, "node-secret"), () => randomBytes(32).toString("base64url"));
  const hasLostKey = !(await readdir(folder)).includes(firstKey);
  return done({ keys: await folderRing(folder), secret: secret.trim(), hasLostKey });
};
