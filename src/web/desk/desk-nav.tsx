import type { Role } from "#base/role.ts";
import { useLocation } from "@tanstack/react-router";
import { useWords } from "../language.tsx";
import { deskPaths } from "./desk-paths.ts";
import { To } from "../to.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Section = { href: string; name: keyof typeof zh };

const sections: Partial<Record<Role, readonly Section[]>> = {
  supervisor: [
    { href: deskPaths.figures, name: "figures" },
    { href: deskPaths.extensions, name: "extensions" },
    { href: deskPaths.ratings, name: "ratings" },
    { href: deskPaths.signing, name: "signing" },
  ],
  "duty-officer": [
    { href: deskPaths.duty, name: "duty" },
    { href: deskPaths.alerts, name: "alerts" },
    { href: deskPaths.notices, name: "notices" },
    { href: deskPaths.incidents, name: "incidents" },
    { href: deskPaths.patrols, name: "patrols" },
    { href: deskPaths.profiles, name: "profiles" },
    { href: deskPaths.importTables, name: "importTables" },
    { href: deskPaths.air, name: "air" },
    { href: deskPaths.accounts, name: "accounts" },
  ],
  "system-administrator": [
    { href: deskPaths.chain, name: "chain" },
    { href: deskPaths.health, name: "health" },
    { href: deskPaths.parked, name: "parked" },
    { href: deskPaths.refused, name: "refused" },
    { href: deskPaths.suppliers, name: "suppliers" },
    { href: deskPaths.systemErasure, name: "erasure" },
  ],
  "security-administrator": [
    { href: deskPaths.people, name: "people" },
    { href: deskPaths.keys, name: "nodeKeys" },
    { href: deskPaths.securityErasure, name: "erasure" },
  ],
};

/** Desks with several pages have a line of them; a window or an officer has one page and no line. */
export const DeskNav = ({ role }: { role: Role }) => {
  const say = useWords(zh, en);
  const here = useLocation({ select: (at) => at.pathname });
  const own = sections[role];
  if (!own) return null;
  return (
    <nav className="desk-nav" aria-label={say("desk")}>
      {own.map((one) => (
        <To key={one.href} href={one.href} aria-current={one.href === here ? "page" : undefined}>
          {say(one.name)}
        </To>
      ))}
    </nav>
  );
};
