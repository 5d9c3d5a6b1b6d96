import type { CapAlert } from "./cap-alert.ts";

/** A message with a word in every part that a reader has to understand. */
export const warning: CapAlert = {
  identifier: "tongwulang.110112.0199f000-0000-7000-8000-000000000001",
  sender: "tongwulang.110112",
  sent: "2026-11-22T08:05:00+08:00",
  status: "Exercise",
  msgType: "Alert",
  scope: "Restricted",
  restriction: "通武廊三方值班机构 / duty offices of the three parties",
  note: "示例：北运河联合演练",
  info: [
    {
      language: "zh-CN",
      category: ["Env"],
      event: "跨界断面水质预警",
      urgency: "Expected",
      severity: "Severe",
      certainty: "Observed",
      onset: "2026-11-22T08:00:00+08:00",
      expires: "2026-11-24T08:00:00+08:00",
      headline: "氨氮 3.4 mg/L，劣Ⅴ类 <示例> & 更多",
      web: "https://example.org/incident",
      parameter: [{ valueName: "arrival:tumenlou", value: "2026-11-22T20:00:00+08:00" }],
      resource: [
        {
          resourceDesc: "采样照片",
          mimeType: "image/jpeg",
          uri: "photo.jpg",
          derefUri: "aGVsbG8=",
          digest: "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
        },
      ],
      area: [
        {
          areaDesc: "北运河 土门楼断面",
          polygon: ["39.7,116.8 39.8,116.8 39.8,116.9 39.7,116.8"],
          circle: ["39.7,116.8 2.5"],
          geocode: [{ valueName: "GB/T 2260", value: "131000" }],
          altitude: "100",
          ceiling: "200",
        },
      ],
    },
  ],
};
