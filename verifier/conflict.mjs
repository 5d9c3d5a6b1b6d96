/** What only a conflict file has (§9.1): two headers that one node signed under one number. */
import { readPage } from "./keys.mjs";

/** The pages of both stories; one that its node did not sign under that number is left out, and said. */
export const readStories = async ({ file, signing, crypto }, say) => {
  const { of: party, number } = file;
  const stories = [];
  for (const [at, { heldBy, ...sealed }] of file.stories.entries()) {
    const { code, page } = await readPage(crypto, signing.logs.get(party), party, sealed);
    if (code) say(code, { party, place: at + 1 });
    else if (page.number !== number) say("OTHER_NUMBER", { party, place: at + 1 });
    else stories.push({ heldBy, digest: page.digest, sealedAt: page.sealedAt });
  }
  return stories;
};

export const checkDifference = ({ file, stories: [one, other] }, say) => {
  if (!one || one.digest === other?.digest || !other) say("ONE_STORY", { party: file.of, page: file.number });
};
