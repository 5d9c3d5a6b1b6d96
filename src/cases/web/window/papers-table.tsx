import type { CaseView, MaterialView } from "../../view.ts";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import type { Say } from "#web/words.ts";
import { defectTemplates } from "./defects.ts";
import type { Paper, Standing } from "./papers.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  view: CaseView;
  papers: readonly Paper[];
  marked: string | undefined;
  onPress: (paper: Paper) => void;
  onNote: (material: string, note: string) => void;
};

const verdictWords: Record<Standing, keyof typeof zh> = {
  conforms: "conforms",
  defective: "defective",
  shared: "fromCatalogue",
  made: "madeBySystem",
  awaited: "awaited",
  unchecked: "unchecked",
};
const verdictLook: Record<Standing, string> = {
  conforms: "ok",
  defective: "no",
  shared: "ok",
  made: "ok",
  awaited: "muted",
  unchecked: "muted",
};
const verdictSign: Record<Standing, string> = {
  conforms: "✓ ",
  defective: "✕ ",
  shared: "✓ ",
  made: "✓ ",
  awaited: "",
  unchecked: "",
};

/** Paper by paper: what is required, what was handed in, what the check says; the digit toggles it. */
export const PapersTable = ({ view, papers, marked, onPress, onNote }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const canCheck = view.commands["check"]?.allowed === true;
  return (
    <table className="list papers-table">
      <thead>
        <tr>
          <th scope="col">{say("paper")}</th>
          <th scope="col">{say("asked")}</th>
          <th scope="col">{say("checked")}</th>
          <th scope="col">
            <span className="unseen">{say("key")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {papers.map((paper) => {
          const { material, standing } = paper;
          const verdict = (
            <span className={verdictLook[standing]}>
              {verdictSign[standing]}
              {standing === "defective" && paper.note ? paper.note : say(verdictWords[standing])}
              {paper.unsaved && <span className="tiny"> · {say("unsaved")}</span>}
            </span>
          );
          return (
            <tr key={material.material}>
              <td>
                {said(material.name)}
                <Handed view={view} material={material} say={say} />
              </td>
              <td className="muted">
                {material.madeBySystem
                  ? say("made")
                  : material.fromSharing
                    ? say("shared")
                    : askedOf(material, say)}
              </td>
              <td>
                {canCheck && paper.key ? (
                  <button
                    type="button"
                    className="verdict"
                    onClick={() => onPress(paper)}
                    aria-keyshortcuts={paper.key}
                  >
                    {verdict}
                  </button>
                ) : (
                  verdict
                )}
                {canCheck && standing === "defective" && (marked === material.material || !paper.note) && (
                  <Reasons
                    material={material}
                    note={paper.note}
                    onNote={(note) => onNote(material.material, note)}
                  />
                )}
              </td>
              <td>{canCheck && paper.key && <kbd>{paper.key}</kbd>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

const askedOf = (material: MaterialView, say: Say<typeof zh>): string =>
  [
    material.originals > 0 && say("original", { n: material.originals }),
    material.copies > 0 && say("copy", { n: material.copies }),
  ]
    .filter(Boolean)
    .join(" · ");

const Handed = ({ view, material, say }: { view: CaseView; material: MaterialView; say: Say<typeof zh> }) => {
  const handed = material.handedIn;
  if (material.fromSharing) return null;
  if (!handed) return <span className="tiny"> · {say("notHandedIn")}</span>;
  if (handed.files.length === 0)
    return <span className="tiny"> · {say(handed.way === "later" ? "later" : "onPaper")}</span>;
  return (
    <span className="tiny">
      {handed.files.map((file, at) => (
        <span key={file.digest}>
          {" · "}
          <a href={`/api/cases/${view.id}/attachments/${file.digest}`} target="_blank" rel="noopener">
            {say("view")}
            {handed.files.length > 1 && ` ${at + 1}`}
          </a>
        </span>
      ))}
    </span>
  );
};

const Reasons = ({
  material,
  note,
  onNote,
}: {
  material: MaterialView;
  note: string;
  onNote: (note: string) => void;
}) => {
  const say = useWords(zh, en);
  const { language } = useReading();
  return (
    <fieldset className="reasons" aria-label={say("reason")}>
      {defectTemplates(material, language).map((one) => (
        <button
          key={one.key}
          type="button"
          className="chip"
          aria-pressed={note === one.words}
          onClick={() => onNote(one.words)}
        >
          <kbd>{one.key.toUpperCase()}</kbd> {one.words}
        </button>
      ))}
      <input
        aria-label={say("reasonOwn")}
        placeholder={say("reasonOwn")}
        value={note}
        maxLength={500}
        onChange={(event) => onNote(event.target.value)}
      />
    </fieldset>
  );
};
