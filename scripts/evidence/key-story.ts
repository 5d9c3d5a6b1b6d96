/** A short story of its own, in the network of the valid file: Wuqing writes, changes its key, or has it revoked by the others. */
import { canonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import { keyIdOf, suites, type Signer, type Suite } from "#base/signature.ts";
import { keySubject, succession } from "#exchange/succession.ts";
import { leafOf } from "#protocol/leaf.ts";
import { inclusionProof } from "#protocol/merkle.ts";
import type { Head } from "#protocol/page.ts";
import { sealPage, startOfChain, type ChainEnd } from "#protocol/seal-page.ts";
import type { Entry, Evidence } from "./evidence-file.ts";
import { keysOfThree, testKey, wordsOf, type TestKey } from "./test-key.ts";

export const [tongzhou, wuqing, langfang] = ["110112", "120114", "131000"];
const subject = "vectors/keys";

const signerOf = (key: TestKey): Signer => ({
  publicKey: key.publicKey,
  keyId: keyIdOf(key.publicKey),
  sign: (bytes) => key.sign(Buffer.from(bytes).toString("utf8")),
});
export const first = (party: string): Signer => signerOf(keysOfThree(party));
export const second = (suite?: Suite): Signer => signerOf(testKey(`${wordsOf(wuqing)} second`, suite));

export type Word = {
  type: string;
  subject: string;
  data: Record<string, unknown>;
  audience: "public" | string[];
};

/** Chains that grow page by page, and the file that shows them. */
export const storyIn = (valid: Evidence) => {
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

export const line = (text: string): Word => ({
  type: "vectors.written",
  subject,
  data: { text },
  audience: [tongzhou, wuqing],
});

export const changedTo = (next: Signer, proof?: Signer): Word => {
  const said = succession(wuqing, first(wuqing).keyId, next);
  const other = proof && succession(wuqing, first(wuqing).keyId, proof).proof;
  return {
    type: "network.key-changed",
    subject: keySubject(said, wuqing),
    data: { ...said, ...(other && { proof: other }) },
    audience: "public",
  };
};

export const revokedBy = (party: string, upTo: Head): Word => {
  const said = succession(wuqing, first(wuqing).keyId, second());
  return {
    type: "network.key-revoked",
    subject: keySubject(said, party),
    data: { ...said, upTo },
    audience: "public",
  };
};
