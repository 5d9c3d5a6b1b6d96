import { useState } from "react";
import type { Problem } from "#base/outcome.ts";
import type { CaseView } from "#cases/view.ts";
import { cases } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { FileDrop, type DroppedFile } from "#web/ui/file-drop.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { upload } from "#web/upload.ts";
import { en } from "./case-words.en.ts";
import { zh } from "./case-words.zh.ts";
import { suppliedFrom, stillMissing, type Supplied } from "./supplied.ts";

type MaterialView = CaseView["materials"][number];
type Props = { view: CaseView; onChanged: (view: CaseView, what: string) => void };

/** Only what the notice asked for, each with what was wrong; nothing else is asked again. */
export const CaseSupplement = ({ view, onChanged }: Props) => {
  const say = useWords(zh, en);
  const [supplied, setSupplied] = useState<Record<string, Supplied>>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const asked = view.materials.filter((one) => one.defect);
  if (!view.commands["supplement"]?.allowed || asked.length === 0) return null;
  const missing = stillMissing(asked, supplied);
  const send = async () => {
    setBusy(true);
    const reply = await cases.supplement({
      params: { id: view.id },
      body: { materials: suppliedFrom(asked, supplied) },
    });
    setBusy(false);
    if (!reply.ok) return setProblem(reply.problem);
    onChanged(reply.value.case, say("supplementSent"));
  };
  const change = (material: string, next: Partial<Supplied>) =>
    setSupplied((all) => ({ ...all, [material]: { files: [], paper: false, ...all[material], ...next } }));
  return (
    <section className="card" style={{ marginBottom: "1.25rem", padding: "1.2rem 1.4rem" }}>
      <h2>{say("supplement")}</h2>
      <p className="muted small">{say("supplementLead")}</p>
      {asked.map((one) => (
        <Asked
          key={one.material}
          one={one}
          supplied={supplied[one.material] ?? { files: [], paper: false }}
          onFiles={(edit) =>
            setSupplied((all) => ({
              ...all,
              [one.material]: {
                paper: false,
                ...all[one.material],
                files: edit(all[one.material]?.files ?? []),
              },
            }))
          }
          onPaper={(paper) => change(one.material, { paper })}
        />
      ))}
      {problem && <ProblemNote problem={problem} />}
      <div className="actions">
        <Button
          busy={busy}
          reason={missing > 0 ? say("supplementMissing", { n: missing }) : undefined}
          onClick={() => void send()}
        >
          {say("supplementSend")}
        </Button>
      </div>
    </section>
  );
};

type AskedProps = {
  one: MaterialView;
  supplied: Supplied;
  onFiles: (edit: (files: readonly DroppedFile[]) => DroppedFile[]) => void;
  onPaper: (paper: boolean) => void;
};

const Asked = ({ one, supplied, onFiles, onPaper }: AskedProps) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <div className="field">
      <h3>{said(one.name)}</h3>
      <p className="error">{one.defect}</p>
      {!supplied.paper && (
        <FileDrop label={said(one.name)} files={supplied.files} onChange={onFiles} send={upload} />
      )}
      <label className="choice">
        <input type="checkbox" checked={supplied.paper} onChange={(event) => onPaper(event.target.checked)} />
        <span>{say("byPaper")}</span>
      </label>
    </div>
  );
};
