import { useState } from "react";
import type { z } from "zod";
import { asking } from "#web/api.ts";
import type { Problem } from "#base/outcome.ts";
import { unreachable } from "#base/client.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Button } from "#web/ui/button.tsx";
import type { CapReading, incidentContract } from "../contract.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Reading = z.output<(typeof incidentContract)["readCap"]["output"]>;

/** The file goes as it is: the node reads bytes, so what it says of lines is true of the person's own file. */
const ask = async (file: Blob): Promise<{ reading: Reading } | { problem: Problem }> => {
  try {
    const response = await asking.fetch("/api/monitoring/cap", {
      method: "POST",
      body: file,
      headers: {
        "accept-language": asking.language(),
        "content-type": "application/octet-stream",
        "x-tongwulang": "1",
      },
    });
    const answer = (await response.json()) as unknown;
    return response.ok ? { reading: answer as Reading } : { problem: answer as Problem };
  } catch {
    return { problem: unreachable };
  }
};

export const CapReader = ({ onUse }: { onUse: (message: CapReading) => void }) => {
  const say = useWords(zh, en);
  const [answer, setAnswer] = useState<Awaited<ReturnType<typeof ask>>>();
  return (
    <details className="card">
      <summary>{say("capTitle")}</summary>
      <div className="body">
        <p className="muted">{say("capWhy")}</p>
        <label className="field">
          <span>{say("capFile")}</span>
          <input
            type="file"
            accept=".xml,application/xml,application/cap+xml"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) void ask(file).then(setAnswer);
            }}
          />
        </label>
        {answer && "problem" in answer && <ProblemNote problem={answer.problem} />}
        {answer && "reading" in answer && <Verdict reading={answer.reading} onUse={onUse} />}
      </div>
    </details>
  );
};

const signatureWords = { none: "capUnsigned", unknown: "capUnknown", broken: "capBroken" } as const;

const Verdict = ({
  reading: { message, faults },
  onUse,
}: {
  reading: Reading;
  onUse: (message: CapReading) => void;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  if (!message)
    return (
      <div className="note bad" role="alert">
        <p>
          <b>{say("capBad", { n: faults.length })}</b>
        </p>
        <ul>
          {faults.map((fault) => (
            <li key={`${fault.line} ${fault.column} ${fault.code} ${fault.at}`}>
              {say("capLine", { line: fault.line, column: fault.column })}
              {fault.at && (
                <>
                  {" "}
                  <code>{fault.at}</code>
                </>
              )}
              ：{said(fault)}
            </li>
          ))}
        </ul>
      </div>
    );
  const { msgType, status, sent, sender, headline, text, signature, signedBy } = message;
  return (
    <div
      className={`note ${signature === "broken" ? "bad" : signature === "holds" ? "good" : "warn"}`}
      role="status"
    >
      <p>
        <b>{say("capGood", { type: msgType, status, sent })}</b>
      </p>
      <p>{headline}</p>
      <p className="message-text">{text}</p>
      <p>
        {signature === "holds" && signedBy ? (
          <>
            ✓ {say("capSigned")} <PartyName party={signedBy} />
          </>
        ) : (
          say(signatureWords[signature === "holds" ? "broken" : signature])
        )}{" "}
        <span className="tiny">{sender}</span>
      </p>
      <p>
        <Button look="ghost" onClick={() => onUse(message)}>
          {say("capUse")}
        </Button>
      </p>
    </div>
  );
};
