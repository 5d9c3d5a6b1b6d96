import { useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { Draft } from "#cases/draft.ts";
import type { CaseView } from "#cases/view.ts";
import { Rich, useSaid, useWords } from "#web/language.tsx";
import { paths } from "#web/paths.ts";
import { useGo } from "#web/to.tsx";
import { announce } from "#web/ui/announce.tsx";
import { PartyName, usePartyName } from "#web/ui/parties.tsx";
import { Steps } from "#web/ui/steps.tsx";
import type { Guide } from "../guide.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { readStep, steps, type StepId } from "./draft-gaps.ts";
import { StepPage } from "./step-page.tsx";
import { useDraft } from "./use-draft.ts";
import "./apply.css";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Five short steps. A step is left only when it is whole, and can always be gone back to. */
export const DraftForm = ({ draft, guide }: { draft: Draft; guide: Guide }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const go = useGo();
  const partyName = usePartyName();
  const queries = useQueryClient();
  const { step: asked } = useSearch({ strict: false }) as { step?: string };
  const step = readStep(asked);
  const { keeper, kept } = useDraft(draft);
  const open = (next: StepId) => go(paths.draft(draft.id, next));
  const onSent = (view: CaseView) => {
    keeper.drop();
    queries.setQueryData(["case", view.id], view);
    void queries.invalidateQueries({ queryKey: ["my-cases"] });
    void queries.invalidateQueries({ queryKey: ["drafts"] });
    announce(say("submitted"));
    go(paths.case(view.id), true);
  };
  const elements = { deciding: <PartyName party={draft.deciding} />, here: partyName(guide.here) };
  return (
    <div className="wrap narrow apply">
      <p className="tiny">
        {say("title", { item: said(draft.itemName) })} · <Rich text={say("decidedBy")} with={elements} />
      </p>
      <Steps
        steps={steps.map((id) => ({ id, name: say(`step.${id}`) }))}
        now={step}
        onOpen={(id) => open(readStep(id))}
      />
      <StepPage
        key={step}
        step={step}
        draftId={draft.id}
        guide={guide}
        keeper={keeper}
        kept={kept}
        onOpen={open}
        onSent={onSent}
      />
      <ConflictDialog conflicts={kept.conflicts} item={guide.item} onSettle={keeper.settle} />
    </div>
  );
};
