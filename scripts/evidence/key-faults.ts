/** Files about keys that changed or were revoked: those that hold, and those whose maker or node broke the rules. */
import type { Signer, Suite } from "#base/signature.ts";
import { signedByMaker, textOf, type Evidence } from "./evidence-file.ts";
import type { Fault } from "./fault.ts";
import {
  changedTo,
  first,
  langfang,
  line,
  revokedBy,
  second,
  storyIn,
  tongzhou,
  wuqing,
  type Word,
} from "./key-story.ts";

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
