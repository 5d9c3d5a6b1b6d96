import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { announce } from "../ui/announce.tsx";
import { keep, kept } from "../keep.ts";
import { nextKey, noScan } from "./scanner.ts";
import { findShortcut, type Shortcut } from "./shortcuts.ts";

let enabled = kept("single-keys") !== "no";
const listeners = new Set<() => void>();

/** WCAG 2.1.4: single keys can be switched off, because dictation and screen readers type too. */
export const setSingleKeys = (next: boolean): void => {
  enabled = next;
  keep("single-keys", next ? "yes" : "no");
  for (const listener of listeners) listener();
};

const listen = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSingleKeys = (): boolean => useSyncExternalStore(listen, () => enabled);

const isDialogOpen = () =>
  document.querySelector("dialog[open], .ant-modal-wrap:not([style*='display: none'])") !== null;

/** The keys of a desk and its scanner. A disabled key says its reason; nothing fires under a dialog. */
export const useShortcuts = (shortcuts: readonly Shortcut[], onScan?: (code: string) => void): void => {
  const on = useSingleKeys();
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!on || (event.repeat && event.key.length === 1) || isDialogOpen()) return;
    const shortcut = findShortcut(shortcuts, event, event.target as HTMLElement | null);
    if (!shortcut) return;
    event.preventDefault();
    if (shortcut.reason) announce(shortcut.reason);
    else shortcut.run();
  });
  const scanned = useEffectEvent((code: string) => onScan?.(code));
  useEffect(() => {
    let scan = noScan;
    const onKey = (event: KeyboardEvent) => {
      const step = nextKey(scan, event.key, event.timeStamp);
      scan = step.scan;
      const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (step.found !== undefined) {
        event.preventDefault();
        return scanned(step.found);
      }
      if (step.swallow && !inField) return event.preventDefault();
      press(event);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
};

/** Ctrl+Enter (⌘ Enter) sends the form one is in, from any of its fields. */
export const useSendKey = (send: () => void): void => {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !isDialogOpen()) send();
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
};
