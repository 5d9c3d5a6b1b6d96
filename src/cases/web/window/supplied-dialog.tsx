import { useState } from "react";
import type { HandedIn } from "../../events.ts";
import type { CaseView } from "../../view.ts";
import { cases } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { FileDrop } from "#web/ui/file-drop.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { upload } from "#web/upload.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = { view: CaseView; onClose: () => void; onDone: (next: CaseView) => void };
type Files = HandedIn["files"];

/** Papers brought to the counter after the notice, or set right on the spot: ticked, scanned if need be, done. */
export const SuppliedDialog = ({ view, onClose, onDone }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const command = useCommand();
  const asked = view.materials.filter(
    (one) => one.defect !== undefined || one.checked?.verdict === "defective",
  );
  const offered = asked.length > 0 ? asked : view.materials.filter((one) => !one.fromSharing);
  const [brought, setBrought] = useState<Record<string, boolean>>(() =>
    Object.fromEntries(asked.map((one) => [one.material, true])),
  );
  const [scans, setScans] = useState<Record<string, Files>>({});
  const materials: HandedIn[] = offered
    .filter((one) => brought[one.material])
    .map((one) => {
      const files = scans[one.material] ?? [];
      return { material: one.material, way: files.length > 0 ? "upload" : "paper", files };
    });
  const send = () =>
    void command.run(
      () => cases.supplement({ params: { id: view.id }, body: { materials } }),
      (value) => onDone(value.case),
    );
  return (
    <Dialog title={say("suppliedTitle")} open wide onClose={onClose}>
      <form onSubmit={(event) => (event.preventDefault(), send())}>
        {offered.map((one) => (
          <div key={one.material} className="field">
            <label className="choice">
              <input
                type="checkbox"
                checked={brought[one.material] === true}
                onChange={(event) => setBrought({ ...brought, [one.material]: event.target.checked })}
              />
              <span>
                {said(one.name)}
                {one.defect && (
                  <small className="muted" style={{ display: "block" }}>
                    {one.defect}
                  </small>
                )}
              </span>
            </label>
            {brought[one.material] && (
              <FileDrop
                label={said(one.name)}
                files={scans[one.material] ?? []}
                send={upload}
                onChange={(change) =>
                  setScans((all) => ({ ...all, [one.material]: change(all[one.material] ?? []) }))
                }
              />
            )}
          </div>
        ))}
        {command.problem && <ProblemNote problem={command.problem} />}
        <div className="actions">
          <Button look="ghost" onClick={onClose}>
            {say("cancel")}
          </Button>
          <Button
            type="submit"
            reason={materials.length === 0 ? say("suppliedNone") : undefined}
            busy={command.busy}
          >
            {say("suppliedSend")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
