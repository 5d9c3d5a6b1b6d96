import type { CaseView } from "#cases/view.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showCaseNumber } from "#web/show.ts";
import { usePartyName } from "#web/ui/parties.tsx";
import { en } from "./case-words.en.ts";
import { zh } from "./case-words.zh.ts";

/** Right after sending: the number to keep, and what to bring to which counter. */
export const KeepNumber = ({ view }: { view: CaseView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const here = usePartyName()(view.accepting);
  if (view.state !== "submitted" || !view.trackingCode) return null;
  const bring = view.materials.filter((one) => one.handedIn?.way === "later");
  return (
    <div className="note good">
      <p>
        <b>{say("keepNumber")}</b>
      </p>
      <p>
        {say("caseNumber")} <b>{showCaseNumber(view.number)}</b>
        {" · "}
        {say("code")} <b>{view.trackingCode}</b>
      </p>
      {bring.length > 0 && (
        <p>
          {say("bring", {
            here,
            papers: bring.map((one) => said(one.name)).join(said({ zh: "、", en: ", " })),
          })}
        </p>
      )}
      <p className="small">{say("tracked")}</p>
    </div>
  );
};
