import type { ReactNode } from "react";
import { useWords } from "../language.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export type FrameProps = {
  id: string;
  label: string;
  hint?: string | undefined;
  basis?: string | undefined;
  error?: string | undefined;
  required: boolean;
  group?: boolean;
  quietLabel?: boolean;
  children: ReactNode;
};

/** Label, hint, reason and error around any input; the input names them with `describedBy(id)`. */
export const FieldFrame = ({
  id,
  label,
  hint,
  basis,
  error,
  required,
  group,
  quietLabel,
  children,
}: FrameProps) => {
  const say = useWords(zh, en);
  const Frame = group ? "fieldset" : "div";
  const Label = group ? "legend" : "label";
  return (
    <Frame className={`field ${error ? "wrong" : ""}`} aria-describedby={group ? `${id}-about` : undefined}>
      <Label htmlFor={group ? undefined : id} className={quietLabel ? "unseen" : undefined}>
        {label} {!required && <span className="optional">{say("optional")}</span>}
      </Label>
      <div id={`${id}-about`}>
        {hint && <p className="hint">{hint}</p>}
        {basis && <p className="basis">{say("basis", { basis })}</p>}
        {error && <p className="error">{error}</p>}
      </div>
      {children}
    </Frame>
  );
};

export const describedBy = (id: string) => `${id}-about ${id}-verdict`;
