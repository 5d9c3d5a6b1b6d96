/**
 * A hand scanner is a keyboard: it types the receipt's code in a burst and ends with Enter. A burst that begins with
 * `TWL:` is taken as a whole, so that its digits and letters do not fire the desk's own keys.
 */
export type Scan = { text: string; lastAtMs: number };
export type Scanned = { scan: Scan; swallow: boolean; found?: string };

export const noScan: Scan = { text: "", lastAtMs: 0 };

const prefix = "TWL:";
const longestGapMs = 120; // a person is slower, a scanner faster
const longest = 80; // prefix, 43 digits, colon, code, with room to spare

export const nextKey = (scan: Scan, key: string, atMs: number): Scanned => {
  const text = atMs - scan.lastAtMs <= longestGapMs ? scan.text : "";
  if (key === "Enter") {
    const isCode = text.toUpperCase().startsWith(prefix) && text.length > prefix.length;
    return isCode
      ? { scan: noScan, swallow: true, found: prefix + text.slice(prefix.length) }
      : { scan: noScan, swallow: false };
  }
  if (key === "Shift" || key === "CapsLock")
    return { scan: { text, lastAtMs: text ? atMs : 0 }, swallow: false };
  if (key.length !== 1) return { scan: noScan, swallow: false };
  const grown = text + key;
  const fits = grown.length <= longest && prefix.startsWith(grown.toUpperCase().slice(0, prefix.length));
  return fits ? { scan: { text: grown, lastAtMs: atMs }, swallow: true } : { scan: noScan, swallow: false };
};
