import { useWords } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { setSingleKeys, useSingleKeys } from "./use-shortcuts.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export type KeyLine = { keys: readonly string[]; what: string };

/** Opened by `?`: every key of this desk, and the switch for single keys. */
export const KeysDialog = ({
  lines,
  open,
  onClose,
}: {
  lines: readonly KeyLine[];
  open: boolean;
  onClose: () => void;
}) => {
  const say = useWords(zh, en);
  const singleKeys = useSingleKeys();
  return (
    <Dialog title={say("shortcuts")} open={open} onClose={onClose}>
      <dl className="keys-list">
        {lines.map((line) => [
          <dt key={`${line.what}-keys`}>
            {line.keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>,
          <dd key={line.what}>{line.what}</dd>,
        ])}
      </dl>
      <label className="choice" style={{ marginTop: "1rem" }}>
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => setSingleKeys(event.target.checked)}
        />
        <span>
          {say("singleKeys")}
          <small className="muted" style={{ display: "block" }}>
            {say("singleKeysWhy")}
          </small>
        </span>
      </label>
      <div className="actions">
        <Button onClick={onClose}>{say("close")}</Button>
      </div>
    </Dialog>
  );
};
