/** An address may say anything: what is no month is read as none. */
export const isMonth = (text: string | undefined): text is string =>
  /^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/.test(text ?? "");

/** The last thirteen months, newest first, and the chosen one where it is older. */
export const monthsUpTo = (today: string, chosen: string): string[] => {
  const [year = 0, month = 1] = today.split("-").map(Number);
  const months = Array.from({ length: 13 }, (_, back) => {
    const at = year * 12 + (month - 1) - back;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
  });
  return months.includes(chosen) ? months : [...months, chosen].sort().toReversed();
};
