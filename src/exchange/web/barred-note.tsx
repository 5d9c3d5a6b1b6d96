import { useLocation } from "@tanstack/react-router";
import type { Role } from "#base/role.ts";
import { deskPaths } from "#web/desk/desk-paths.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { To } from "#web/to.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import { useConnection } from "./use-connection.ts";

/** Above the work of every desk while this node records nothing new: said before somebody has filled in a form. */
export const BarredNote = ({ role }: { role: Role }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const here = useLocation({ select: (at) => at.pathname });
  const barred = useConnection().data?.barred;
  // That page says it itself, with what to do beside it.
  if (!barred || here === deskPaths.chain) return null;
  return (
    <div className="note bad barred" role="alert">
      <p>
        <b>{said(barred)}</b>
      </p>
      {barred.next && (
        <p>
          {said(barred.next)}{" "}
          {role === "system-administrator" && <To href={deskPaths.chain}>{say("title")}</To>}
        </p>
      )}
    </div>
  );
};
