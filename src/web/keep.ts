/** Small things remembered on this device. Where a browser forbids it, they last as long as the page. */
const memory = new Map<string, string>();
const named = (name: string) => `tongwulang.${name}`;

export const keep = (name: string, value: string): void => {
  memory.set(name, value);
  try {
    localStorage.setItem(named(name), value);
  } catch {
    // storage is full or forbidden: the memory above still holds it
  }
};

export const kept = (name: string): string | undefined => {
  try {
    return localStorage.getItem(named(name)) ?? memory.get(name);
  } catch {
    return memory.get(name);
  }
};

export const forget = (name: string): void => {
  memory.delete(name);
  try {
    localStorage.removeItem(named(name));
  } catch {
    // nothing was stored
  }
};
