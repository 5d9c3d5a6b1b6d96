import type { CaseView } from "../../view.ts";
import { useSaid } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";

/** A file between two sides is never out of sight: since when, to whom, and whether they have signed for it. */
export const TransitNote = ({ view }: { view: CaseView }) => {
  const said = useSaid();
  if (!view.transit) return null;
  return (
    <output className={`note ${view.transit.waiting ? "warn" : ""}`}>
      {said(view.transit.words)} <span className="tiny">{showMoment(view.transit.since)}</span>
    </output>
  );
};
