import { useState } from "react";
import type { z } from "zod";
import { useSaid, useWords } from "#web/language.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Button } from "#web/ui/button.tsx";
import { monitoring } from "../../web/monitoring-client.ts";
import type { CapReading, incidentContract } from "../contract.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Reading = z.output<(typeof incidentContract)["readCap"]["output"]>;

export const CapReader = ({ onUse }: { onUse: (message: CapReading) => void }) => {
  const say = useWords(zh, en);
  const [answer, setAnswer] = useState<Awaited<ReturnType<typeof monitoring.readCap>>>();
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
              if (file) void monitoring.readCap({ body: file }).then(setAnswer);
            }}
          />
        </label>
        {answer && !answer.ok && <ProblemNote problem={answer.problem} />}
        {answer?.ok && <Verdict reading={answer.value} onUse={onUse} />}
      </div>
    </details>
  );
};

const signatureWords = { none: "capUnsigned", unknown: "capUnknown", broken: "capBroken" } as const;

const FaultList = ({ faults }: { faults: Reading["faults"] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
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
  );
};

const Verdict = ({
  reading: { message, faults, remarks },
  onUse,
}: {
  reading: Reading;
  onUse: (message: CapReading) => void;
}) => {
  const say = useWords(zh, en);
  if (!message)
    return (
      <div className="note bad" role="alert">
        <p>
          <b>{say("capBad", { n: faults.length })}</b>
        </p>
        <FaultList faults={faults} />
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
      {remarks.length > 0 && (
        <>
          <p>{say("capRemarks")}</p>
          <FaultList faults={remarks} />
        </>
      )}
      <p>
        <Button look="ghost" onClick={() => onUse(message)}>
          {say("capUse")}
        </Button>
      </p>
    </div>
  );
};
