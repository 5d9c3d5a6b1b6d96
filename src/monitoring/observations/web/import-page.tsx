import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { refuse, toProblem, type Outcome } from "#base/outcome.ts";
import { problemOf } from "#web/api.ts";
import { deskPaths } from "#web/desk/desk-paths.ts";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { showSize } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { To } from "#web/to.tsx";
import { Button } from "#web/ui/button.tsx";
import { DropZone } from "#web/ui/drop-zone.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { Station } from "../../network.ts";
import { useNetworks, useOwnStations } from "../../web/use-networks.ts";
import type { TableReading } from "../import-table.ts";
import { importTexts } from "../import-words.ts";
import { peekTable, type Peeked } from "../peek-table.ts";
import { meaningOf, readHeader } from "../table-header.ts";
import { yearInName } from "../table-time.ts";
import { ColumnsTable, type Mapping } from "./columns-table.tsx";
import { ImportReport } from "./import-report.tsx";
import "./import.css";
import { bytesOf, useImport, type Ended, type Going } from "./use-import.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const mostBytes = 500 * 1024 * 1024;

type Chosen = { file: File; peeked: Outcome<Peeked> };

const peek = (file: File): Promise<Outcome<Peeked>> =>
  peekTable(bytesOf(file)).catch((fault: unknown) => {
    if (fault instanceof DOMException) return refuse("TABLE_UNREADABLE"); // a folder, or gone meanwhile
    throw fault;
  });

/** A table of measurements: looked at, checked row by row, and only then recorded. */
export const ImportPage = () => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  const networks = useNetworks();
  const [chosen, setChosen] = useState<Chosen>();
  const [tooLarge, setTooLarge] = useState<File>();
  const problem = problemOf(networks.error);
  const own = useOwnStations();
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const isTooLarge = file.size > mostBytes;
    setTooLarge(isTooLarge ? file : undefined);
    setChosen(isTooLarge ? undefined : { file, peeked: await peek(file) });
  };
  return (
    <div className="page-body import-page">
      <h1>{say("title")}</h1>
      <p className="muted">{say("why")}</p>
      {problem && <ProblemNote problem={problem} onRetry={() => void networks.refetch()} />}
      {networks.isPending && <Skeleton lines={4} />}
      {networks.data && !chosen && (
        <DropZone
          label={say("drop")}
          kinds={say("kinds")}
          accept=".csv,.txt,.tsv,.json,.ndjson,text/csv,text/plain,application/json"
          onFiles={([file]) => void choose(file)}
        />
      )}
      {tooLarge && (
        <p className="note bad" role="alert">
          {say("tooLarge", { size: showSize(tooLarge.size) })}
        </p>
      )}
      {networks.data && chosen && <OneTable chosen={chosen} own={own} onOther={() => setChosen(undefined)} />}
    </div>
  );
};

const OneTable = ({
  chosen: { file, peeked },
  own,
  onOther,
}: {
  chosen: Chosen;
  own: readonly Station[];
  onOther: () => void;
}) => {
  const say = useWords(zh, en);
  const { language } = useReading();
  const queries = useQueryClient();
  const { going, ended, run, stop, clear } = useImport();
  const [mapping, setMapping] = useState<Mapping>({});
  const [stations, setStations] = useState<Mapping>({});
  const [station, setStation] = useState("");
  const [year, setYear] = useState(() => String(yearInName(file.name) ?? ""));
  const [trusts, setTrusts] = useState(false);
  // What a check found holds for what it was told; whoever changes that checks again.
  const changed =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      clear();
    };
  const header = peeked.ok
    ? readHeader(peeked.value.names, { mapping, ...(station && { station }) })
    : peeked;
  const namesStation =
    peeked.ok && peeked.value.names.some((name) => meaningOf(name, mapping).role === "section");
  const isYear = year === "" || (/^\d{4}$/.test(year) && Number(year) >= 1970 && Number(year) <= 2199);
  const tableNow = (): TableReading["table"] => ({
    missingYear: year === "" ? { notAfterMs: Date.now() } : { year: Number(year) },
    mapping,
    stations,
    trustColumns: trusts,
    ...(station && !namesStation && { station }),
  });
  const lacking = !isYear
    ? say("yearWrong")
    : peeked.ok && !namesStation && !station
      ? say("stationNeeded")
      : undefined;
  const [checked, setChecked] = useState(stations);
  const check = () => {
    setChecked(stations);
    void run("check", file, tableNow());
  };
  const record = async () => {
    await run("record", file, tableNow());
    await queries.invalidateQueries({ queryKey: ["monitoring"] });
  };
  const isDone = ended !== undefined && "imported" in ended && ended.imported.isRecorded;
  return (
    <>
      <p className="import-file">
        <b>{file.name}</b> <span className="muted">{showSize(file.size)}</span>
        {peeked.ok && (
          <span className="muted">
            {say("encoding", { encoding: peeked.value.form.encoding.toUpperCase() })} ·{" "}
            {say(peeked.value.form.kind)}
          </span>
        )}
        {!going && (
          <Button look="quiet" onClick={onOther}>
            {say(isDone ? "again" : "other")}
          </Button>
        )}
      </p>
      {peeked.ok && !isDone && (
        <fieldset className="import-choices" disabled={going !== undefined}>
          <legend>{say("columns")}</legend>
          <p className="small muted">{say("columnsWhy")}</p>
          <ColumnsTable peeked={peeked.value} mapping={mapping} onChange={changed(setMapping)} />
          <div className="toolbar">
            {!namesStation && <StationChoice station={station} own={own} onChange={changed(setStation)} />}
            <label>
              {say("year")}{" "}
              <input
                inputMode="numeric"
                size={16}
                maxLength={4}
                placeholder={say("yearNone")}
                value={year}
                onChange={({ target }) => changed(setYear)(target.value.trim())}
              />
            </label>
            <label>
              <input
                type="checkbox"
                checked={trusts}
                onChange={({ target }) => changed(setTrusts)(target.checked)}
              />{" "}
              {say("trust")}
            </label>
          </div>
        </fieldset>
      )}
      {!header.ok && lacking === undefined && (
        <ProblemNote problem={toProblem(header.refusal, importTexts, language)} />
      )}
      {header.ok && !going && !ended && (
        <Button reason={lacking} onClick={check}>
          {say("check")}
        </Button>
      )}
      {peeked.ok && !header.ok && lacking !== undefined && <p className="why">{lacking}</p>}
      {going && <Progress going={going} onStop={stop} />}
      {ended && !going && (
        <Result
          ended={ended}
          own={own}
          stations={stations}
          isJson={peeked.ok && peeked.value.form.kind === "json"}
          isStale={checked !== stations}
          onStations={setStations}
          onCheck={check}
          onRecord={() => void record()}
        />
      )}
    </>
  );
};

