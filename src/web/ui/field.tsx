import { useState } from "react";
import type { Field } from "#cases/field.ts";
import { useReading, useSaid, useWords } from "../language.tsx";
import { FieldFrame, describedBy } from "./field-frame.tsx";
import { findFen, findVerdict, yuanFromFen } from "./field-values.ts";
import { Place } from "./place.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Value = string | boolean | undefined;
type Props = {
  field: Field;
  id: string;
  value: Value;
  error?: string | undefined;
  disabled?: boolean;
  onChange: (value: string | boolean) => void;
  autoComplete?: string;
};

/** One question of the closed vocabulary. Every kind has one appearance, at the counter and at home. */
export const FieldInput = (props: Props) => {
  const said = useSaid();
  const { field, id, error } = props;
  const group = field.kind === "choice" || field.kind === "consent";
  return (
    <FieldFrame
      id={id}
      group={group}
      quietLabel={field.kind === "consent"}
      error={error}
      required={field.required || field.kind === "consent"}
      label={said(field.label)}
      hint={field.hint && said(field.hint)}
      basis={field.basis && said(field.basis)}
    >
      {field.kind === "choice" ? (
        <Choice {...props} />
      ) : field.kind === "consent" ? (
        <Consent {...props} />
      ) : (
        <Typed {...props} />
      )}
    </FieldFrame>
  );
};

const Choice = ({ field, id, value, disabled, onChange }: Props) => {
  const said = useSaid();
  return field.options?.map((option) => (
    <label key={option.value} className="choice">
      <input
        type="radio"
        name={id}
        id={`${id}-${option.value}`}
        value={option.value}
        checked={value === option.value}
        disabled={disabled}
        onChange={() => onChange(option.value)}
      />
      <span>{said(option.label)}</span>
    </label>
  ));
};

const Consent = ({ field, id, value, disabled, onChange }: Props) => (
  <label className="choice">
    <input
      type="checkbox"
      id={id}
      checked={value === true}
      disabled={disabled}
      onChange={(event) => onChange(event.target.checked)}
    />
    <span>{useSaid()(field.label)}</span>
  </label>
);

const inputModes: Partial<Record<Field["kind"], "numeric" | "decimal" | "tel">> = {
  count: "numeric",
  amount: "decimal",
  phone: "tel",
};

const Typed = ({ field, id, value, error, disabled, onChange, autoComplete = "off" }: Props) => {
  const { language } = useReading();
  const say = useWords(zh, en);
  const text = typeof value === "string" ? value : "";
  const common = {
    id,
    disabled,
    "aria-invalid": error ? true : undefined,
    "aria-required": field.required || undefined,
    "aria-describedby": describedBy(id),
    maxLength: field.maxLength ?? 2000,
  } as const;
  if (field.kind === "long-text")
    return <textarea {...common} value={text} rows={4} onChange={(event) => onChange(event.target.value)} />;
  if (field.kind === "amount") return <Amount {...common} value={text} onChange={onChange} />;
  if (field.kind === "division") return <Place {...common} value={text} onChange={onChange} />;
  const verdict = findVerdict(field.kind, text, language);
  return (
    <>
      <input
        {...common}
        className={field.kind === "text" ? undefined : "short"}
        type={field.kind === "date" ? "date" : "text"}
        value={text}
        inputMode={inputModes[field.kind]}
        autoComplete={autoComplete}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <div id={`${id}-verdict`} aria-live="polite">
        {verdict && !error && (
          <p className={verdict.good ? "good" : "error"}>
            {verdict.good ? say("looksRight") : verdict.sentence}
          </p>
        )}
      </div>
    </>
  );
};

type Plain = { id: string; value: string; onChange: (value: string) => void; disabled: boolean | undefined };

/** Typed in yuan, kept in fen; what is not an amount yet stays as typed. */
const Amount = ({ value, onChange, ...common }: Plain) => {
  const [typed, setTyped] = useState(() => yuanFromFen(value));
  return (
    <span style={{ display: "flex", alignItems: "center", gap: ".5rem" }}>
      <input
        {...common}
        className="short"
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(findFen(event.target.value) ?? event.target.value);
        }}
      />
      <span>{useWords(zh, en)("yuan")}</span>
    </span>
  );
};
