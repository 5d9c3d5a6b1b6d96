import { flagCodes, flag } from "../observations/flags.ts";
import { findProperty } from "../standards/observed-properties.ts";
import type { Because } from "./events.ts";
import { judgeSection } from "./judge.ts";
import type { Episode } from "./ladder.ts";
import type { Kind, MeasuredRule, StationReadings } from "./measure.ts";
import { valuesAt } from "./measure.ts";
import type { Watch } from "./watched.ts";

type Facts = Because["facts"];

const fact = (property: string, rest: Omit<Facts[number], "property" | "unit">): Facts[number] => {
  const unit = findProperty(property)?.shownUnit;
  return { property, ...(unit && { unit }), ...rest };
};

/** The words of a rule that stand in every explanation. */
export const ruleWords = ({
  rule: { title, basis },
}: Pick<Watch, "rule">): Pick<Because, "rule" | "basis"> => ({
  rule: title,
  ...(basis && { basis }),
});

/** Why an alert is what it is: the rule, the worst reading, the limit that it broke and by which standard. */
export const becauseOf = (
  watch: Watch<MeasuredRule>,
  { sinceMs, lastAtMs, level, highest, unverified, peak, endedAtMs }: Episode,
  readings: StationReadings,
  kind: Kind,
): Because => {
  const { rule, ladder } = watch;
  const said = unverified ?? (endedAtMs === undefined ? level : highest);
  const { atMs } = peak;
  const limit = ladder.rungs.find((rung) => rung.level === said)!.enter;
  const values = valuesAt(readings, atMs, kind);
  const head = { ...ruleWords(watch), heldFromMs: sinceMs, shownAtMs: lastAtMs };
  switch (rule.kind) {
    case "limit":
      return { ...head, facts: [fact(rule.property, { value: peak.measure, limit, atMs })] };
    case "rate": {
      const value = values.get(rule.property)!;
      return {
        ...head,
        withinMinutes: rule.withinMinutes,
        facts: [fact(rule.property, { value, change: peak.measure, limit, atMs })],
      };
    }
    case "class": {
      const judged = judgeSection(watch, atMs, values);
      if (!judged) return { ...head, facts: [] };
      const { result, target } = judged;
      return {
        ...head,
        standard: result.standard,
        ...(result.atBest && { class: result.atBest }),
        target,
        facts: (result.target?.exceeding ?? []).map(({ property, value, limit: broken }) =>
          fact(property, {
            value,
            atMs,
            ...(typeof broken === "number" ? { limit: broken } : { range: broken }),
          }),
        ),
      };
    }
    case "maintenance":
      return {
        ...head,
        facts: [...readings].flatMap(([property, series]) => {
          const at = series.atMs.indexOf(atMs);
          const flags = at < 0 ? 0 : series.flags[at]! & ~(flag.exercise | flag.sample | flag.late);
          const value = series.values[at];
          return flags
            ? [fact(property, { atMs, flags: flagCodes(flags), ...(typeof value === "number" && { value }) })]
            : [];
        }),
      };
  }
};
