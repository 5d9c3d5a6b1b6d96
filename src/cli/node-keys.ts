import { readFile, writeFile } from "node:fs/promises";
import { isSuite, type Suite } from "#base/signature.ts";
import { KeyId } from "#exchange/succession-shape.ts";
import { succession, Succession } from "#exchange/succession.ts";
import { makeReplacement } from "#node/keys.ts";
import { badInput, type Given, type Io } from "./command.ts";
import { nodeMeant } from "./running-nodes.ts";
import { unknownSuite } from "./suite-option.ts";

const suiteOf = ({ options: { suite } }: Given): Suite | undefined | "unknown" =>
  suite === undefined ? undefined : typeof suite === "string" && isSuite(suite) ? suite : "unknown";

/** The running node makes a new key and says so in its chain; nothing has to be started again. */
export const rotateKey = async (given: Given, io: Io): Promise<number> => {
  const suite = suiteOf(given);
  if (suite === "unknown") return badInput(io, unknownSuite);
  const node = await nodeMeant(given.options, io);
  if (node === 2) return node;
  const changed = await node.keys.changeKey({ body: { ...(suite && { suite }) } });
  if (!changed.ok) return badInput(io, changed.problem);
  const { keyId, suite: own } = changed.value;
  if (given.json) io.out(JSON.stringify(changed.value));
  else io.out(`新密钥 ${keyId}（${own}），自下一页起使用 / new key ${keyId} (${own}), from the next page on`);
  return 0;
};

/** Makes a key to take the place of one that was lost or stolen, and the file that the other parties are given. */
export const replacementKey = async (given: Given, io: Io): Promise<number> => {
  const { data, party, key, out } = given.options;
  const suite = suiteOf(given);
  if (suite === "unknown") return badInput(io, unknownSuite);
  const parsed = KeyId.safeParse(key);
  if (typeof data !== "string" || typeof party !== "string" || !parsed.success)
    return badInput(io, {
      zh: "用法：node replacement-key --data 目录 --party 区划代码 --key 遗失或被盗的密钥编号 [--out 文件]",
      en: "usage: node replacement-key --data FOLDER --party CODE --key ID of the lost or stolen key [--out FILE]",
    });
  const file = typeof out === "string" ? out : "replacement.json";
  const said = succession(party, parsed.data, await makeReplacement(data, suite));
  await writeFile(file, `${JSON.stringify(said, undefined, 1)}\n`);
  if (given.json) io.out(JSON.stringify({ file, ...said }));
  else
    io.out(`${file}：请通过可靠途径交给其他各方 / hand it to the other parties in a way that can be trusted`);
  return 0;
};

const readReplacement = async (file: string): Promise<Succession | undefined> => {
  try {
    return Succession.parse(JSON.parse(await readFile(file, "utf8"))) as Succession;
  } catch {
    return undefined;
  }
};

/** This node says that another's key was lost or stolen; it takes a quorum of the others to put the new one in its place. */
export const revokeKey = async (given: Given, io: Io): Promise<number> => {
  const { party, key, replacement } = given.options;
  if (typeof party !== "string" || typeof key !== "string" || typeof replacement !== "string")
    return badInput(io, {
      zh: "用法：node revoke-key --party 区划代码 --key 密钥编号 --replacement 接替文件",
      en: "usage: node revoke-key --party CODE --key ID --replacement FILE",
    });
  const said = await readReplacement(replacement);
  if (!said || said.party !== party || said.from !== key)
    return badInput(io, {
      zh: `${replacement} 不是 ${party} 为密钥 ${key} 出具的接替文件`,
      en: `${replacement} is not a replacement file of ${party} for the key ${key}`,
    });
  const node = await nodeMeant(given.options, io);
  if (node === 2) return node;
  const revoked = await node.keys.revokeKey({ body: said });
  if (!revoked.ok) return badInput(io, revoked.problem);
  const { upTo, said: count, quorum } = revoked.value;
  if (given.json) io.out(JSON.stringify(revoked.value));
  else
    io.out(
      `已声明吊销，本节点读到该方第 ${upTo} 页；${count}/${quorum} 方声明后生效 / revoked, read up to page ${upTo}; takes effect at ${quorum} parties, ${count} so far`,
    );
  return 0;
};
