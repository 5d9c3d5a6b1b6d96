const lettersAndDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"; // no I, O, S, V, Z

const weighted = (text: string, weights: readonly number[], alphabet: string): number =>
  weights.reduce((sum, weight, index) => sum + alphabet.indexOf(text[index]!) * weight, 0);

const identityWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]; // 2^(17-i) mod 11

/** ISO 7064 MOD 11-2 over the first 17 digits (GB 11643). */
export const identityCheck = (number: string): string =>
  "10X98765432"[weighted(number, identityWeights, lettersAndDigits) % 11]!;

const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]; // 3^i mod 31

/** Modulus 31 over the first 17 characters (GB 32100). */
export const creditCheck = (code: string): string =>
  creditAlphabet[(31 - (weighted(code, creditWeights, creditAlphabet) % 31)) % 31]!;

const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** Modulus 11 over the first 8 characters of an organisation code (GB 11714). */
export const organisationCheck = (code: string): string => {
  const check = 11 - (weighted(code, organisationWeights, lettersAndDigits) % 11);
  return check === 10 ? "X" : check === 11 ? "0" : String(check);
};

/** ISO 7064 MOD 37,36 over digits and capital letters (GB/T 36904). */
export const licenceCheck = (text: string): string => {
  let product = 36;
  for (const character of text) {
    const sum = (product + lettersAndDigits.indexOf(character)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return lettersAndDigits[(37 - product) % 36]!;
};
