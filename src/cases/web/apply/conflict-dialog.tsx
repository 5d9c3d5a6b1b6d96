import type { Item } from "#cases/item.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import type { Conflict } from "./draft-merge.ts";
import { nameOf } from "./names.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = { conflicts: readonly Conflict[]; item: Item; onSettle: (mine: boolean) => void };

/** Two tabs changed the same answers: both are shown, and the person chooses. Closing keeps what is on this page. */
export const ConflictDialog = ({ conflicts, item, onSettle }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const name = (at: string) => {
    const id = at.slice(at.indexOf(".") + 1);
    const own = at.startsWith("form.")
      ? item.form.find((one) => one.id === id)?.label
      : item.materials.find((one) => one.id === id)?.name;
    return own ? said(own) : nameOf(at, say);
  };
  const show = (value: unknown) => {
    if (typeof value === "string") return value || say("none");
    if (typeof value === "boolean") return say(value ? "yes" : "no");
    const files = (value as { files?: unknown[] } | undefined)?.files;
    return files ? say("files", { n: files.length }) : say("none");
  };
  return (
    <Dialog wide title={say("conflictTitle")} open={conflicts.length > 0} onClose={() => onSettle(true)}>
      <p>{say("conflictLead", { n: conflicts.length })}</p>
      <div className="scroll-x">
        <table className="list">
          <thead>
            <tr>
              <th>{say("conflictWhere")}</th>
              <th>{say("conflictMineCol")}</th>
              <th>{say("conflictTheirsCol")}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map((one) => (
              <tr key={one.at}>
                <th scope="row">{name(one.at)}</th>
                <td>{show(one.mine)}</td>
                <td>{show(one.theirs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="actions">
        <Button look="ghost" onClick={() => onSettle(false)}>
          {say("conflictTheirs")}
        </Button>
        <Button onClick={() => onSettle(true)}>{say("conflictMine")}</Button>
      </div>
    </Dialog>
  );
};
