import { useSaid, useWords } from "#web/language.tsx";
import type { StationView } from "../../river/contract.ts";
import { showValue, usePropertyName, type Networks } from "../use-networks.ts";
import { useClassName, WaterClassMark } from "../water-class.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Water = NonNullable<StationView["water"]>;

/** Which item, which limit, which row: a class that anybody can work out again. */
export const ClassReason = ({ water, networks }: { water: Water | undefined; networks: Networks }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const className = useClassName();
  const nameOf = usePropertyName(networks.properties);
  if (!water || water.items.length === 0) return <p className="muted">{say("whyNone")}</p>;
  const limitOf = ({ limit, rule, class: of }: Water["items"][number]): string => {
    if (typeof limit !== "number") {
      const range = say("ranged", { a: limit[0], b: limit[1] });
      return of === "inferior-V" ? say("beyond", { limit: range }) : range;
    }
    const met = say(rule === "at-most" ? "atMost" : "atLeast", { limit });
    return of === "inferior-V" ? say("beyond", { limit: met }) : met;
  };
  return (
    <>
      {water.missing.length > 0 && (
        <p className="note warn">
          {say("whyMissing", {
            items: water.missing.map(nameOf).join(say("and")),
            class: className(water.atBest),
          })}
        </p>
      )}
      <table className="list stack">
        <thead>
          <tr>
            <th scope="col">{say("item")}</th>
            <th scope="col">{say("value")}</th>
            <th scope="col">{say("class")}</th>
            <th scope="col">{say("limit")}</th>
            <th scope="col">{say("row")}</th>
          </tr>
        </thead>
        <tbody>
          {water.items.map((item) => {
            const value = showValue(networks.properties, item.property, item.value);
            const decides = water.determinedBy.includes(item.property);
            return (
              <tr key={item.property}>
                <td data-label={say("item")}>
                  {decides ? <b>{nameOf(item.property)}</b> : nameOf(item.property)}
                  {decides && <span className="tiny"> {say("decides")}</span>}
                </td>
                <td data-label={say("value")}>{item.isBelowDetection ? say("below", { value }) : value}</td>
                <td data-label={say("class")}>
                  <WaterClassMark of={item.class} />
                </td>
                <td data-label={say("limit")}>{limitOf(item)}</td>
                <td data-label={say("row")}>{item.row}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="tiny">
        {say("byStandard", {
          standard: networks.water?.standard === water.standard ? said(networks.water.title) : water.standard,
        })}
      </p>
    </>
  );
};
