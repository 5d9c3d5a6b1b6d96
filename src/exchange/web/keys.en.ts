import type { Words } from "#web/words.ts";
import type { zh } from "./keys.zh.ts";

export const en: Words<typeof zh> = {
  title: "Keys",
  why: "Which key of which party signs which pages. Changes and revocations stand in the chains; an old page is checked for ever with the key of its time.",
  party: "Party",
  key: "Key id",
  suite: "Suite",
  pages: "Pages it signs",
  fromOn: "from page {from}",
  fromTo: "pages {from} to {to}",
  state: "State",
  inUse: "in use",
  changed: "changed",
  revoked: "revoked",
  notHeld: "this node does not hold it",
  said: "Revoked by",
  quorum: "({said} of {quorum})",
  how: "At a terminal",
  howChange: "Change this party's key; nothing has to be started again",
  howReplace: "The own key was lost or stolen: make a replacement file for the other parties",
  howRevoke: "Another party's key was lost or stolen: revoke it with its replacement file",
};
