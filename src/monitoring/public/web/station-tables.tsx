import { useReading, useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { ListTable } from "#web/ui/list-table.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { monthMinutes } from "../../network.ts";
import { Freshness } from "../../web/freshness.tsx";
import { useClassName, WaterClassMark } from "../../web/water-class.tsx";
import type { PublicStation } from "../contract.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Rows = { stations: readonly PublicStation[]; asOf: string };

export const WaterTable = ({ stations, asOf }: Rows) => {
  const say = useWords(zh, en);
  return (
    <ListTable heads={[say("place"), say("class"), say("target"), say("time"), say("basis")]}>
      {stations.map((one) => (
        <tr key={one.id}>
          <td>
            <Where station={one} />
          </td>
          <td data-label={say("class")}>
            <div>
              <WaterClassMark of={one.class ?? null} />
              <Missing station={one} />
            </div>
          </td>
          <td data-label={say("target")}>
            <Target target={one.target} />
          </td>
          <td data-label={say("time")}>
            <When station={one} asOf={asOf} />
          </td>
          <td data-label={say("basis")}>
            <Why station={one} />
          </td>
        </tr>
      ))}
    </ListTable>
  );
};

export const AirTable = ({ stations, asOf }: Rows) => {
  const say = useWords(zh, en);
  return (
    <ListTable heads={[say("station"), say("aqi"), say("primary"), say("time"), say("basis")]}>
      {stations.map((one) => (
        <tr key={one.id}>
          <td>
            <Where station={one} />
          </td>
          <td data-label={say("aqi")}>
            <div>
              <Aqi station={one} />
              <Missing station={one} />
            </div>
          </td>
          <td data-label={say("primary")}>
            {one.air?.aqi !== null && one.air !== undefined
              ? one.air.primary.join(" ") || say("noPrimary")
              : "–"}
          </td>
          <td data-label={say("time")}>
            <When station={one} asOf={asOf} />
          </td>
          <td data-label={say("basis")}>
            <Why station={one} />
          </td>
        </tr>
      ))}
    </ListTable>
  );
};

const Where = ({ station: { name, river, party, isSample } }: { station: PublicStation }) => {
  const said = useSaid();
  return (
    <div>
      <b>{said(name)}</b> {isSample && <SampleMark />}
      <small>
        {river && `${said(river)} `}
        {party && <PartyName party={party} />}
      </small>
    </div>
  );
};

/** What keeps a class or an index from being given, or makes it rest on fewer items. */
const Missing = ({ station: { missing } }: { station: PublicStation }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  if (missing.length === 0) return null;
  return <small>{say("lacks", { items: missing.map(said).join(language === "zh" ? "、" : ", ") })}</small>;
};

const Aqi = ({ station: { air } }: { station: PublicStation }) => {
  const said = useSaid();
  const say = useWords(zh, en);
  if (!air) return <>–</>;
  if (air.aqi === null || !air.level) return <span className="muted">{say("noAqi")}</span>;
  return (
    <span className="aqi">
      <span className="swatch" style={{ background: air.level.hex }} aria-hidden="true" />
      <b>{air.aqi}</b>
      {said(air.level.name)}
    </span>
  );
};

export const Target = ({ target }: { target: PublicStation["target"] }) => {
  const say = useWords(zh, en);
  const nameOf = useClassName();
  if (!target) return <span className="muted">{say("noTarget")}</span>;
  const word = target.isMet === null ? "unknownMet" : target.isMet ? "met" : "notMet";
  const colour = target.isMet === null ? "none" : target.isMet ? "green" : "red";
  return (
    <div>
      {nameOf(target.class)} <span className={`light ${colour}`}>{say(word)}</span>
    </div>
  );
};

const When = ({ station, asOf }: { station: PublicStation; asOf: string }) => {
  const say = useWords(zh, en);
  const { intervalMinutes, medium, at, freshness } = station;
  const atMs = at === undefined ? {} : { atMs: Date.parse(at) };
  const rhythm =
    intervalMinutes >= monthMinutes
      ? say("everyMonth")
      : intervalMinutes % 60 === 0
        ? say("every", { n: intervalMinutes / 60 })
        : say("everyMinutes", { n: intervalMinutes });
  return (
    <div>
      <Freshness now={{ freshness, ...atMs }} asOf={asOf} />
      <small>{medium === "air" ? say("hourMean") : rhythm}</small>
    </div>
  );
};

const Why = ({ station: { standard, why, values } }: { station: PublicStation }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <div>
      {standard ?? "–"}
      {values.length > 0 && (
        <details>
          <summary>{say("why")}</summary>
          <ul>
            {why.map((words) => (
              <li key={words.zh}>{said(words)}</li>
            ))}
          </ul>
          <b className="small">{say("values")}</b>
          <ul>
            {values.map(({ property, name, value, unit, at, flags }) => (
              <li key={property}>
                {`${said(name)} ${value === null ? say("noValue") : `${value}${unit && ` ${unit}`}`} · ${showMoment(at)}`}
                {flags.length > 0 && ` · ${flags.map(said).join(" · ")}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
};
