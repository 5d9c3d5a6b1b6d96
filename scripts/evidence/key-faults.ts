/** A short story of its own, in the network of the valid file: Wuqing writes, changes its key, or has it revoked by the others. */
import { canonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import { keyIdOf, suites, type Signer, type Suite } from "#base/signature.ts";
import { keySubject, succession } from "#exchange/succession.ts";
import { leafOf } from "#protocol/leaf.ts";
import { inclusionProof } from "#protocol/merkle.ts";
import type { Head } from "#protocol/page.ts";
import { sealPage, startOfChain, type ChainEnd } from "#protocol/seal-page.ts";
import { signedByMaker, textOf, type Entry, type Evidence } from "./evidence-file.ts";
import type { Fault } from "./fault.ts";
import { keysOfThree, testKey, wordsOf, type TestKey } from "./test-key.ts";

const [tongzhou, wuqing, langfang] = ["110112", "120114", "131000"];
const subject = "vectors/keys";

const signerOf = (key: TestKey): Signer => ({
  publicKey: key.publicKey,
  keyId: keyIdOf(key.publicKey),
  sign: (bytes) => key.sign(Buffer.from(bytes).toString("utf8")),
});
const first = (party: string): Signer => signerOf(keysOfThree(party));
const second = (suite?: Suite): Signer => signerOf(testKey(`${wordsOf(wuqing)} second`, suite));

type Word = { type: string; subject: string; data: Record<string, unknown>; audience: "public" | string[] };

/** Chains that grow page by page, and the file that shows them. */
const storyIn = (valid: Evidence) => {
  const ends = new Map<string, ChainEnd>();
  const file: Evidence = {
    ...structuredClone(valid),
    subject,
    pages: {},
    events: [],
    keys: [],
    acknowledgements: [],
    pending: [],
    madeBy: tongzhou,
  };
  let count = 0;
  let previous: string | undefined;
  const clause = { agreement: valid.founding, clause: "network.duties" };

  const bodyOf = (word: Word): string => {
    count += 1;
    const links = word.subject === subject && previous !== undefined ? { previous } : {};
    const body = canonical({
      ...word,
      ...links,
      id: `01990000-0000-7000-8000-${String(count).padStart(12, "0")}`,
      version: 1,
      actor: { role: "officer", department: "vectors" },
      time: `2026-11-22T08:00:0${count}.000Z`,
      clause,
    });
    if (word.subject === subject) previous = sha256Hex(body);
    return body;
  };

  const seal = (party: string, signer: Signer, words: readonly Word[], heads: Record<string, Head> = {}) => {
    const end = ends.get(party) ?? startOfChain;
    const hash = suites[signer.publicKey.suite].hash;
    const entries = words.map((word, index) => {
      const salt = sha256Hex(`${party} ${end.number} ${index}`).slice(0, 32);
      const body = bodyOf(word);
      return { word, index, salt, body, leaf: leafOf(hash, salt, body) };
    });
    const leaves = entries.map(({ leaf }) => leaf);
    const page = sealPage(party, end, leaves, heads, `2026-11-22T08:01:0${count}.000Z`, signer);
    (file.pages[party] ??= []).push({ header: page.headerText, signature: page.signature });
    ends.set(party, page.end);
    const { number, digest } = page.end;
    for (const { word, index, salt, body } of entries) {
      const proof = inclusionProof(hash, leaves, index).map((node) => node.toString("hex"));
      const entry: Entry = { author: party, page: number, index, salt, body, proof };
      if (word.subject === subject) file.events.push(entry);
      else file.keys!.push(entry);
    }
    if (entries.some(({ word }) => word.subject === subject))
      file.pending.push({ of: party, page: number, by: tongzhou });
    return { number, digest };
  };
  return { file, seal };
};

const line = (text: string): Word => ({
  type: "vectors.written",
  subject,
  data: { text },
  audience: [tongzhou, wuqing],
});

const changedTo = (next: Signer, proof?: Signer): Word => {
  const said = succession(wuqing, first(wuqing).keyId, next);
  const other = proof && succession(wuqing, first(wuqing).keyId, proof).proof;
  return {
    type: "network.key-changed",
    subject: keySubject(said, wuqing),
    data: { ...said, ...(other && { proof: other }) },
    audience: "public",
  };
};

const revokedBy = (party: string, upTo: Head): Word => {
  const said = succession(wuqing, first(wuqing).keyId, second());
  return {
    type: "network.key-revoked",
    subject: keySubject(said, party),
    data: { ...said, upTo },
    audience: "public",
  };
};

const made = (file: Evidence): string => textOf(signedByMaker(file));

/** Two pages of Wuqing with a change between them. */
const changing =
  (words: (next: Signer) => Word[], by: (next: Signer) => Signer, suite?: Suite, withKeys = true) =>
  (valid: Evidence): string => {
    const { file, seal } = storyIn(valid);
    seal(wuqing, first(wuqing), words(second(suite)));
    seal(wuqing, by(second(suite)), [line("after")]);
    if (!withKeys) delete file.keys;
    return made(file);
  };

/** A page of Wuqing, the word of some others against its key, and one more page, with the heads of those that it heard. */
const revoking =
  (by: readonly string[], signer: Signer, heard: readonly string[] = by) =>
  (valid: Evidence): string => {
    const { file, seal } = storyIn(valid);
    const upTo = seal(wuqing, first(wuqing), [line("before")]);
    const heads = Object.fromEntries(
      by.map((party) => [party, seal(party, first(party), [revokedBy(party, upTo)])]),
    );
    const known = Object.fromEntries(Object.entries(heads).filter(([party]) => heard.includes(party)));
    seal(wuqing, signer, [line("after")], known);
    return made(file);
  };

const others = [tongzhou, langfang];

export const keyFaults: Fault[] = [
  [
    "valid-key-changed",
    "",
    "一方中途更换密钥，更换前后的页均有效",
    "A party changes its key between two pages: both hold",
    changing(
      (next) => [line("before"), changedTo(next)],
      (next) => next,
    ),
  ],
  [
    "valid-key-changed-suite",
    "",
    "一方换用另一套件 sm2-sm3，有效",
    "A party goes over to the suite sm2-sm3: the file holds",
    changing(
      (next) => [line("before"), changedTo(next)],
      (next) => next,
      "sm2-sm3",
    ),
  ],
  [
    "valid-key-revoked",
    "",
    "其他两方吊销被盗的密钥并以新密钥接替，有效",
    "The two others revoke a stolen key for a new one: the file holds",
    revoking(others, second()),
  ],
  [
    "key-old-after-change",
    "page-signatures event-proofs",
    "更换之后的页仍由旧密钥签名",
    "A page after the change is signed with the old key",
    changing(
      (next) => [line("before"), changedTo(next)],
      () => first(wuqing),
    ),
  ],
  [
    "key-change-unproven",
    "key-changes page-signatures event-proofs",
    "更换事件没有新密钥自己的签名",
    "A change without the new key's own signature",
    changing(
      (next) => [line("before"), changedTo(next, first(langfang))],
      (next) => next,
    ),
  ],
  [
    "key-change-left-out",
    "page-signatures event-proofs",
    "文件没有列出更换事件",
    "The change is left out of the file",
    changing(
      (next) => [line("before"), changedTo(next)],
      (next) => next,
      undefined,
      false,
    ),
  ],
  [
    "key-change-not-last",
    "key-changes page-signatures event-proofs",
    "更换之后同一页还有事件",
    "The page goes on after the change of its key",
    changing(
      (next) => [changedTo(next), line("before")],
      (next) => next,
    ),
  ],
  [
    "key-void-page",
    "page-signatures event-proofs",
    "吊销之后仍由旧密钥签名的页无效",
    "A page by the revoked key after the last one that the others had read is void",
    revoking(others, first(wuqing)),
  ],
  [
    "key-revoked-by-one",
    "page-signatures event-proofs",
    "只有一方声明吊销，不足多数，新密钥不能接替",
    "One party alone has revoked: no quorum, so the new key takes no place",
    revoking([tongzhou], second()),
  ],
  [
    "key-revocation-unheard",
    "page-signatures event-proofs",
    "新密钥的首页未载明已收到多数方的吊销声明",
    "The first page under the new key has not heard a quorum of the revocations",
    revoking(others, second(), [tongzhou]),
  ],
];
