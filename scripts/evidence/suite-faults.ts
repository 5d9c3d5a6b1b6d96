/** The same story with Wuqing, which makes the file, under sm2-sm3 and the others under ed25519-sha256; and faults that only this has. */
import { canonical } from "#base/canonical.ts";
import {
  copy,
  headerOf,
  sealedAgain,
  signedAgreement,
  signedByMaker,
  textOf,
  withTestKeys,
  type Change,
  type Evidence,
} from "./evidence-file.ts";
import { lastPage, type Fault } from "./fault.ts";
import { keysOfThree, sm2Key, testKey, testNumber, wordsOf, type Keys } from "./test-key.ts";

const wuqing = "120114";
const langfang = "131000";
const keys: Keys = (party) => (party === wuqing ? testKey(wordsOf(party), "sm2-sm3") : keysOfThree(party));

const mixed =
  (change: Change = {}) =>
  (valid: Evidence): string =>
    textOf(sealedAgain(withTestKeys(valid, keys), change, keys));

const byMixedMaker =
  (change: (file: Evidence) => void) =>
  (valid: Evidence): string => {
    const file = copy(sealedAgain(withTestKeys(valid, keys), {}, keys));
    change(file);
    return textOf(signedByMaker(file, keys));
  };

/** Langfang's key is on no page of the file: one that is no point takes away nothing but its signatures. */
const withKeyOffTheCurve = (valid: Evidence): string => {
  const file = sealedAgain(withTestKeys(valid, keys), {}, keys);
  const content = JSON.parse(file.agreements[file.founding]!.text) as {
    agreement: { nodes: { party: string; publicKey: unknown }[] };
  };
  const raw = Buffer.from(testKey(wordsOf(langfang), "sm2-sm3").publicKey.key, "base64url");
  raw[64]! ^= 1;
  content.agreement.nodes.find(({ party }) => party === langfang)!.publicKey = {
    suite: "sm2-sm3",
    key: raw.toString("base64url"),
  };
  const { [file.founding]: _old, ...others } = file.agreements;
  const [founding, signed] = signedAgreement(canonical(content), keys);
  return textOf(signedByMaker({ ...file, founding, agreements: { ...others, [founding]: signed } }, keys));
};

export const suiteFaults: Fault[] = [
  [
    "valid-mixed-suites",
    "",
    "武清用国密套件 sm2-sm3，其余两地用 ed25519-sha256，有效",
    "Wuqing under sm2-sm3, the two others under ed25519-sha256: the file holds",
    mixed(),
  ],
  [
    "sm2-empty-user-id",
    "page-signatures event-proofs",
    "SM2 签名所用的用户标识为空",
    "An SM2 signature for an empty user id",
    byMixedMaker((file) => {
      const page = lastPage(file);
      page.signature = sm2Key(testNumber(wordsOf(wuqing)), "").sign(`tongwulang-page-v1\n${page.header}`);
    }),
  ],
  [
    "sm2-r-and-s-swapped",
    "page-signatures event-proofs",
    "SM2 签名的 r 与 s 对换",
    "r and s of an SM2 signature have changed places",
    byMixedMaker((file) => {
      const page = lastPage(file);
      const raw = Buffer.from(page.signature, "base64url");
      page.signature = Buffer.concat([raw.subarray(32), raw.subarray(0, 32)]).toString("base64url");
    }),
  ],
  [
    "sm2-named-ed25519",
    "page-signatures event-proofs",
    "国密节点的页头自称另一套件",
    "A page of the node under sm2-sm3 says the other suite",
    byMixedMaker((file) => {
      const page = lastPage(file);
      page.header = canonical({ ...headerOf(page), suite: "ed25519-sha256" });
      page.signature = keys(wuqing).sign(`tongwulang-page-v1\n${page.header}`);
    }),
  ],
  [
    "sm3-leaves-of-sha-256",
    "event-proofs event-links",
    "国密节点的叶子用 SHA-256 计算",
    "The leaves of the node under sm2-sm3 are hashed with SHA-256",
    mixed({ leafHash: "sha256" }),
  ],
  [
    "sm2-key-off-the-curve",
    "agreement-digests agreement-signatures",
    "创始协议中一方的 SM2 公钥不在曲线上",
    "In the founding agreement one SM2 key is not on the curve",
    withKeyOffTheCurve,
  ],
];
