import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CaseView } from "../../view.ts";
import { answerOf, cases, problemOf } from "#web/api.ts";
import { useKeptInTab } from "#web/desk/keep-in-tab.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useShortcuts } from "#web/desk/use-shortcuts.ts";
import { useReading, useWords } from "#web/language.tsx";
import { announce } from "#web/ui/announce.tsx";
import { usePartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { CaseProblem, isErased } from "../erasure/case-problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { CaseHead } from "../desk/case-head.tsx";
import { CaseSide } from "../desk/case-side.tsx";
import { printDocument } from "../desk/print-document.ts";
import { TransitNote } from "../desk/transit-note.tsx";
import { CaseActions, type Open } from "./case-actions.tsx";
import { defectTemplates } from "./defects.ts";
import { DeliverDialog } from "./deliver-dialog.tsx";
import { NoticeDialog } from "./notice-dialog.tsx";
import {
  checkedOf,
  defectsOf,
  holdOfAccept,
  holdOfSupplement,
  noteDefect,
  papersOf,
  toggle,
  type Defect,
  type Marks,
  type Paper,
} from "./papers.ts";
import { PapersTable } from "./papers-table.tsx";
import { RefuseDialog } from "./refuse-dialog.tsx";
import { SuppliedDialog } from "./supplied-dialog.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = { id: string; onChanged: () => void };
const noMarks: Marks = {};

/** One case at the window: its papers, what may be done now, and who it is about. */
export const CaseDesk = ({ id, onChanged }: Props) => {
  const [unmask, setUnmask] = useState(false);
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ["case", id, unmask],
    queryFn: () => answerOf(cases.readCase({ params: { id }, query: unmask ? { unmask: "yes" } : {} })),
    refetchInterval: unmask ? false : 30_000, // each reading in full is written down
    placeholderData: (before: CaseView | undefined) => before,
  });
  const problem = problemOf(query.error);
  if (problem && (!query.data || isErased(problem)))
    return (
      <section className="middle">
        <CaseProblem problem={problem} onRetry={() => void query.refetch()} />
      </section>
    );
  if (!query.data)
    return (
      <section className="middle">
        <Skeleton lines={8} height="24rem" />
      </section>
    );
  return (
    <Desk
      view={query.data}
      onUnmask={() => setUnmask(true)}
      onChanged={(next) => {
        queries.setQueryData(["case", id, unmask], next);
        void queries.invalidateQueries({ queryKey: ["case", id], refetchType: "none" });
        onChanged();
      }}
    />
  );
};

const Desk = ({
  view,
  onChanged,
  onUnmask,
}: {
  view: CaseView;
  onChanged: (next: CaseView) => void;
  onUnmask: () => void;
}) => {
  const say = useWords(zh, en);
  const { language } = useReading();
  const partyName = usePartyName();
  const command = useCommand();
  const [marks, setMarks] = useKeptInTab<Marks>(`marks.${view.id}`, noMarks);
  const [lastMarked, setLastMarked] = useState<{ state: string; material: string }>();
  const marked = lastMarked?.state === view.state ? lastMarked.material : undefined;
  const [open, setOpen] = useState<Open>();
  const [defects, setDefects] = useState<readonly Defect[]>([]);
  const papers = papersOf(view.materials, marks);
  const params = { id: view.id };

  const done = (next: CaseView, words: string) => {
    onChanged(next);
    setOpen(undefined);
    announce(words);
  };
  const press = (paper: Paper) => {
    if (!view.commands["check"]?.allowed) return announce(reasonOf(view, "check", language) ?? "");
    const next = toggle(marks, paper);
    setMarks(next);
    const { material } = paper.material;
    setLastMarked(next[material]?.verdict === "defective" ? { state: view.state, material } : undefined);
  };
  /** Records what was keyed in, then goes on: a verdict is never left behind by the step that relies on it. */
  const afterChecks = async (then: (words?: string) => void) => {
    const materials = checkedOf(papers, marks);
    if (materials.length === 0) return then();
    await command.run(
      () => cases.check({ params, body: { materials } }),
      (value) => {
        setMarks(noMarks);
        onChanged(value.case);
        then(say("checksSaved", { n: materials.length }));
      },
    );
  };
  const act = (ask: typeof cases.receive, words: (next: CaseView) => string) =>
    void command.run(
      () => ask({ params }),
      (value) => done(value.case, words(value.case)),
    );
  const crossed = (next: CaseView) =>
    next.holder === next.deciding && next.deciding !== next.accepting
      ? say("acceptedDone", { party: partyName(next.deciding) })
      : say("acceptedHere");
  const run = {
    save: () => void afterChecks((words) => words && announce(words)),
    supplement: () => {
      setDefects(defectsOf(papers));
      void afterChecks(() => setOpen("notice"));
    },
    receive: () => act(cases.receive, () => say("receivedDone")),
    accept: () => void afterChecks(() => act(cases.accept, crossed)),
    pass: () =>
      void command.run(
        () => cases.pass({ params, body: {} }),
        (value) => done(value.case, say("passedDone", { party: partyName(value.case.deciding) })),
      ),
    open: setOpen,
  };
  const holds = {
    accept: holdOfAccept(view, papers),
    supplement: holdOfSupplement(view, papers),
    unsaved: Object.keys(marks).length,
  };
  const markedPaper = papers.find(
    (paper) => paper.material.material === marked && paper.standing === "defective",
  );
  const latest = view.documents.at(-1);
  useShortcuts([
    ...(markedPaper
      ? defectTemplates(markedPaper.material, language).map(({ key, words }) => ({
          key,
          run: () => setMarks(noteDefect(marks, markedPaper.material.material, words)),
        }))
      : []),
    ...papers.flatMap((paper) => (paper.key ? [{ key: paper.key, run: () => press(paper) }] : [])),
    ...(latest ? [{ key: "p", run: () => printDocument(view.id, latest.index) }] : []),
  ]);
  return (
    <>
      <section className="middle" aria-live="off">
        <CaseHead
          view={view}
          next={view.state === "received" && <div className="tiny">{say("deemed")}</div>}
        />
        <TransitNote view={view} />
        {command.problem && <ProblemNote problem={command.problem} />}
        <PapersTable
          view={view}
          papers={papers}
          marked={marked}
          onPress={press}
          onNote={(material, note) => setMarks(noteDefect(marks, material, note))}
        />
        <CaseActions view={view} holds={holds} busy={command.busy} run={run} />
      </section>
      <section className="side" aria-label={say("info")}>
        <CaseSide view={view} onUnmask={onUnmask} />
      </section>
      {open === "notice" && (
        <NoticeDialog
          view={view}
          defects={defects}
          onClose={() => setOpen(undefined)}
          onDone={(next) => done(next, say("noticeSent"))}
        />
      )}
      {open === "deliver" && (
        <DeliverDialog
          view={view}
          onClose={() => setOpen(undefined)}
          onDone={(next) => done(next, say("delivered"))}
        />
      )}
      {(open === "refuse" || open === "withdraw") && (
        <RefuseDialog
          kind={open}
          view={view}
          onClose={() => setOpen(undefined)}
          onDone={(next) => done(next, say(open === "refuse" ? "refused" : "withdrawn"))}
        />
      )}
      {open === "supplied" && (
        <SuppliedDialog
          view={view}
          onClose={() => setOpen(undefined)}
          onDone={(next) => done(next, say("suppliedDone"))}
        />
      )}
    </>
  );
};

const reasonOf = (view: CaseView, name: string, language: "zh" | "en"): string | undefined =>
  view.commands[name]?.reason?.[language];
