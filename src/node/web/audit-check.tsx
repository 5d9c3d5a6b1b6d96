import { useState } from "react";
import { answerOf, node } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { saveFile } from "#web/save-file.ts";
import { Button } from "#web/ui/button.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import type { AuditCheck } from "../contract.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Two buttons over the log: is it as it was written, and take it away as a file that proves it. */
export const CheckAudit = ({ onDone }: { onDone: () => void }) => {
  const say = useWords(zh, en);
  const [found, setFound] = useState<AuditCheck>();
  const check = useCommand();
  const save = useCommand();
  const problem = check.problem ?? save.problem;
  const checkAll = () =>
    check.run(
      () => node.checkAudit({}),
      (value) => {
        setFound(value);
        onDone();
      },
    );
  const exportAll = () =>
    save.run(
      () => node.exportAudit({}),
      (file) => {
        void answerOf(node.readNode({})).then(({ party }) => saveFile(file, `audit-${party}.jsonl`));
        onDone();
      },
    );
  return (
    <>
      <p className="desk-actions">
        <Button look="ghost" busy={check.busy} onClick={() => void checkAll()}>
          {say("checkAudit")}
        </Button>
        <Button look="ghost" busy={save.busy} onClick={() => void exportAll()}>
          {say("exportAudit")}
        </Button>
      </p>
      {problem && <ProblemNote problem={problem} />}
      {found && <Found found={found} />}
    </>
  );
};

const Found = ({ found: { lines, deleted, sealedUpTo, head, broken } }: { found: AuditCheck }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  if (broken)
    return (
      <div className="note bad" role="alert">
        <p>
          <b>{say("auditBroken", { n: broken.number, what: said(broken) })}</b>
        </p>
        <p>{say("auditBrokenWhy", { good: lines })}</p>
      </div>
    );
  return (
    <div className="note good" role="status">
      <p>
        <b>{say("auditWhole", { n: lines })}</b>
      </p>
      {deleted > 0 && <p className="small">{say("auditDeleted", { n: deleted })}</p>}
      <p className="small">{say("auditSealed", { n: sealedUpTo, head: head.slice(0, 16) })}</p>
    </div>
  );
};
