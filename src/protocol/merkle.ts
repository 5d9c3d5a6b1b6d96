import { hash, hashHex, type HashName } from "#base/hash.ts";

const nodeTag = Uint8Array.of(0x01);
const hashBytes = 32;
const together = Buffer.alloc(1 + 2 * hashBytes);
together[0] = 0x01;

const pair = (name: HashName, left: Uint8Array, right: Uint8Array): Buffer => {
  if (left.length !== hashBytes || right.length !== hashBytes) return hash(name, nodeTag, left, right); // a stranger's
  together.set(left, 1);
  together.set(right, 1 + hashBytes);
  return Buffer.from(hashHex(name, together), "hex");
};

/** Where a tree of `size` leaves divides: the largest power of two below it (RFC 6962 §2.1). */
const split = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));

/** The RFC 6962 root over leaves that are hashed already; of none, the hash of nothing. */
export const rootOf = (name: HashName, leaves: readonly Uint8Array[]): Buffer => {
  if (leaves.length === 0) return hash(name);
  let level = leaves.slice();
  // Pairing from the left and carrying an odd last node up gives the same tree as the recursive definition.
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i + 1 < level.length; i += 2) above.push(pair(name, level[i]!, level[i + 1]!));
    if (level.length % 2 === 1) above.push(level.at(-1)!);
    level = above;
  }
  return Buffer.from(level[0]!);
};

/** The audit path of RFC 6962 §2.1.1: sibling hashes from the leaf up. */
export const inclusionProof = (name: HashName, leaves: readonly Uint8Array[], index: number): Buffer[] => {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  const [own, other, at] =
    index < k
      ? [leaves.slice(0, k), leaves.slice(k), index]
      : [leaves.slice(k), leaves.slice(0, k), index - k];
  return [...inclusionProof(name, own, at), rootOf(name, other)];
};

/** The root that a leaf and its path lead to; undefined where the path cannot belong to such a tree. */
export const rootFromProof = (
  name: HashName,
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
): Buffer | undefined => {
  if (index < 0 || index >= size) return undefined;
  if (size === 1) return proof.length === 0 ? Buffer.from(leaf) : undefined;
  const sibling = proof.at(-1);
  if (!sibling) return undefined;
  const k = split(size);
  const rest = proof.slice(0, -1);
  const below =
    index < k
      ? rootFromProof(name, leaf, index, k, rest)
      : rootFromProof(name, leaf, index - k, size - k, rest);
  return below && (index < k ? pair(name, below, sibling) : pair(name, sibling, below));
};
