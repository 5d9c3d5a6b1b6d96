import type { Item, Material } from "../../item.ts";
import { useShortcuts } from "#web/desk/use-shortcuts.ts";
import { FileDrop, type DroppedFile } from "#web/ui/file-drop.tsx";
import { upload } from "#web/upload.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { materialsFor, type ChangeHandIn, type HandInDraft } from "./hand-in-draft.ts";
import { en } from "./hand-in.en.ts";
import { zh } from "./hand-in.zh.ts";

type Props = { draft: HandInDraft; item: Item; onChange: ChangeHandIn };

/** What lies on the counter: ticked by digit outside of the fields, by mouse or space anywhere. */
export const HandInPapers = ({ draft, item, onChange }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const materials = materialsFor(item, draft.form);
  const asked = materials.filter((one) => !one.fromSharing);
  const shared = materials.filter((one) => one.fromSharing && !one.madeBySystem);
  const made = materials.filter((one) => one.madeBySystem);
  const tick = (material: Material) =>
    onChange({ ...draft, papers: { ...draft.papers, [material.id]: !draft.papers[material.id] } });
  const scanned = (id: string, change: (files: readonly DroppedFile[]) => DroppedFile[]) =>
    onChange((before) => ({ ...before, scans: { ...before.scans, [id]: change(before.scans[id] ?? []) } }));
  useShortcuts(asked.slice(0, 9).map((material, at) => ({ key: String(at + 1), run: () => tick(material) })));
  return (
    <>
      <h3>{say("papers")}</h3>
      {asked.map((material, at) => (
        <div key={material.id}>
          <label className="choice">
            <input
              type="checkbox"
              checked={draft.papers[material.id] === true}
              onChange={() => tick(material)}
            />
            <span style={{ flex: 1 }}>
              {said(material.name)}
              <small className="tiny" style={{ display: "block" }}>
                {[
                  material.originals > 0 && say("original", { n: material.originals }),
                  material.copies > 0 && say("copy", { n: material.copies }),
                  !material.necessary && say("optional"),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
            </span>
            {at < 9 && <kbd>{at + 1}</kbd>}
          </label>
          {draft.papers[material.id] && (
            <FileDrop
              label={said(material.name)}
              files={draft.scans[material.id] ?? []}
              send={upload}
              onChange={(change) => scanned(material.id, change)}
            />
          )}
        </div>
      ))}
      {asked.length === 0 && <p className="muted">{say("noPapers")}</p>}
      {made.length > 0 && (
        <p className="tiny" style={{ marginTop: ".4rem" }}>
          {say("made", { names: made.map((one) => said(one.name)).join(say("join")) })}
        </p>
      )}
      {shared.length > 0 && (
        <p className="tiny" style={{ marginTop: ".4rem" }}>
          {say("shared", { names: shared.map((one) => said(one.name)).join(say("join")) })}
        </p>
      )}
    </>
  );
};
