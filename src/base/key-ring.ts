import type { Signer, Suite } from "./signature.ts";

/**
 * The signers a node holds: the one in use, those before it, and one that waits to take its place. Files stand behind
 * it, or a hardware module.
 */
export type KeyRing = {
  /** Oldest first; never empty. */
  all: () => readonly Signer[];
  /** Looks again where it may have been put meanwhile (by another process of this node). */
  find: (keyId: string) => Promise<Signer | undefined>;
  make: (suite: Suite) => Promise<Signer>;
};

/** Signers in memory; `make` makes and keeps one more. */
export const keyRing = (first: readonly Signer[], newSigner: (suite: Suite) => Signer): KeyRing => {
  const held = [...first];
  return {
    all: () => held,
    find: (keyId) => Promise.resolve(held.find((signer) => signer.keyId === keyId)),
    make: (suite) => {
      const signer = newSigner(suite);
      held.push(signer);
      return Promise.resolve(signer);
    },
  };
};
