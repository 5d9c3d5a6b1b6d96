import { hash } from "node:crypto";

/** Even in -1…1 for a lattice point; always the same for the same name. */
export const lattice = (name: string, at: number): number =>
  hash("sha256", `${name} ${at}`, "buffer").readUInt32LE(0) / 2 ** 31 - 1;

/** Smooth noise in about -1…1 that changes over `scale`. */
export const smooth = (name: string, at: number, scale: number): number => {
  const x = at / scale;
  const left = Math.floor(x);
  const t = x - left;
  const ease = t * t * (3 - 2 * t);
  return lattice(name, left) * (1 - ease) + lattice(name, left + 1) * ease;
};
