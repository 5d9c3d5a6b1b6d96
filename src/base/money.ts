/** Integer fen (1/100 yuan). */
export type AmountFen = bigint;

/** `¥1,234.56` */
export const showAmount = (amountFen: AmountFen): string => {
  const sign = amountFen < 0n ? "-" : "";
  const fen = amountFen < 0n ? -amountFen : amountFen;
  return `${sign}¥${(fen / 100n).toLocaleString("en-US")}.${String(fen % 100n).padStart(2, "0")}`;
};