const StationChoice = ({
  station,
  own,
  onChange,
}: {
  station: string;
  own: readonly Station[];
  onChange: (station: string) => void;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <label>
      {say("station")}{" "}
      <select value={station} onChange={({ target }) => onChange(target.value)}>
        <option value="">{say("chooseStation")}</option>
        {own.map((one) => (
          <option key={one.id} value={one.id}>
            {said(one.name)}
          </option>
        ))}
      </select>
    </label>
  );
};

const Progress = ({ going: { pass, part, rows }, onStop }: { going: Going; onStop: () => void }) => {
  const say = useWords(zh, en);
  const percent = Math.floor(part * 100);
  const text = say(pass === "check" ? "checking" : "recording", {
    percent,
    rows: rows.toLocaleString("en-US"),
  });
  return (
    <div className="import-progress">
      <progress value={percent} max={100} aria-label={text} />
      <span>{text}</span>
      <Button look="ghost" onClick={onStop}>
        {say("stop")}
      </Button>
    </div>
  );
};

type ResultProps = {
  ended: Ended;
  own: readonly Station[];
  stations: Mapping;
  isJson: boolean;
  /** Names were given stations since: what was found no longer holds. */
  isStale: boolean;
  onStations: (stations: Mapping) => void;
  onCheck: () => void;
  onRecord: () => void;
};

const Result = ({ ended, own, stations, isJson, isStale, onStations, onCheck, onRecord }: ResultProps) => {
  const say = useWords(zh, en);
  if (!("imported" in ended)) {
    const isRecord = ended.pass === "record";
    return (
      <>
        {"problem" in ended ? (
          <>
            <ProblemNote problem={ended.problem} />
            {ended.line && <p className="small">{say("at", { at: ended.line })}</p>}
            {isRecord && <p>{say("brokenRecord")}</p>}
          </>
        ) : (
          <p className="note warn" role="status">
            {say(isRecord ? "stoppedRecord" : "stoppedCheck")}
          </p>
        )}
        <Button onClick={isRecord ? onRecord : onCheck}>{say(isRecord ? "goOn" : "check")}</Button>
      </>
    );
  }
  const { imported } = ended;
  const { values, faultCount, isRecorded } = imported;
  const toRecord = values.new + values.revised;
  if (isRecorded)
    return (
      <div className="note good" role="status">
        <p>
          <b>{say("recorded", values)}</b>
        </p>
        {faultCount > 0 && <p>{say("recordedLeft", { n: faultCount })}</p>}
        <p>
          <To href={deskPaths.duty}>{say("toDuty")}</To>
        </p>
      </div>
    );
  return (
    <section role="status">
      <h2>{say("result")}</h2>
      <ImportReport imported={imported} own={own} stations={stations} onStations={onStations} />
      {isJson && faultCount > 0 && <p className="small muted">{say("jsonLines")}</p>}
      {faultCount > 0 && <p className="note warn">{say("faultsWhy", { n: faultCount })}</p>}
      {toRecord === 0 && faultCount === 0 && values.same > 0 && (
        <p className="note good">{say("nothingNew")}</p>
      )}
      <div className="actions">
        {isStale && <Button onClick={onCheck}>{say("check")}</Button>}
        {toRecord > 0 && (
          <Button
            look={faultCount > 0 || isStale ? "ghost" : "main"}
            reason={isStale ? say("checkFirst") : undefined}
            onClick={onRecord}
          >
            {say(faultCount > 0 ? "recordGood" : "record", values)}
          </Button>
        )}
      </div>
    </section>
  );
};
