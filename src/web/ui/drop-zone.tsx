import { useId, useRef, useState } from "react";
import { useWords } from "../language.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Where files are dragged to, or picked by a button; what becomes of them is the page's. */
export const DropZone = ({
  label,
  kinds,
  accept,
  multiple = false,
  onFiles,
}: {
  label: string;
  /** What is taken, in words. */
  kinds: string;
  accept: string;
  multiple?: boolean;
  onFiles: (files: readonly File[]) => void;
}) => {
  const say = useWords(zh, en);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <div
      className={`drop ${over ? "over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files].slice(0, multiple ? undefined : 1));
      }}
    >
      <input
        ref={input}
        id={id}
        className="unseen"
        type="file"
        multiple={multiple}
        tabIndex={-1}
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <p>
        {say("drop")}{" "}
        <button type="button" className="btn ghost" onClick={() => input.current?.click()}>
          {say("pick")}
          <span className="unseen">{label}</span>
        </button>
      </p>
      <p className="tiny">{kinds}</p>
    </div>
  );
};
