/** What a person types or a scanner sends: spaces, full-width characters, or the receipt's `TWL:number:code`. */
export const readReceipt = (number: string, code: string): { number: string; code: string } => {
  const tidy = (text: string) => text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  const scanned = /^TWL:([^:]+):([^:]+)$/.exec(tidy(number));
  return scanned ? { number: scanned[1]!, code: scanned[2]! } : { number: tidy(number), code: tidy(code) };
};
