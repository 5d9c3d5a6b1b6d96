/** What is tried first, of ten characters and more; shorter ones are refused for their length. */
const common = new Set(
  `0123456789 1234567890 0987654321 9876543210 01234567890 12345678910 123456789123 1234567891011 1234512345
  1234554321 12344321123 147258369147 1472583690 7894561230 3141592653 1314520520 5201314520 5201314521 1q2w3e4r5t
  1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6 1qaz2wsx3edc 1qazxsw23edc 1qaz@wsx3edc qazwsxedcrfv qazwsxedc123 123qweasdzxc
  qweasdzxc123 qwe123asd456 asd123456789 abc123abc123 a1b2c3d4e5 a1234567890 aa12345678 a123456789 aa123456789
  123456789a 123456789q q123456789 qq123456789 z123456789 w123456789 wo123456789 123456789abc abcd1234567`
    .trim()
    .split(/\s+/),
);

/** Words that stay guessed first whatever figures and signs stand around them. */
const stems = new Set(
  `password passwd passwort admin administrator root welcome letmein changeme default guest user test testtest login
  system security iloveyou woaini woaiwojia qwer qwert qwerty qwertyuiop asdf asdfgh asdfghjkl zxcvbnm qazwsx
  qazwsxedc abc abcd abcde abcdef abcdefg monkey dragon sunshine princess football baseball mima wodemima nihao
  zhongguo beijing tianjin hebei tongzhou wuqing langfang zhengwu tongwulang sample sample-tongwulang`
    .trim()
    .split(/\s+/),
);

const asLetters: Record<string, string> = { "@": "a", "0": "o", $: "s", "3": "e" };

/** Whether a password is among those tried first: a known one, a known word with trimmings, or few signs repeated. */
export const isCommon = (password: string): boolean => {
  const plain = password.normalize("NFKC").toLowerCase();
  const bare = (text: string) => text.replace(/^[^a-z]+|[^a-z]+$/g, "");
  const spelt = bare(plain).replace(/[@0$3]/g, (sign) => asLetters[sign]!);
  return common.has(plain) || stems.has(bare(plain)) || stems.has(spelt) || new Set(plain).size < 4;
};
