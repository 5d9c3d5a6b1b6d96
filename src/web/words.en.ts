import type { Words } from "./words.ts";
import type { zh } from "./words.zh.ts";

export const en: Words<typeof zh> = {
  product: "Tongwulang",
  station: "{party} · hand in here, decided there",
  skip: "Skip to the content",
  nav: "Main sections",
  services: "Services",
  myCases: "My cases",
  track: "Track a case",
  agreements: "Agreements",
  elder: "Large type",
  elderOff: "Standard type",
  otherLanguage: "中文",
  otherLanguageName: "中文",
  myDesk: "My desk",
  signIn: "Sign in",
  signOut: "Sign out",
  accountOf: "{name}: sign-in and security",
  signedOut: "You are signed out",
  signInTitle: "Sign in to {product}",
  signInAgain: "Please sign in again",
  signInAgainWhy:
    "Your session has ended. Sign in and go on where you were; everything you typed is still here.",
  signInNeeded: "This is shown to the person it belongs to. Please sign in first.",
  username: "User name",
  password: "Password",
  signingIn: "Signing in",
  later: "Not now",
  sampleAccounts: "Sample accounts",
  sampleAccountsWhy:
    "This is a trial site; its people and cases are made up. Choose an account to fill it in.",
  sampleSite: "Trial site: people, companies and cases are samples",
  openId: "Sign in with the unified identity service",
  or: "or",
  openIdFailed: "The unified identity service did not sign you in",
  openIdFailedWhy:
    "It may have been cancelled, or the account is not entered at this site. Try again, or use your user name and password.",
  notFound: "There is no such page",
  notFoundWhy:
    "The address may be wrong, or the page has moved. Find a service from the home page, or follow a case by its number.",
  home: "Go to the home page",
  fault: "This page failed",
  faultWhy:
    "It is a fault of the program, not of what you did. Drafts you typed are still kept on this device.",
  unreachable: "The service cannot be reached",
  unreachableWhy:
    "Check the connection and try again. What you typed is kept on this device and saved when the connection is back; you can also go to the counter.",
  offline: "No connection: this is what was here before; what you typed is kept on this device.",
  reload: "Open this page again",
  footer:
    "Each city keeps its own data. Every step across a border follows a clause that all parties signed, and leaves signed proof at both ends.",
  version: "Version {version}",
  newTab: " (opens in a new tab)",
};
