import { useState } from "react";
import type { CaseView } from "../../view.ts";
import { cases } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { defectTemplates } from "./defects.ts";
import type { Defect } from "./papers.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  view: CaseView;
  defects: readonly Defect[];
  onClose: () => void;
  onDone: (next: CaseView) => void;
};

/** Every defect in one notice, ready from what was keyed in: usually one look and Enter. */
export const NoticeDialog = ({ view, defects: found, onClose, onDone }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  const command = useCommand();
  const [defects, setDefects] = useState(found);
  const missing = defects.some((one) => one.what.trim() === "");
  const change = (material: string, what: string) =>
    setDefects(defects.map((one) => (one.material === material ? { ...one, what } : one)));
  const send = () => {
    if (missing) return;
    void command.run(
      () =>
        cases.requestSupplement({
          params: { id: view.id },
          body: { defects: defects.map((one) => ({ ...one, what: one.what.trim() })) },
        }),
      (value) => onDone(value.case),
    );
  };
  return (
    <Dialog title={say("noticeTitle")} open wide onClose={onClose}>
      <form onSubmit={(event) => (event.preventDefault(), send())}>
        <p className="muted">{say("noticeLead")}</p>
        {defects.map((one) => {
          const material = view.materials.find((each) => each.material === one.material);
          if (!material) return null;
          return (
            <div className="field" key={one.material}>
              <label htmlFor={`defect-${one.material}`}>{said(material.name)}</label>
              <textarea
                id={`defect-${one.material}`}
                rows={2}
                style={{ minHeight: "3.4rem" }}
                maxLength={500}
                value={one.what}
                onChange={(event) => change(one.material, event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === "Enter" && event.ctrlKey) send();
                }}
              />
              <div className="reasons" style={{ marginTop: ".35rem" }}>
                {defectTemplates(material, language).map((template) => (
                  <button
                    key={template.key}
                    type="button"
                    className="chip"
                    aria-pressed={one.what === template.words}
                    onClick={() => change(one.material, template.words)}
                  >
                    {template.words}
                  </button>
                ))}
              </div>
            </div>
          );
        })}
        {command.problem && <ProblemNote problem={command.problem} />}
        <div className="actions">
          <Button look="ghost" onClick={onClose}>
            {say("cancel")}
          </Button>
          <Button
            type="submit"
            keys="Ctrl ⏎"
            reason={missing ? say("noticeNeeds") : undefined}
            busy={command.busy}
          >
            {say("noticeSend")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
