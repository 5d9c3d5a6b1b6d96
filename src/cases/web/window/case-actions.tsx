import type { CaseView } from "../../view.ts";
import { useShortcuts } from "#web/desk/use-shortcuts.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { whyNot } from "../desk/why-not.ts";
import type { Hold, SupplementHold } from "./papers.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export type Open = "notice" | "deliver" | "refuse" | "withdraw" | "supplied";
type Run = Record<"save" | "supplement" | "receive" | "accept" | "pass", () => void> & {
  open: (what: Open) => void;
};
type Props = {
  view: CaseView;
  holds: { accept: Hold; supplement: SupplementHold; unsaved: number };
  busy: boolean;
  run: Run;
};

/** The step that takes the case on has one key (A) whatever it is called now; the others stay where one looks for them. */
export const CaseActions = ({ view, holds, busy, run }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const rule = (name: string) => whyNot(view, name, said);
  const { accept, supplement } = holds;
  const acceptReason =
    accept.kind === "papers"
      ? say("holdPapers", {
          parts: [
            accept.defective && say("holdDefective", { n: accept.defective }),
            accept.unchecked && say("holdUnchecked", { n: accept.unchecked }),
          ]
            .filter(Boolean)
            .join(say("holdJoin")),
        })
      : accept.kind === "rule"
        ? rule("accept")
        : undefined;
  const noticeReason =
    supplement.kind === "rule"
      ? rule("requestSupplement")
      : supplement.kind === "unchecked"
        ? say("holdUncheckedNotice", { n: supplement.unchecked })
        : supplement.kind === "none-defective"
          ? say("holdNoDefect")
          : undefined;
  const onward = onwardOf(view, acceptReason, rule, run, say);
  const isDelivery = view.state === "awaiting-delivery" || view.state === "decided";
  const isChecking = view.state === "received";
  const deliverReason = rule("deliver");
  const saveReason = holds.unsaved > 0 ? undefined : say("nothingToSave");
  useShortcuts([
    { key: "s", run: run.save, reason: saveReason },
    { key: "b", run: run.supplement, reason: noticeReason },
    { key: "a", run: onward.run, reason: onward.reason },
    { key: "d", run: () => run.open("deliver"), reason: deliverReason },
  ]);
  const defective = supplement.kind === "open";
  return (
    <div className="no-print">
      <div className="desk-actions">
        <Button
          look={defective ? "main" : "ghost"}
          keys="B"
          reason={noticeReason}
          showReason={false}
          busy={busy}
          onClick={run.supplement}
        >
          {say("supplement")}
        </Button>
        <Button
          look={defective || isDelivery ? "ghost" : "main"}
          keys="A"
          reason={onward.reason}
          showReason={isChecking}
          busy={busy}
          onClick={onward.run}
        >
          {onward.name}
        </Button>
        <Button
          look={isDelivery ? "main" : "ghost"}
          keys="D"
          reason={deliverReason}
          showReason={isDelivery}
          busy={busy}
          onClick={() => run.open("deliver")}
        >
          {say("deliver")}
        </Button>
      </div>
      <div className="desk-actions" style={{ marginTop: ".5rem" }}>
        <Button look="quiet" keys="S" reason={saveReason} showReason={false} busy={busy} onClick={run.save}>
          {say("saveChecks")}
        </Button>
        {view.commands["supplement"]?.allowed && (
          <Button
            look={view.state === "supplement-requested" ? "main" : "quiet"}
            onClick={() => run.open("supplied")}
          >
            {say(view.state === "supplement-requested" ? "supplied" : "correctedHere")}
          </Button>
        )}
        <Button look="quiet" reason={rule("refuse")} showReason={false} onClick={() => run.open("refuse")}>
          {say("refuse")}
        </Button>
        <Button
          look="quiet"
          reason={rule("withdraw")}
          showReason={false}
          onClick={() => run.open("withdraw")}
        >
          {say("withdraw")}
        </Button>
      </div>
    </div>
  );
};

const onwardOf = (
  view: CaseView,
  acceptReason: string | undefined,
  rule: (name: string) => string | undefined,
  run: Run,
  say: ReturnType<typeof useWords<typeof zh>>,
) => {
  if (view.state === "submitted") return { name: say("receive"), reason: rule("receive"), run: run.receive };
  const canPass = view.commands["pass"]?.allowed || view.commands["passUnaccepted"]?.allowed;
  if (view.state === "accepted" || canPass)
    return { name: say("pass"), reason: canPass ? undefined : rule("pass"), run: run.pass };
  return {
    name: say(view.accepting === view.deciding ? "acceptHere" : "accept"),
    reason: acceptReason,
    run: run.accept,
  };
};
