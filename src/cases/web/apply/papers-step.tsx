import { useSaid, useWords } from "#web/language.tsx";
import { FileDrop, type DroppedFile } from "#web/ui/file-drop.tsx";
import { upload } from "#web/upload.ts";
import { showCopies, sortMaterials } from "../item-view.ts";
import { en as itemEn } from "../words.en.ts";
import { zh as itemZh } from "../words.zh.ts";
import { findHandedIn, papersOf, withPaper, type WantedPaper } from "./draft-content.ts";
import { idOf, type PartProps } from "./part.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const PapersStep = ({ content, change, item, errorAt }: PartProps) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const papers = papersOf(item, content.form);
  const { shared } = sortMaterials(item);
  const changeFiles = (material: string) => (edit: (files: readonly DroppedFile[]) => DroppedFile[]) => {
    // from what is there when the upload ends, not from what was there when it began
    change((now) =>
      withPaper(now, { material, way: "upload", files: edit(findHandedIn(now, material)?.files ?? []) }),
    );
  };
  const setLater = (material: string, later: boolean) =>
    change((now) =>
      withPaper(now, {
        material,
        way: later ? "later" : "upload",
        files: findHandedIn(now, material)?.files ?? [],
      }),
    );
  return (
    <>
      <p className="muted">{papers.length > 0 ? say("papersLead") : say("noPapers")}</p>
      {papers.map((one) => (
        <Paper
          key={one.material.id}
          one={one}
          error={errorAt(`materials.${one.material.id}`)}
          files={findHandedIn(content, one.material.id)?.files ?? []}
          later={findHandedIn(content, one.material.id)?.way === "later"}
          onFiles={changeFiles(one.material.id)}
          onLater={(later) => setLater(one.material.id, later)}
        />
      ))}
      {shared.length > 0 && (
        <div className="note good">
          <h2>{say("sharedTitle")}</h2>
          <ul>
            {shared.map((one) => (
              <li key={one.id}>
                {said(one.name)}{" "}
                <span className="small muted">{say(one.madeBySystem ? "madeLead" : "sharedLead")}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
};

type PaperProps = {
  one: WantedPaper;
  error: string | undefined;
  files: readonly DroppedFile[];
  later: boolean;
  onFiles: (edit: (files: readonly DroppedFile[]) => DroppedFile[]) => void;
  onLater: (later: boolean) => void;
};

const Paper = ({ one: { material, necessary }, error, files, later, onFiles, onLater }: PaperProps) => {
  const say = useWords(zh, en);
  const sayItem = useWords(itemZh, itemEn);
  const said = useSaid();
  return (
    <section
      className={`card paper ${error ? "wrong" : ""}`}
      id={idOf(`materials.${material.id}`)}
      tabIndex={-1}
    >
      <h2>
        {said(material.name)} {!necessary && <span className="optional">{say("optionalPaper")}</span>}
      </h2>
      <p className="small muted">{showCopies(material, sayItem)}</p>
      {material.note && <p className="small">{said(material.note)}</p>}
      {material.sample && <p className="small">{say("goodOne", { sample: said(material.sample) })}</p>}
      {error && (
        <div className="field">
          <p className="error">{error}</p>
        </div>
      )}
      {!later && <FileDrop label={said(material.name)} files={files} onChange={onFiles} send={upload} />}
      <label className="choice">
        <input type="checkbox" checked={later} onChange={(event) => onLater(event.target.checked)} />
        <span>
          {say("bring")}
          {later && (
            <small className="muted">
              <br />
              {say("bringNote", { copies: showCopies(material, sayItem) })}
            </small>
          )}
        </span>
      </label>
    </section>
  );
};
