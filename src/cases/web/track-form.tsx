import { useId, useState } from "react";
import { useWords } from "#web/language.tsx";
import { paths } from "#web/paths.ts";
import { useGo } from "#web/to.tsx";
import { readReceipt } from "./receipt-text.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Number and code, or the whole text of a scanned receipt pasted into the first field. */
export const TrackForm = ({
  number: startNumber = "",
  code: startCode = "",
}: {
  number?: string;
  code?: string;
}) => {
  const say = useWords(zh, en);
  const go = useGo();
  const id = useId();
  const [number, setNumber] = useState(startNumber);
  const [code, setCode] = useState(startCode);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const read = readReceipt(number, code);
        go(paths.track(read.number, read.code));
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-n`}>{say("number")}</label>
        <p className="hint" id={`${id}-nh`}>
          {say("numberHint")}
        </p>
        <input
          id={`${id}-n`}
          aria-describedby={`${id}-nh`}
          required
          autoComplete="off"
          spellCheck={false}
          value={number}
          onChange={(event) => setNumber(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-c`}>{say("code")}</label>
        <p className="hint" id={`${id}-ch`}>
          {say("codeHint")}
        </p>
        <input
          id={`${id}-c`}
          className="short"
          aria-describedby={`${id}-ch`}
          required={!number.startsWith("TWL:")}
          autoComplete="off"
          spellCheck={false}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </div>
      <button className="btn" type="submit">
        {say("trackGo")}
      </button>
    </form>
  );
};
