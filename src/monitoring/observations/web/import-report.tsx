import { csvText } from "#base/csv.ts";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { saveFile } from "#web/save-file.ts";
import { Button } from "#web/ui/button.tsx";
import type { Station } from "../../network.ts";
import { isForNobodyHere, type Imported } from "../import-table.ts";
import { sayFault } from "../import-words.ts";
import type { Mapping } from "./columns-table.tsx";
import { mostFaults } from "./use-import.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const shownFaults = 20;
const shownNames = 12;

const byRows = (counted: Record<string, number>): [string, number][] =>
  Object.entries(counted).sort(([, a], [, b]) => b - a);

/** What a check found: how many values of which kind, what is left out and why, and every fault at its place. */
export const ImportReport = ({
  imported,
  own,
  stations,
  onStations,
}: {
  imported: Imported;
  own: readonly Station[];
  stations: Mapping;
  onStations: (stations: Mapping) => void;
}) => {
  const say = useWords(zh, en);
  const { rows, values, faultCount, elsewhere, notMeasured, unknownColumns } = imported;
  const named = (counted: Record<string, number>): string => {
    const all = byRows(counted).map(([name, n]) => say("rowsOf", { name, n }));
    const more = all.length - shownNames;
    return [...all.slice(0, shownNames), ...(more > 0 ? [say("more", { n: more })] : [])].join(say("and"));
  };
  const counts = [
    ["rows", rows],
    ["newValues", values.new],
    ["revised", values.revised],
    ["same", values.same],
    ["faults", faultCount],
  ] as const;
  return (
    <>
      <dl className="import-counts">
        {counts.map(([name, n]) => (
          <div key={name} className={name === "faults" && n > 0 ? "no" : undefined}>
            <dt>{say(name)}</dt>
            <dd>{n.toLocaleString("en-US")}</dd>
          </div>
        ))}
      </dl>
      {isForNobodyHere(imported) && <p className="note warn">{say("nobodyHere")}</p>}
      {values.revised > 0 && <p className="note warn">{say("corrects", { n: values.revised })}</p>}
      {faultCount > 0 && <Faults imported={imported} />}
      <Unknown unknown={imported.unknown} own={own} stations={stations} onStations={onStations} />
      {Object.keys(elsewhere).length > 0 && (
        <p className="small">{say("elsewhere", { names: named(elsewhere) })}</p>
      )}
      {notMeasured.length > 0 && (
        <p className="small">{say("notMeasured", { names: notMeasured.join(say("and")) })}</p>
      )}
      {unknownColumns.length > 0 && (
        <p className="small">{say("unusedColumns", { names: unknownColumns.join(say("and")) })}</p>
      )}
    </>
  );
};

const Unknown = ({
  unknown,
  own,
  stations,
  onStations,
}: {
  unknown: Record<string, number>;
  own: readonly Station[];
  stations: Mapping;
  onStations: (stations: Mapping) => void;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  // A name that was given a station stays in the list, so that the choice can be taken back.
  const names = [
    ...Object.keys(stations).map((name): [string, number] => [name, 0]),
    ...byRows(unknown).filter(([name]) => !(name in stations)),
  ];
  if (names.length === 0) return null;
  return (
    <details className="import-unknown" open={names.length <= shownNames}>
      <summary>
        {say("unknown")} ({names.length})
      </summary>
      <p className="small muted">{say("unknownWhy")}</p>
      {names.slice(0, shownNames).map(([name, n]) => (
        <label key={name} className="import-name">
          <span>{n > 0 ? say("rowsOf", { name, n }) : name}</span>
          <select
            value={stations[name] ?? ""}
            onChange={({ target: { value } }) => {
              const { [name]: _gone, ...others } = stations;
              onStations(value ? { ...others, [name]: value } : others);
            }}
          >
            <option value="">{say("notOurs")}</option>
            {own.map((station) => (
              <option key={station.id} value={station.id}>
                {said(station.name)}
              </option>
            ))}
          </select>
        </label>
      ))}
      {names.length > shownNames && <p className="small">{say("more", { n: names.length - shownNames })}</p>}
    </details>
  );
};

const Faults = ({ imported: { faults, faultCount } }: { imported: Imported }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  const shown = faults.slice(0, shownFaults).map(sayFault);
  const download = () => {
    const rows = faults.map(sayFault).map((one) => [one.line, one.column, one[language]]);
    const text = csvText([say("line"), say("column"), say("what")], rows);
    saveFile(new Blob([text], { type: "text/csv" }), `${say("downloadName")}.csv`);
  };
  return (
    <section>
      <h3>{say("faultList")}</h3>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{say("line")}</th>
            <th scope="col">{say("column")}</th>
            <th scope="col">{say("what")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((fault, at) => (
            <tr key={at}>
              <td data-label={say("line")}>{fault.line}</td>
              <td data-label={say("column")}>{fault.column ?? "–"}</td>
              <td data-label={say("what")}>{said(fault)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="toolbar">
        {faultCount > shown.length && (
          <span className="small">{say("firstFaults", { n: shown.length, all: faultCount })}</span>
        )}
        <Button look="ghost" onClick={download}>
          {faultCount > mostFaults ? say("downloadCut", { n: mostFaults }) : say("download")}
        </Button>
      </p>
    </section>
  );
};
