import type { HandedIn } from "#cases/events.ts";
import type { CaseView } from "#cases/view.ts";
import type { Chance } from "./chance.ts";

/** How a command that the node allows is filled in, and how often it is chosen beside the others it allows. */
type Filled = {
  weight: number;
  body?: (view: CaseView, chance: Chance) => object;
};

const reason = "示例：演练";

const checkedOf = ({ materials }: CaseView, chance: Chance) =>
  materials
    .filter(({ fromSharing }) => !fromSharing)
    .map(({ material, originals, copies }) => ({
      material,
      verdict: chance.happens(0.1) ? "defective" : "conforms",
      originals,
      copies,
    }));

const defectsOf = ({ materials }: CaseView) => {
  const given = materials.filter(({ fromSharing, madeBySystem }) => !fromSharing && !madeBySystem);
  const bad = given.filter(({ checked }) => checked?.verdict === "defective");
  return (bad.length ? bad : given.slice(0, 1)).map(({ material }) => ({ material, what: reason }));
};

const suppliedBy = ({ materials }: CaseView): HandedIn[] =>
  materials
    .filter(({ defect }) => defect !== undefined)
    .map(({ material }) => ({ material, way: "paper", files: [] }));

const ratingOf = ({ accepting, deciding, ratings }: CaseView, chance: Chance) => {
  const rated = new Set(ratings.filter(({ stars }) => stars !== undefined).map(({ side }) => side));
  const open = [accepting, deciding].filter((side) => !rated.has(side));
  const isBad = chance.happens(0.3);
  return { side: open[0] ?? deciding, stars: isBad ? 2 : 5, codes: [isBad ? "209" : "517"] };
};

/** Every command that changes a case, as its contract names it. */
export const commands: Record<string, Filled> = {
  receive: { weight: 10 },
  check: { weight: 10, body: (view, chance) => ({ materials: checkedOf(view, chance) }) },
  requestSupplement: { weight: 1, body: (view) => ({ defects: defectsOf(view) }) },
  supplement: { weight: 10, body: (view) => ({ materials: suppliedBy(view) }) },
  accept: { weight: 15 },
  refuse: { weight: 0.2, body: () => ({ outcome: "not-required", reasons: reason }) },
  pass: { weight: 5, body: () => ({}) },
  returnToWindow: { weight: 0.7, body: () => ({ reasons: reason }) },
  examine: { weight: 3, body: () => ({ scope: "form", opinion: reason }) },
  pause: { weight: 0.5, body: () => ({ procedure: "inspection", reason, expectedWorkdays: 5 }) },
  resume: { weight: 6, body: () => ({ result: reason }) },
  askExtension: { weight: 0.5, body: () => ({ reason }) },
  extend: { weight: 5, body: (_, chance) => ({ approve: chance.happens(0.7), reason }) },
  proposeDecision: {
    weight: 4,
    body: (_, chance) => ({ outcome: chance.happens(0.8) ? "granted" : "denied", reasons: reason }),
  },
  confirmDecision: { weight: 8, body: (_, chance) => ({ agree: chance.happens(0.9) }) },
  deliver: { weight: 8, body: (view) => ({ way: view.delivery?.way ?? "window", courierNumber: "SAMPLE1" }) },
  withdraw: { weight: 0.3, body: () => ({ reason }) },
  rate: { weight: 6, body: ratingOf },
  answerRating: { weight: 6, body: () => ({ calledBack: true, what: reason }) },
};
