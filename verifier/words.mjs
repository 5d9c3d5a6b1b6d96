/** Every word that a person reads, in Chinese and in English. Places are named by party, page and number. */

const checkWords = {
  "file-form": ["文件格式完整、规范", "The file is whole and in canonical form"],
  "agreement-digests": [
    "协议文本与其摘要一致，载明各方公钥",
    "Agreements match their digests and name the keys",
  ],
  "key-changes": [
    "密钥的更换与吊销均有签名页和新密钥为证",
    "Changes and revocations of keys are proven by pages and by the new key",
  ],
  "agreement-signatures": ["协议由全部缔约方签名", "The agreements are signed by all their parties"],
  "maker-signature": ["出具方对整份文件签名", "Whoever made the file signed all of it"],
  "page-signatures": ["每一页头由其节点签名", "Every page header is signed by its node"],
  "page-chain": ["相邻签名页首尾相接", "Neighbouring pages are linked"],
  "event-proofs": ["每个事件都在其签名页之内", "Every event is on its signed page"],
  "event-links": [
    "事件前后相接，无缺漏、无重复、未换序",
    "Events are linked: none missing, doubled or out of order",
  ],
  "event-clauses": ["每个事件都有已签署的条款依据", "Every event names a clause of a signed agreement"],
  acknowledgements: ["各方签收与其签名页头一致", "Acknowledgements match the signed headers they are in"],
  "same-signer": [
    "两个页头均由该节点以当时的密钥签名，页号如文件所称",
    "Both headers are signed by that node with the key it had then, under the number that the file names",
  ],
  "two-stories": ["两个页头不同：同一页号讲了两种说法", "The headers differ: two stories under one number"],
};

const findingWords = {
  NOT_UTF8: ["文件不是 UTF-8 文本", "the file is not UTF-8 text"],
  NOT_CANONICAL: [
    "文件不完整，或不是规范 JSON 加一个换行",
    "the file is cut short, or is not canonical JSON and a newline",
  ],
  UNKNOWN_FORMAT: ["不是本核验程序认识的证据格式", "not an evidence format known here"],
  BAD_MEMBER: ["成员缺失或类型不符", "a member is missing or malformed"],
  WRONG_DIGEST: ["协议文本与摘要不符", "the agreement's text does not have this digest"],
  NOT_AN_AGREEMENT: ["不是协议", "not an agreement"],
  NO_FOUNDING: ["缺少载明公钥的创始协议", "the founding agreement with the keys is missing"],
  NOT_TRUSTED: ["创始协议不是您所信任的那一份", "the founding agreement is not the one that you trust"],
  BAD_KEY: ["公钥无法使用", "a public key that cannot be used"],
  NOT_SIGNED: ["缔约方未签名", "a party has not signed"],
  UNKNOWN_SIGNER: ["签名者不是缔约方或没有公钥", "signed by nobody who is a party with a key"],
  BAD_SIGNATURE: ["签名不成立", "the signature does not hold"],
  KEY_REVOKED: [
    "该页的密钥已被其他各方吊销，该页无效",
    "the other parties had revoked the key: the page is void",
  ],
  KEY_CHANGE_NOT_LAST: ["更换密钥之后该页还有内容", "the page goes on after the change of its key"],
  BAD_KEY_WORD: [
    "不是有签名页和新密钥为证的更换或吊销",
    "not a change or revocation that a page and the new key prove",
  ],
  UNKNOWN_KEY: ["不是该方当时的密钥", "not the key that this party had then"],
  BAD_HEADER: ["页头不规范或缺项", "the header is not canonical or lacks a member"],
  WRONG_NODE: ["页头属于另一节点", "the header is of another node"],
  NOT_ASCENDING: ["页号重复或倒序", "page numbers repeat or go back"],
  PAGE_FORK: ["前页摘要与前页不符", "it does not follow from the page before"],
  POSITION_GAP: ["事件位置与前页不衔接", "positions do not continue those of the page before"],
  NO_PAGE: ["所指签名页不在文件中", "the page that is meant is not in the file"],
  NOT_ON_PAGE: ["事件、随机数或证明与页头不符", "event, salt or proof does not lead to the page's root"],
  NOT_AN_EVENT: ["不是规范的事件", "not a canonical event"],
  OTHER_SUBJECT: ["事件属于另一件事", "the event is about another subject"],
  DOUBLED: ["重复", "it is there twice"],
  OUT_OF_ORDER: ["次序与签名页不符", "out of the order of the pages"],
  MISSING_PREVIOUS: ["所接续的前一事件不在其前", "the event that it follows does not stand before it"],
  MISSING_ABOUT: ["所针对的事件不在其前", "the event that it is about does not stand before it"],
  BAD_LINK: ["接续方式不合规则", "linked against the rules"],
  FORKED_SUBJECT: ["同一事件之后出现两种接续", "two events follow the same one"],
  NO_CLAUSE: ["没有条款依据", "no clause is named"],
  NO_AGREEMENT: ["所依据的协议不在文件中", "the agreement that it names is not in the file"],
  UNKNOWN_CLAUSE: ["协议没有这一条款", "the agreement has no such clause"],
  NOT_A_PARTY: ["发出方或接收方不是该协议缔约方", "author or reader is no party to the agreement"],
  OTHER_PAGE: ["对方页头签收的是另一页", "the other header acknowledges another page"],
  OTHER_NUMBER: ["页号与文件所称不同", "the header has another number than the file names"],
  ONE_STORY: ["没有两个不同的已签名页头", "there are not two different signed headers"],
  NOT_TOLD: ["既无签收也未列为待签收", "neither acknowledged nor said to be pending"],
};

