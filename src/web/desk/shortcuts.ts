/** One key of a desk. `reason` set: the key is known and does nothing now, and the reason is what is said. */
export type Shortcut = { key: string; run: () => void; reason?: string | undefined };

type Key = { key: string; ctrlKey?: boolean; metaKey?: boolean; altKey?: boolean; isComposing?: boolean };
type Target = { tagName?: string; isContentEditable?: boolean; type?: string } | null;

const untyped = new Set(["button", "checkbox", "radio", "submit", "reset", "file", "range", "color"]);

/** Is somebody typing there? A key then belongs to the text (pinyin input included), never to the desk. */
export const isTyping = (target: Target): boolean => {
  if (!target) return false;
  if (target.isContentEditable) return true;
  const tag = target.tagName?.toUpperCase();
  if (tag === "TEXTAREA" || tag === "SELECT") return true;
  return tag === "INPUT" && !untyped.has(target.type ?? "text");
};

/** The shortcut a key stands for; keys held with Ctrl, Alt or ⌘ are the browser's own. */
export const findShortcut = <S extends { key: string }>(
  shortcuts: readonly S[],
  pressed: Key,
  target: Target,
): S | undefined => {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.isComposing || isTyping(target))
    return undefined;
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
  return shortcuts.find((one) => (one.key.length === 1 ? one.key.toLowerCase() : one.key) === key);
};

/** The place after a step up or down a list; the ends hold. */
export const stepInList = (length: number, at: number, by: 1 | -1): number =>
  length === 0 ? -1 : at < 0 ? (by === 1 ? 0 : length - 1) : Math.min(length - 1, Math.max(0, at + by));
