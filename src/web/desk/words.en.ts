import type { Words } from "../words.ts";
import type { zh } from "./words.zh.ts";

export const en: Words<typeof zh> = {
  connected: "connected {ago} ago",
  waiting: "no answer for {ago}, papers are queued",
  waitingNone: "no answer for {ago}",
  never: "not connected yet",
  seconds: "{n} s",
  minutes: "{n} min",
  hours: "{n} h",
  days: "{n} {n|day|days}",
  peers: "Other nodes",
  shortcuts: "Shortcuts",
  singleKeys: "Single-key shortcuts",
  singleKeysWhy: "Switch off when you dictate or use a screen reader; mouse, Tab and Enter still do everything.",
  close: "Close",
  language: "中文",
  languageLabel: "切换到中文",
  elder: "Large type",
  normal: "Normal type",
  signOut: "Sign out",
  skip: "Skip to the main part",
  sample: "sample",
  workday: "{n|working day|working days}",
  day: "{n|day|days}",
  left: "{n} {unit} left",
  over: "{n} {unit} overdue",
};
