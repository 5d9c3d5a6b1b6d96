/** What `verifyEvidence` checks, in this order and in words for whoever reads the result. */
export const evidenceChecks = {
  "file-form": { zh: "文件格式完整、规范", en: "The file is whole and in canonical form" },
  "agreement-digests": {
    zh: "协议文本与其摘要一致，载明各方密钥",
    en: "Agreements match their digests and name the keys",
  },
  "key-changes": {
    zh: "密钥的更换与吊销均有签名页和新密钥为证",
    en: "Changes and revocations of keys are proven by pages and by the new key",
  },
  "agreement-signatures": {
    zh: "协议由全部缔约方签名",
    en: "The agreements are signed by all their parties",
  },
  "maker-signature": { zh: "出具方对整份文件签名", en: "Whoever made the file signed all of it" },
  "page-signatures": { zh: "每一页头由其节点签名", en: "Every page header is signed by its node" },
  "page-chain": { zh: "相邻签名页首尾相接", en: "Neighbouring pages are linked" },
  "event-proofs": { zh: "每个事件都在其签名页之内", en: "Every event is on its signed page" },
  "event-links": {
    zh: "事件前后相接，无缺漏、无重复、未换序",
    en: "Events are linked: none missing, doubled or out of order",
  },
  "event-clauses": {
    zh: "每个事件都有已签署的条款依据",
    en: "Every event names a clause of a signed agreement",
  },
  acknowledgements: {
    zh: "各方签收与其签名页头一致",
    en: "Acknowledgements match the signed headers they are in",
  },
} as const;
export type CheckId = keyof typeof evidenceChecks;
