import { randomBytes } from "node:crypto";
import { isSignedBy, newPrivateKey, signerFromPem, suiteNames } from "#base/signature.ts";
import type { Figure } from "./figure.ts";

/** A page header with three heads is about as long. */
const messageBytes = 600;
const seconds = 1;

/** How often per second, after it has been done for a while. */
const rateOf = (once: (n: number) => void): number => {
  for (let n = 0; n < 50; n++) once(n);
  const began = performance.now();
  let done = 0;
  while (performance.now() - began < seconds * 1000) once(done++);
  return done / ((performance.now() - began) / 1000);
};

/** What a page costs each side by its suite: one signature where it is sealed, one check where it is taken. */
export const run = (): Figure[] =>
  suiteNames.flatMap((suite) => {
    const signer = signerFromPem(newPrivateKey(suite));
    const messages = Array.from({ length: 50 }, () => {
      const bytes = randomBytes(messageBytes);
      return { bytes, signature: signer.sign(bytes) };
    });
    const at = (n: number) => messages[n % messages.length]!;
    const figure = { bench: "signatures", database: "", unit: "signatures/s" };
    return [
      { ...figure, what: `${suite}: made`, value: rateOf((n) => signer.sign(at(n).bytes)) },
      {
        ...figure,
        what: `${suite}: checked, key known`,
        value: rateOf((n) => isSignedBy(signer.publicKey, at(n).bytes, at(n).signature)),
      },
    ];
  });
