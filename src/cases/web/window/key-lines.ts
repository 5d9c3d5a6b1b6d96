import type { KeyLine } from "#web/desk/keys-dialog.tsx";
import type { Say } from "#web/words.ts";
import type { zh } from "./words.zh.ts";

/** What `?` lists. */
export const keyLines = (say: Say<typeof zh>): KeyLine[] => [
  { keys: ["↑", "↓"], what: say("keyQueue") },
  { keys: ["/"], what: say("keyFind") },
  { keys: ["1", "…", "9"], what: say("keyPaper") },
  { keys: ["Q", "W", "E", "R", "Z", "X", "V"], what: say("keyReason") },
  { keys: ["S"], what: say("keySave") },
  { keys: ["B"], what: say("keySupplement") },
  { keys: ["A"], what: say("keyAccept") },
  { keys: ["D"], what: say("keyDeliver") },
  { keys: ["N"], what: say("keyNew") },
  { keys: ["P"], what: say("keyPrint") },
  { keys: ["?"], what: say("keyHelp") },
];
