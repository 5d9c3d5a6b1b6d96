/** Faults of pages, of their chain and of what the others acknowledged. */
import { canonical } from "#base/canonical.ts";
import { keyIdOf } from "#base/signature.ts";
import { copy, headerOf, sealedAgain, signText, signedByMaker, textOf } from "./evidence-file.ts";
import { testKey } from "./test-key.ts";
import { altered, byMaker, lastPage, otherSpelling, onPage, type Fault } from "./fault.ts";

export const pages: Fault[] = [
  [
    "header-byte",
    "page-signatures event-proofs",
    "页头改动一位",
    "A digit of a header is changed",
    byMaker((file) => {
      const page = lastPage(file);
      const { sealedAt } = headerOf(page);
      page.header = page.header.replace(sealedAt, new Date(Date.parse(sealedAt) + 1000).toISOString());
    }),
  ],
  [
    "page-signature",
    "page-signatures event-proofs",
    "页头签名改动一字",
    "A character of a page's signature is changed",
    byMaker((file) => {
      lastPage(file).signature = altered(lastPage(file).signature);
    }),
  ],
  [
    "signature-spelling",
    "page-signatures event-proofs",
    "签名字节相同，拼写不是规范的那一种",
    "The same signature in another spelling than the canonical one",
    byMaker((file) => {
      const page = lastPage(file);
      page.signature = otherSpelling(page.signature);
    }),
  ],
  [
    "wrong-key",
    "page-signatures event-proofs",
    "页头由陌生密钥签名",
    "A header is signed with a stranger's key",
    byMaker((file) => {
      const page = lastPage(file);
      const stranger = testKey("tongwulang evidence vectors stranger");
      const { key } = headerOf(page);
      page.header = page.header.replace(key, keyIdOf(stranger.publicKey));
      page.signature = signText(file.madeBy, `tongwulang-page-v1\n${page.header}`, stranger);
    }),
  ],
  [
    "header-spelling",
    "page-signatures event-proofs",
    "页头不是规范 JSON，但签名成立",
    "A header that is signed but not canonical",
    byMaker((file) => {
      const page = lastPage(file);
      page.header = page.header.replace("{", "{ ");
      page.signature = signText(file.madeBy, `tongwulang-page-v1\n${page.header}`);
    }),
  ],
  [
    "pages-swapped",
    "page-chain",
    "两个页头对换",
    "Two headers are swapped",
    byMaker((file) => {
      const list = file.pages[file.madeBy]!;
      list.push(...list.splice(-2).toReversed());
    }),
  ],
  [
    "page-dropped",
    "event-proofs event-links acknowledgements",
    "少一个页头，其上的事件无从证明",
    "A header is missing, and what was on it cannot be proved",
    byMaker((file) => void file.pages["110112"]!.splice(1, 1)),
  ],
  [
    "forked-chain",
    "page-chain",
    "节点对同一页号签了两个页头",
    "The node sealed two pages under one number",
    (valid) => {
      const file = copy(valid);
      const list = file.pages[file.madeBy]!;
      const header = canonical({ ...headerOf(list[0]!), sealedAt: "2026-11-22T17:00:00.000Z" });
      list.splice(1, 0, { header, signature: signText(file.madeBy, `tongwulang-page-v1\n${header}`) });
      return textOf(signedByMaker(file));
    },
  ],
  [
    "page-not-linked",
    "page-chain",
    "页头接续的不是前一页",
    "A page does not follow from the page before",
    onPage(-1, (header) => ({ ...header, previous: "1".repeat(64) })),
  ],
  [
    "position-gap",
    "page-chain",
    "事件位置跳过一个",
    "A position is left out",
    onPage(-1, (header) => ({ ...header, first: header.first + 1 })),
  ],
];

export const acknowledgements: Fault[] = [
  [
    "acknowledgement-of-another-page",
    "acknowledgements",
    "对方页头签收的是另一页",
    "The header acknowledges another page",
    byMaker((file) => {
      file.acknowledgements[1]!.at = file.acknowledgements[0]!.at;
    }),
  ],
  [
    "acknowledgement-too-early",
    "acknowledgements",
    "签收的页在事件所在页之前",
    "What is acknowledged comes before the page of the event",
    byMaker((file) => {
      const { at, upTo } = file.acknowledgements[0]!;
      Object.assign(file.acknowledgements[1]!, { at, upTo });
    }),
  ],
  [
    "acknowledgement-of-another-story",
    "acknowledgements",
    "对方签收的是另一个内容的同一页",
    "The same page was acknowledged with another content",
    (valid) => {
      const { by, at, of } = valid.acknowledgements.at(-1)!;
      return textOf(
        sealedAgain(valid, {
          header: (header) =>
            header.node === by && header.number === at
              ? {
                  ...header,
                  heads: { ...header.heads, [of]: { ...header.heads[of]!, digest: "2".repeat(64) } },
                }
              : header,
        }),
      );
    },
  ],
  [
    "acknowledgement-dropped",
    "acknowledgements",
    "一项签收既未列出也未列为待签收",
    "An acknowledgement is neither there nor pending",
    byMaker((file) => void file.acknowledgements.splice(2, 1)),
  ],
  [
    "pending-dropped",
    "acknowledgements",
    "一项待签收未列出",
    "What is pending is not said",
    byMaker((file) => void file.pending.pop()),
  ],
  [
    "acknowledged-and-pending",
    "acknowledgements",
    "同一页既列为已签收又列为待签收",
    "One page is both acknowledged and pending",
    byMaker((file) => {
      const { of, page, by } = file.acknowledgements[0]!;
      file.pending.push({ of, page, by });
    }),
  ],
];
