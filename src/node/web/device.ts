/** What a browser says of itself, as far as a person recognises it: `Chrome · Windows`. */
const browsers: [name: string, mark: RegExp][] = [
  ["WeChat", /MicroMessenger/],
  ["Edge", /Edg(?:e|A|iOS)?\//],
  ["Firefox", /Firefox\/|FxiOS\//],
  ["Chrome", /Chrom(?:e|ium)\/|CriOS\//],
  ["Safari", /Safari\//],
];
const systems: [name: string, mark: RegExp][] = [
  ["HarmonyOS", /HarmonyOS|OpenHarmony/],
  ["iPad", /iPad/],
  ["iPhone", /iPhone/],
  ["Android", /Android/],
  ["Windows", /Windows/],
  ["macOS", /Macintosh/],
  ["Linux", /Linux/],
];
const find = (marks: typeof browsers, text: string) => marks.find(([, mark]) => mark.test(text))?.[0];

/** Undefined where nothing is recognised: then the page says so, and shows no technical line. */
export const deviceOf = (userAgent: string | undefined): string | undefined => {
  if (!userAgent) return undefined;
  const parts = [find(browsers, userAgent), find(systems, userAgent)].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(" · ") : undefined;
};
