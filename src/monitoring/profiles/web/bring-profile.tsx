import { useId, useState } from "react";
import { useCommand } from "#web/desk/use-command.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { monitoring } from "../../web/monitoring-client.ts";
import { quantities } from "./quantity.ts";
import { showUnit } from "./show-unit.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** A profile or an image of one time, brought by hand: for instruments that write files. */
export const BringProfile = ({ station, onDone }: { station: string; onDone: () => void }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const id = useId();
  const command = useCommand();
  const [file, setFile] = useState<File>();
  const [times, setTimes] = useState(0); // how often something was brought: the field is empty again then
  const [at, setAt] = useState("");
  const [quantity, setQuantity] = useState("aerosol-extinction");
  const lacking = !file ? say("fileNeeded") : !at ? say("timeNeeded") : undefined;
  const send = () =>
    file &&
    command.run(
      () =>
        monitoring.recordProfile({
          query: {
            station,
            at: new Date(`${at}:00+08:00`).toISOString(),
            quantity,
            unit: quantities[quantity]!.unit,
          },
          body: file,
        }),
      () => {
        announce(say("brought"));
        setFile(undefined);
        setTimes((before) => before + 1);
        onDone();
      },
    );
  return (
    <details className="profiles-bring">
      <summary>{say("bring")}</summary>
      <form onSubmit={(event) => (event.preventDefault(), void (lacking ?? send()))}>
        {command.problem && <ProblemNote problem={command.problem} />}
        <div className="field">
          <label htmlFor={`${id}-file`}>{say("file")}</label>
          <p className="hint">{say("fileHint")}</p>
          <input
            key={times}
            id={`${id}-file`}
            type="file"
            accept=".csv,text/csv,image/png,image/jpeg"
            onChange={(event) => setFile(event.target.files?.[0])}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-at`}>{say("at")}</label>
          <input
            id={`${id}-at`}
            type="datetime-local"
            className="short"
            value={at}
            onChange={(event) => setAt(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-what`}>{say("what")}</label>
          <select id={`${id}-what`} value={quantity} onChange={(event) => setQuantity(event.target.value)}>
            {Object.entries(quantities).map(([code, one]) => (
              <option key={code} value={code}>
                {[said(one), showUnit(one.unit)].filter(Boolean).join(" · ")}
              </option>
            ))}
          </select>
        </div>
        <Button type="submit" busy={command.busy} reason={lacking}>
          {say("bring")}
        </Button>
      </form>
    </details>
  );
};
