import { useSaid, useWords } from "#web/language.tsx";
import { observedProperties } from "../../standards/observed-properties.ts";
import type { Peeked } from "../peek-table.ts";
import { meaningOf, wordColumns, type ColumnMeaning } from "../table-header.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export type Mapping = Readonly<Record<string, string>>;

/** What a mapping calls a role: its English name is one that a header may have itself. */
const nameOfRole = (role: keyof typeof wordColumns): string => wordColumns[role].at(-1)!;
const besides = ["province", "basin", "publishedClass", "state"] as const;
const wordOfRole = {
  province: "province",
  basin: "basin",
  publishedClass: "class",
  state: "state",
} as const;

const choiceOf = ({ role, property }: ColumnMeaning): string =>
  role ? nameOfRole(role) : (property?.code ?? "");

/** Each column as it stands, with what it is taken for: to be looked over, and changed. */
export const ColumnsTable = ({
  peeked: { names, rows },
  mapping,
  onChange,
}: {
  peeked: Peeked;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <table className="list stack import-columns">
      <thead>
        <tr>
          <th scope="col">{say("number")}</th>
          <th scope="col">{say("name")}</th>
          <th scope="col">{say("values")}</th>
          <th scope="col">{say("means")}</th>
          <th scope="col">{say("unit")}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name, at) => {
          const meaning = meaningOf(name, mapping);
          return (
            <tr key={at}>
              <td data-label={say("number")}>{at + 1}</td>
              <td data-label={say("name")}>{name || "–"}</td>
              <td data-label={say("values")} className="small">
                {rows.map((cells) => (cells[at] ?? "").slice(0, 24)).join(" · ")}
              </td>
              <td data-label={say("means")}>
                <select
                  aria-label={`${say("means")} ${at + 1} ${name}`}
                  value={choiceOf(meaning)}
                  onChange={({ target }) => onChange({ ...mapping, [name]: target.value })}
                >
                  <option value="">{say("unused")}</option>
                  <option value={nameOfRole("section")}>{say("section")}</option>
                  <option value={nameOfRole("time")}>{say("time")}</option>
                  <optgroup label={say("asProperty")}>
                    {[...observedProperties.values()].map((property) => (
                      <option key={property.code} value={property.code}>
                        {said(property)}
                      </option>
                    ))}
                  </optgroup>
                  <optgroup label={say("besides")}>
                    {besides.map((role) => (
                      <option key={role} value={nameOfRole(role)}>
                        {say(wordOfRole[role])}
                      </option>
                    ))}
                  </optgroup>
                </select>
              </td>
              <td data-label={say("unit")}>
                <Unit meaning={meaning} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

const Unit = ({ meaning: { property, unit, isInUnit } }: { meaning: ColumnMeaning }) => {
  const say = useWords(zh, en);
  if (!property) return "–";
  const expected = property.shownUnit || say("noUnit");
  if (!isInUnit)
    return <span className="no">✗ {say("unitWrong", { unit: unit || say("noUnit"), expected })}</span>;
  if (unit === undefined && property.shownUnit)
    return <span className="muted">{say("unitTaken", { unit: expected })}</span>;
  return <span className="ok">✓ {expected}</span>;
};
