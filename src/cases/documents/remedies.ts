import type { Procedure } from "../procedure.ts";
import { authorityOf, placeOf, type DocumentFacts } from "./document-facts.ts";
import { say, type Passage, type Said } from "./sheet.ts";

const unlessOtherwise = say(
  "法律、法规对行政复议机关、管辖法院或者期限另有规定的，从其规定。",
  "Where a law or regulation names another body, court or time limit, that applies.",
);

/** English for a text of the procedure; a text that somebody changed stays as it was written. */
const inBoth = (text: string, { remedies }: Procedure): Said =>
  text === remedies.zh
    ? say(text + unlessOtherwise.zh, `${remedies.en} ${unlessOtherwise.en}`)
    : { zh: text + unlessOtherwise.zh };

/** The right to contest and the bodies to turn to (行政许可法 38; 行政复议法 20, 24; 行政诉讼法 18, 46). */
export const remedyPassages = (facts: DocumentFacts, text: string): Passage[] => {
  const place = placeOf(facts.file.deciding, facts.partyName);
  const { name } = authorityOf(facts);
  return [
    { kind: "paragraph", words: inBoth(text || facts.procedure.remedies.zh, facts.procedure) },
    {
      kind: "pairs",
      rows: [
        {
          name: say("行政复议机关", "Reconsideration"),
          value: say(
            `${place.zh}人民政府（自收到本文书之日起六十日内）`,
            `The People's Government of ${place.en}, within sixty days of receiving this document`,
          ),
        },
        {
          name: say("行政诉讼法院", "Court"),
          value: say(
            `${name.zh}所在地有管辖权的人民法院（自收到本文书之日起六个月内）`,
            `The competent people's court where the ${name.en} has its seat, within six months of receiving this document`,
          ),
        },
      ],
    },
  ];
};
