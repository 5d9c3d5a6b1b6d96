import { useRef, useState } from "react";
import type { Problem } from "#base/outcome.ts";
import { useWords } from "../language.tsx";
import { showSize } from "../show.ts";
import { Button } from "./button.tsx";
import { DropZone } from "./drop-zone.tsx";
import { ProblemNote } from "./problem.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export type DroppedFile = { digest: string; size: number; mediaType: string; label: string };
type Sent =
  | { ok: true; value: { digest: string; size: number; mediaType: string } }
  | { ok: false; problem: Problem };
type Going = { key: number; name: string; percent: number; problem?: Problem; file: File };

/** Files dragged in or picked, with progress each; a failed one says why and can be sent again. */
export const FileDrop = ({
  label,
  files,
  onChange,
  send,
}: {
  label: string;
  files: readonly DroppedFile[];
  onChange: (change: (files: readonly DroppedFile[]) => DroppedFile[]) => void;
  send: (file: File, onProgress: (part: number) => void) => Promise<Sent>;
}) => {
  const say = useWords(zh, en);
  const [going, setGoing] = useState<readonly Going[]>([]);
  const keys = useRef(0);
  const change = (key: number, next: Partial<Going>) =>
    setGoing((all) => all.map((one) => (one.key === key ? { ...one, ...next } : one)));
  const start = async (file: File, key = ++keys.current) => {
    setGoing((all) => [...all.filter((one) => one.key !== key), { key, name: file.name, percent: 0, file }]);
    const sent = await send(file, (part) => change(key, { percent: Math.round(part * 100) }));
    if (!sent.ok) return change(key, { problem: sent.problem });
    setGoing((all) => all.filter((one) => one.key !== key));
    const added = { ...sent.value, label };
    onChange((all) => [...all.filter((one) => one.digest !== added.digest), added]);
  };
  return (
    <div>
      {files.map((file, at) => (
        <div key={file.digest} className="file">
          <span>{`${file.label} ${at + 1}`}</span>
          <span className="tiny">{`${file.mediaType.split("/").pop()} · ${showSize(file.size)} · ${say("uploaded")}`}</span>
          <span className="push">
            <button
              type="button"
              className="btn quiet"
              aria-label={say("removeFile", { name: `${file.label} ${at + 1}` })}
              onClick={() => onChange((all) => all.filter((one) => one.digest !== file.digest))}
            >
              {say("remove")}
            </button>
          </span>
        </div>
      ))}
      {going.map((one) => (
        <div key={one.key} className="file">
          <span>{one.name}</span>
          {!one.problem && (
            <progress value={one.percent} max={100} aria-label={say("uploading", { percent: one.percent })} />
          )}
          {!one.problem && <span className="tiny">{say("uploading", { percent: one.percent })}</span>}
          {one.problem && <ProblemNote problem={one.problem} onRetry={() => void start(one.file, one.key)} />}
          {one.problem && (
            <Button
              look="quiet"
              onClick={() => setGoing((all) => all.filter((each) => each.key !== one.key))}
            >
              {say("remove")}
            </Button>
          )}
        </div>
      ))}
      <DropZone
        label={label}
        kinds={say("kinds")}
        accept=".pdf,.ofd,.jpg,.jpeg,.png"
        multiple
        onFiles={(dropped) => {
          for (const file of dropped) void start(file);
        }}
      />
    </div>
  );
};
