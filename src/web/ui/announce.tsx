import { useSyncExternalStore } from "react";

type Line = { id: number; text: string };
let lines: readonly Line[] = [];
let last = 0;
const listeners = new Set<() => void>();
const tell = (next: readonly Line[]) => {
  lines = next;
  for (const listener of listeners) listener();
};

/** Says a result aloud (screen reader) and shows it for some seconds at the foot of the page. */
export const announce = (text: string, stayMillis = 6000): void => {
  const id = ++last;
  tell([...lines.slice(-2), { id, text }]);
  setTimeout(() => tell(lines.filter((line) => line.id !== id)), stayMillis);
};

const listen = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const Announcements = () => {
  const shown = useSyncExternalStore(listen, () => lines);
  return (
    <div className="toasts no-print" role="status" aria-live="polite">
      {shown.map((line) => (
        <div key={line.id} className="toast">
          {line.text}
        </div>
      ))}
    </div>
  );
};
