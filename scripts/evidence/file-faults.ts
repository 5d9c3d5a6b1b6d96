/** Faults of the file as a whole, of the agreements in it and of its maker's signature; and files that hold all the same. */
import { canonical } from "#base/canonical.ts";
import {
  sealedAgain,
  signedAgreement,
  signedByMaker,
  textOf,
  withTestKeys,
  type Evidence,
} from "./evidence-file.ts";
import {
  altered,
  byMaker,
  byNodes,
  onText,
  isEntry,
  other,
  otherSpelling,
  isPage,
  type Fault,
} from "./fault.ts";
import { testKey } from "./test-key.ts";

const withOtherKeys = (valid: Evidence): string => {
  const keys = (party: string) => testKey(`tongwulang evidence vectors another ${party}`);
  return textOf(sealedAgain(withTestKeys(valid, keys), {}, keys));
};

export const stillValid: Fault[] = [
  [
    "valid-unknown-members",
    "",
    "页头和事件带有未知成员：保留并签名，仍然有效",
    "Header and event with unknown members: kept and signed, the file holds",
    (valid) => {
      const [isIt, isOn] = [isEntry(valid, -1), isPage(valid, -1)];
      return byNodes({
        event: (event, one) => (isIt(one) ? { ...event, later: "1" } : event),
        header: (header) => (isOn(header) ? { ...header, later: ["1"] } : header),
      })(valid);
    },
  ],
  [
    "valid-other-founding",
    "",
    "密钥全部另换的同一故事：自身成立，但创始协议摘要不是您所信任的那一个",
    "The same story with other keys throughout: it holds in itself, but the founding agreement is not the one you trust",
    withOtherKeys,
  ],
];

export const form: Fault[] = [
  [
    "truncated",
    "file-form",
    "文件后半部分缺失",
    "The second half of the file is missing",
    onText((text) => text.slice(0, text.length / 2)),
  ],
  [
    "wrong-format",
    "file-form",
    "格式名称是另一个",
    "The format has another name",
    byMaker((file) => (file.format = "tongwulang-evidence/2")),
  ],
  [
    "white-space",
    "file-form",
    "多了一个空格，内容未变",
    "A space more, the content is the same",
    onText((text) => text.replace('":', '": ')),
  ],
  [
    "no-newline",
    "file-form",
    "末尾没有换行",
    "Without the newline at the end",
    onText((text) => text.trimEnd()),
  ],
  [
    "byte-order-mark",
    "file-form",
    "以字节顺序标记开头",
    "Begins with a byte order mark",
    onText((text) => `\uFEFF${text}`),
  ],
  [
    "doubled-name",
    "file-form",
    "同一成员出现两次",
    "A member is there twice",
    onText((text) => text.replace('"madeBy":', '"madeBy":"110112","madeBy":')),
  ],
  [
    "member-missing",
    "file-form",
    "缺少成员 pending",
    "The member pending is missing",
    byMaker((file) => Reflect.deleteProperty(file, "pending")),
  ],
];

/** The last node's key: no page of the file is its own. */
const withKeySpelt = (valid: Evidence): string => {
  const { text } = valid.agreements[valid.founding]!;
  const content = JSON.parse(text) as { agreement: { nodes: { publicKey: { key: string } }[] } };
  const { publicKey } = content.agreement.nodes.at(-1)!;
  publicKey.key = otherSpelling(publicKey.key);
  const { [valid.founding]: _old, ...others } = valid.agreements;
  const [founding, signed] = signedAgreement(canonical(content));
  return textOf(signedByMaker({ ...valid, founding, agreements: { ...others, [founding]: signed } }));
};

export const agreements: Fault[] = [
  [
    "key-spelling",
    "agreement-digests agreement-signatures",
    "创始协议中一方公钥的拼写不规范",
    "In the founding agreement one key is in another spelling than the canonical one",
    withKeySpelt,
  ],
  [
    "agreement-text",
    "agreement-digests event-clauses",
    "协议文本改动一字",
    "A character of the agreement is changed",
    byMaker((file) => {
      const one = file.agreements[other(file)]!;
      one.text = one.text.replace("三地", "两地");
    }),
  ],
  [
    "agreement-unsigned",
    "agreement-signatures",
    "一方未签署协议",
    "One party has not signed the agreement",
    byMaker((file) => void file.agreements[other(file)]!.signatures.pop()),
  ],
  [
    "agreement-signed-by-another",
    "agreement-signatures",
    "一方的签名由另一方密钥作出",
    "One party's signature is made with another's key",
    byMaker((file) => {
      const { signatures } = file.agreements[other(file)]!;
      signatures[2]!.signature = signatures[1]!.signature;
    }),
  ],
  [
    "founding-missing",
    "agreement-digests agreement-signatures maker-signature page-signatures event-proofs acknowledgements",
    "没有创始协议，也就没有公钥",
    "Without the founding agreement there are no keys",
    byMaker((file) => Reflect.deleteProperty(file.agreements, file.founding)),
  ],
  [
    "agreement-missing",
    "event-clauses",
    "事件所依据的协议不在文件中",
    "The agreement that events name is not in the file",
    byMaker((file) => Reflect.deleteProperty(file.agreements, other(file))),
  ],
];

export const maker: Fault[] = [
  [
    "maker-signature",
    "maker-signature",
    "出具方签名改动一字",
    "A character of the maker's signature is changed",
    (valid) => textOf({ ...valid, signature: altered(valid.signature) }),
  ],
  [
    "another-maker",
    "maker-signature",
    "出具方换成另一方",
    "Another party is named as the maker",
    (valid) => textOf({ ...valid, madeBy: "110112" }),
  ],
  [
    "made-later",
    "maker-signature",
    "出具时间改晚一天",
    "Said to be made a day later",
    (valid) => textOf({ ...valid, madeAt: new Date(Date.parse(valid.madeAt) + 86_400_000).toISOString() }),
  ],
];
