import type { Refusals } from "#base/outcome.ts";

const sendAgain = {
  zh: "记录仍保存在手机上，更正后再发送。",
  en: "The record stays on the phone; correct it and send it again.",
};

/** Every "no" that patrols can say. */
export const patrolRefusals = {
  OTHER_PERSON: {
    status: 403,
    zh: "这条记录是另一位值班员的",
    en: "This record is another duty officer's",
    next: {
      zh: "由本人登录后发送；记录仍在手机上。",
      en: "It is sent when they sign in; it stays on the phone.",
    },
  },
  ROUTE_NOT_IN_FORCE: {
    status: 409,
    zh: "现行协议中没有本方参加的巡查路线“{route}”",
    en: "No agreement in force has a patrol route “{route}” with this party",
    next: { zh: "请更新路线后重新选择。", en: "Refresh the routes and choose again." },
  },
  PATROLS_NOT_GRANTED: {
    status: 403,
    zh: "现行协议没有授权本方在监测网络“{network}”开展联合巡查",
    en: "No agreement in force grants this party patrols of the network “{network}”",
    next: { zh: "请查看协议公开。", en: "See the agreements." },
  },
  POINT_UNKNOWN: {
    status: 422,
    zh: "路线上没有巡查点“{point}”",
    en: "The route has no point “{point}”",
    next: sendAgain,
  },
  FINDING_KIND_UNKNOWN: {
    status: 422,
    zh: "问题清单里没有“{kind}”这一类",
    en: "The list of findings has no kind “{kind}”",
    next: sendAgain,
  },
  INSPECTED_PARTY: {
    status: 422,
    zh: "互查应当检查路线上的另一方",
    en: "A mutual inspection looks at another side of the route",
    next: sendAgain,
  },
  RESPONSIBLE_UNKNOWN: {
    status: 422,
    zh: "不能把问题交给 {party}：它不是协议的另一方",
    en: "It cannot be given to {party}, which is no other party to the agreement",
    next: { zh: "请在协议各方中选择。", en: "Choose one of the parties." },
  },
  DUE_TOO_EARLY: {
    status: 422,
    zh: "整改期限不能早于 {day}",
    en: "The day it is due cannot be before {day}",
    next: { zh: "请改选日期。", en: "Choose a later day." },
  },
  PATROL_NOT_FOUND: {
    status: 404,
    zh: "没有找到这次巡查",
    en: "This patrol was not found",
    next: {
      zh: "先发送开始巡查的那条记录；记录仍在手机上。",
      en: "Send the record that begins the patrol first; all records are still on the phone.",
    },
  },
  PATROL_NOT_NOW: {
    status: 409,
    zh: "现在不能这样记录：{zh}",
    en: "This cannot be recorded now: {en}",
  },
  FINDING_NOT_FOUND: {
    status: 404,
    zh: "没有找到这个问题",
    en: "This finding was not found",
    next: { zh: "请从列表重新打开。", en: "Open it again from the list." },
  },
  FINDING_NOT_NOW: {
    status: 409,
    zh: "现在不能办理：{zh}",
    en: "This cannot be done now: {en}",
    next: { zh: "请刷新后查看最新状态。", en: "Refresh to see how it stands." },
  },
  RETURN_REASON_UNKNOWN: {
    status: 422,
    zh: "退回理由清单里没有“{code}”",
    en: "The list of reasons for a return has no “{code}”",
    next: { zh: "请从清单中选择。", en: "Choose one from the list." },
  },
  RECORD_CONFLICT: {
    status: 409,
    zh: "编号相同的记录已经存在，内容不同",
    en: "A record with this id exists already, and says something else",
    next: {
      zh: "两份都没有丢：先到的已记录，这一份仍保存在手机上。请核对后另记一条。",
      en: "Neither is lost: the first is recorded, this one stays on the phone. Compare them and record it anew.",
    },
  },
  PHOTO_NEEDED: {
    status: 422,
    zh: "请附整改后的照片",
    en: "A photo of how it is now is needed",
    next: { zh: "拍照后再提交。", en: "Take a photo, then send." },
  },
  PHOTO_MISSING: {
    status: 409,
    zh: "照片还没有传到：{photo}",
    en: "A photo has not arrived: {photo}",
    next: { zh: "手机会先补传照片，再发送记录。", en: "The phone sends the photo first, then the record." },
  },
  PHOTO_KIND: {
    status: 422,
    zh: "这不是 JPEG 照片",
    en: "This is no JPEG photo",
    next: { zh: "请用本页的拍照按钮。", en: "Take it with the button on this page." },
  },
  PHOTO_TELLS_MORE: {
    status: 422,
    zh: "照片里带有位置、设备等附带信息，没有保存",
    en: "The photo carries metadata (place, device …) and was not kept",
    next: {
      zh: "请用本页的拍照按钮：它会先去掉附带信息，位置另行记录。",
      en: "Take it with the button on this page: it removes them first, and the place is recorded apart.",
    },
  },
  PHOTO_ALTERED: {
    status: 422,
    zh: "照片在途中改变了，没有保存",
    en: "The photo changed on its way and was not kept",
    next: { zh: "手机会重新发送。", en: "The phone sends it again." },
  },
} satisfies Refusals;
export type PatrolRefusal = keyof typeof patrolRefusals;
