import { useEffect, useState, type Dispatch, type SetStateAction } from "react";

/**
 * What a clerk types about a person at the counter survives a reload, but not the tab: a window PC is shared, so
 * nothing of it is left on the disk.
 */
const read = <T>(name: string): T | undefined => {
  try {
    const text = sessionStorage.getItem(`tongwulang.${name}`);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
};

const write = (name: string, value: unknown): void => {
  try {
    if (value === undefined) sessionStorage.removeItem(`tongwulang.${name}`);
    else sessionStorage.setItem(`tongwulang.${name}`, JSON.stringify(value));
  } catch {
    // storage is full or forbidden: the page still holds what was typed
  }
};

/** State that survives a reload of this tab. Give the component a `key` where the name changes. */
export const useKeptInTab = <T>(name: string, start: T): [T, Dispatch<SetStateAction<T>>] => {
  const [value, setValue] = useState<T>(() => read<T>(name) ?? start);
  useEffect(() => write(name, value === start ? undefined : value), [name, value, start]);
  return [value, setValue];
};
