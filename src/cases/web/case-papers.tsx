import { Fragment } from "react";
import type { CaseView } from "#cases/view.ts";
import type { Say } from "#web/words.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { useNode } from "#web/session.ts";
import { en } from "./case-words.en.ts";
import { zh } from "./case-words.zh.ts";

type MaterialView = CaseView["materials"][number];
const address = (view: CaseView, rest: string) => `/api/cases/${encodeURIComponent(view.id)}/${rest}`;

/** What was handed in and checked, and every document that was issued, each to read and print. */
export const CasePapers = ({ view }: { view: CaseView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const isSample = useNode()?.isSample;
  return (
    <section className="card">
      <div className="head">
        <h2>{say("papers")}</h2>
      </div>
      {view.materials.length === 0 && view.documents.length === 0 && (
        <p className="row muted">{say("noPapers")}</p>
      )}
      {view.materials.filter(isShown).map((one) => (
        <div className="row" key={one.material}>
          <span>{said(one.name)}</span>
          <span className="r">
            {paperState(one, say)}
            {one.handedIn?.files.map((file, at) => (
              <Fragment key={file.digest}>
                {" · "}
                <a href={address(view, `attachments/${file.digest}`)} target="_blank" rel="noreferrer">
                  {say("look")}
                  {one.handedIn!.files.length > 1 && ` ${at + 1}`}
                  <span className="unseen">{` ${said(one.name)}`}</span>
                </a>
              </Fragment>
            ))}
          </span>
        </div>
      ))}
      {view.documents.map((one) => (
        <div className="row" key={one.index}>
          <a href={address(view, `documents/${one.index}?as=html`)} target="_blank" rel="noreferrer">
            {said(one.title)}
          </a>
          <span className="r">
            {one.number} {(one.sample || isSample) && <SampleMark why={say("sampleSeal")} />}
            {" · "}
            <a href={address(view, `documents/${one.index}?as=pdf`)} target="_blank" rel="noreferrer">
              {say("pdf")}
              <span className="unseen">{` ${said(one.title)}`}</span>
            </a>
          </span>
        </div>
      ))}
    </section>
  );
};

/** Papers that the answers made needless were never handed in; they say nothing to the applicant. */
const isShown = (one: MaterialView): boolean =>
  Boolean(one.handedIn ?? one.checked ?? one.defect) || one.fromSharing;

const paperState = (one: MaterialView, say: Say<typeof zh>): string => {
  if (one.defect ?? one.checked?.verdict === "defective")
    return say("paperDefective", { what: one.defect ?? one.checked?.note ?? "" });
  if (one.fromSharing) return say(one.madeBySystem ? "paperMade" : "paperShared");
  if (one.checked)
    return one.checked.originals > 0
      ? say("paperOriginals", { n: one.checked.originals })
      : say("paperConforms");
  if (!one.handedIn) return say("paperNone");
  if (one.handedIn.way === "upload") return say("paperUpload", { n: one.handedIn.files.length });
  return say(
    one.handedIn.way === "later"
      ? "paperLater"
      : one.handedIn.way === "sharing"
        ? "paperShared"
        : "paperPaper",
  );
};