const eventWords = {
  "network.key-changed": ["更换密钥", "Key changed"],
  "network.key-revoked": ["吊销密钥", "Key revoked"],
  "cases.submitted": ["提交申请", "Submitted"],
  "cases.received": ["收件", "Received"],
  "cases.checked": ["核验材料", "Materials checked"],
  "cases.supplement-requested": ["一次性告知补正", "Supplement notice"],
  "cases.supplemented": ["补正", "Supplemented"],
  "cases.accepted": ["受理", "Accepted"],
  "cases.refused": ["不予受理", "Refused"],
  "cases.passed": ["移交", "Passed on"],
  "cases.returned": ["退回", "Returned"],
  "cases.examined": ["审查", "Examined"],
  "cases.paused": ["特别程序开始", "Special procedure begins"],
  "cases.resumed": ["特别程序结束", "Special procedure ends"],
  "cases.extended": ["延期", "Extended"],
  "cases.decided": ["决定", "Decided"],
  "cases.withdrawal-asked": ["申请撤回", "Withdrawal asked for"],
  "cases.withdrawn": ["撤回申请", "Withdrawn"],
  "cases.delivered": ["送达", "Delivered"],
  "cases.rated": ["评价", "Rated"],
  "cases.rating-answered": ["回访整改", "Rating answered"],
  "agreements.proposed": ["提出协议", "Agreement proposed"],
  "agreements.signed": ["签署协议", "Agreement signed"],
  "agreements.end-signed": ["签署终止", "End of the agreement signed"],
  "exchange.refused": ["拒收", "Refused by the receiver"],
  "exchange.not-relayed": ["对方逾期未签收", "Not signed for in time"],
  "exchange.not-delivered": ["对方逾期未接办", "Not taken up in time"],
};

const roleWords = {
  applicant: ["申请人", "applicant"],
  "window-clerk": ["窗口人员", "window clerk"],
  officer: ["审批人员", "officer"],
  supervisor: ["督办人员", "supervisor"],
  "system-administrator": ["系统管理员", "system administrator"],
  "security-administrator": ["安全管理员", "security administrator"],
  "audit-administrator": ["审计管理员", "audit administrator"],
};

export const pair = ([zh, en]) => ({ zh, en });
const wordOf = (table, name) => pair(Object.hasOwn(table, name) ? table[name] : [name, name]);

export const checkWord = (id) => wordOf(checkWords, id);
export const eventWord = (type) => wordOf(eventWords, type);
export const roleWord = (role) => wordOf(roleWords, role);

const isNamed = (name) => typeof name?.zh === "string" && typeof name.en === "string";

/** A party by the name that its founding agreement gives it; else its six digits. */
export const partyWord = (nodes, party) => {
  const name = nodes.get(party)?.name;
  return isNamed(name) ? name : pair([party, party]);
};

/** Title of the agreement and of the clause that an event names, as the agreement itself has them. */
export const clauseWord = (agreements, { agreement, clause }) => {
  const text = agreements.get(agreement);
  const title = text?.clauses.find(({ id }) => id === clause)?.title;
  const [whole, part] = [text?.title, title].map((name) => (isNamed(name) ? name : undefined));
  return {
    agreement: whole ?? pair([agreement.slice(0, 16), agreement.slice(0, 16)]),
    clause: part ?? pair([clause, clause]),
  };
};

const placeWords = (nodes, finding) => {
  const names = (party) => partyWord(nodes, party);
  if (finding.of) {
    const [of, by] = [names(finding.of), names(finding.by)];
    return [`${of.zh}第 ${finding.page} 页，${by.zh}`, `page ${finding.page} of ${of.en}, ${by.en}`];
  }
  const { party, page, index, place, digest, member } = finding;
  const parts = [
    member && [member, member],
    digest && [digest.slice(0, 16), digest.slice(0, 16)],
    party && [names(party).zh, names(party).en],
    place && [`文件中第 ${place} 个页头`, `header ${place} in the file`],
    page && [`第 ${page} 页`, `page ${page}`],
    index !== undefined && [`第 ${index + 1} 个事件`, `event ${index + 1}`],
  ].filter(Boolean);
  return [parts.map(([zh]) => zh).join(" "), parts.map(([, en]) => en).join(", ")];
};

/** What was found and where, as one sentence in each language. */
export const findingWord = (nodes, finding) => {
  const { zh, en } = wordOf(findingWords, finding.code);
  const [placeZh, placeEn] = placeWords(nodes, finding);
  return { zh: placeZh ? `${placeZh}：${zh}` : zh, en: placeEn ? `${placeEn}: ${en}` : en };
};

/** What a conflict file says: who signed two stories under which number; no more than a claim unless all checks hold. */
export const conflictWord = ({ ok, nodes, conflict: { of, number } }) => {
  const { zh, en } = partyWord(nodes, of);
  return pair([
    `${ok ? "" : "文件称："}${zh}就第 ${number} 页签了两种说法`,
    `${ok ? "" : "The file says: "}${en} signed two stories as page ${number}`,
  ]);
};

export const verdictWord = (isGood) =>
  isGood
    ? pair(["证据有效：以下各项全部成立", "The evidence holds: all of the following is true"])
    : pair(["证据无效：标 ✗ 的各项不成立", "The evidence does not hold: what is marked ✗ is not true"]);
