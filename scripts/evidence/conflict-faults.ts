/** Conflict files: Wuqing signs two stories under one number, or whoever made the file only says so. */
import { canonical } from "#base/canonical.ts";
import { signText, type Evidence, type Sealed } from "./evidence-file.ts";
import type { Fault } from "./fault.ts";
import {
  changedTo,
  first,
  langfang,
  line,
  revokedBy,
  second,
  storyIn,
  tongzhou,
  wuqing,
} from "./key-story.ts";

type Conflict = Pick<Evidence, "format" | "founding" | "agreements" | "madeBy" | "madeAt" | "signature"> &
  Partial<Pick<Evidence, "keys" | "pages">> & {
    of: string;
    number: number;
    stories: (Sealed & { heldBy: string })[];
  };

/** Its last page of Wuqing is one of the two. */
type Story = (valid: Evidence, text: string) => Evidence;

const plain: Story = (valid, text) => {
  const { file, seal } = storyIn(valid);
  seal(wuqing, first(wuqing), [line(text)]);
  return file;
};

const afterChange: Story = (valid, text) => {
  const { file, seal } = storyIn(valid);
  seal(wuqing, first(wuqing), [line("before"), changedTo(second())]);
  seal(wuqing, second(), [line(text)]);
  return file;
};

/** The other story of the page after the change, under the key that had ended. */
const underOldKey: Story = (valid, text) => {
  const { file, seal } = storyIn(valid);
  seal(wuqing, first(wuqing), [line("before"), changedTo(second())]);
  seal(wuqing, first(wuqing), [line(text)]);
  return file;
};

const afterRevocation =
  (isVoid: boolean): Story =>
  (valid, text) => {
    const { file, seal } = storyIn(valid);
    const upTo = seal(wuqing, first(wuqing), [line("before")]);
    const heads = Object.fromEntries(
      [tongzhou, langfang].map((party) => [party, seal(party, first(party), [revokedBy(party, upTo)])]),
    );
    if (isVoid) seal(wuqing, first(wuqing), [line(text)]);
    else seal(wuqing, second(), [line(text)], heads);
    return file;
  };

const conflict =
  (story: Story, other: Story = story, change: (file: Conflict) => void = () => {}) =>
  (valid: Evidence): string => {
    const one = story(valid, "to Tongzhou");
    const last = one.pages[wuqing]!.at(-1)!;
    const file: Conflict = {
      format: "tongwulang-conflict/1",
      of: wuqing,
      number: one.pages[wuqing]!.length,
      stories: [
        { ...last, heldBy: tongzhou },
        { ...other(valid, "to Langfang").pages[wuqing]!.at(-1)!, heldBy: langfang },
      ],
      founding: one.founding,
      agreements: one.agreements,
      ...(one.keys!.length > 0 && { keys: one.keys!, pages: one.pages }),
      madeBy: tongzhou,
      madeAt: one.madeAt,
      signature: "",
    };
    change(file);
    const { signature: _, ...rest } = file;
    const signature = signText(file.madeBy, `tongwulang-conflict-v1\n${canonical(rest)}`);
    return `${canonical({ ...rest, signature })}\n`;
  };

export const conflictFaults: Fault[] = [
  [
    "valid-conflict",
    "",
    "一方就同一页号签了两种说法，冲突成立",
    "A party signed two stories under one number: the conflict is proved",
    conflict(plain),
  ],
  [
    "valid-conflict-after-change",
    "",
    "两种说法均由更换后的密钥签名，冲突成立",
    "Both stories are signed by the key after a change: the conflict is proved",
    conflict(afterChange),
  ],
  [
    "valid-conflict-after-revocation",
    "",
    "两种说法均由接替被吊销密钥的新密钥签名，冲突成立",
    "Both stories are signed by the key that replaced a revoked one: the conflict is proved",
    conflict(afterRevocation(false)),
  ],
  [
    "conflict-same-page",
    "two-stories",
    "两个页头是同一个",
    "Both headers are the same",
    conflict(plain, plain, (file) => (file.stories[1] = { ...file.stories[0]!, heldBy: langfang })),
  ],
  [
    "conflict-other-number",
    "same-signer two-stories",
    "页头的页号与文件所称不同",
    "The headers have another number than the file names",
    conflict(plain, plain, (file) => (file.number = 2)),
  ],
  [
    "conflict-third-story",
    "file-form",
    "列出三个页头",
    "Three headers instead of two",
    conflict(plain, plain, (file) => void file.stories.push(file.stories[0]!)),
  ],
  [
    "conflict-key-change-left-out",
    "same-signer two-stories",
    "文件没有列出更换事件",
    "The change of the key is left out of the file",
    conflict(afterChange, afterChange, (file) => {
      delete file.keys;
      delete file.pages;
    }),
  ],
  [
    "conflict-old-after-change",
    "same-signer two-stories",
    "其中一个页头由更换前的旧密钥签名：不是该方的页",
    "One header is signed by the key before the change: no page of that party",
    conflict(afterChange, underOldKey),
  ],
  [
    "conflict-void-page",
    "same-signer two-stories",
    "其中一个页头由被吊销的密钥签名：该页无效",
    "One header is signed by the revoked key: its page is void",
    conflict(afterRevocation(false), afterRevocation(true)),
  ],
];
