/**
 * A number as people type or paste it, made plain: full width to half width, no spaces, capital letters
 * (`１１０１０５ 1949 1231 002x` → `11010519491231002X`).
 */
export const tidy = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replace(/[\s\u200B-\u200F\u2060\uFEFF]/g, "")
    .toUpperCase();
