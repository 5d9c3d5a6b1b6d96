import { useWords } from "#web/language.tsx";
import { showTime } from "#web/show.ts";
import type { SaveState } from "./draft-keeper.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Saved, saving, or kept on this device: only the last one is said aloud. */
export const SaveLine = ({ save }: { save: SaveState }) => {
  const say = useWords(zh, en);
  if (save.kind === "kept")
    return (
      <p className="save-line kept" role="status">
        {say(save.problem.code === "UNREACHABLE" ? "keptHere" : "notSaved")}
      </p>
    );
  return (
    <p className="save-line">
      {save.kind === "saving" ? say("saving") : say("saved", { time: showTime(save.at) })}
    </p>
  );
};
