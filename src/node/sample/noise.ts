import { hash } from "node:crypto";

/** Even in -1…1 for a lattice point; always the same for the same name. */
export const lattice = (name: string, at: number): number =>
  hash("sha256", `${name} ${at}`, "buffer").readUInt32LE(0) / 2 ** 31 - 1;

/** From 0 to 1 without a corner at either end. */
export const ease = (t: number): number => t * t * (3 - 2 * t);

/** Smooth noise in about -1…1 that changes over `scale`. */
export const smooth = (name: string, at: number, scale: number): number => {
  const x = at / scale;
  const left = Math.floor(x);
  const t = x - left;
  return lattice(name, left) * (1 - ease(t)) + lattice(name, left + 1) * ease(t);
};
