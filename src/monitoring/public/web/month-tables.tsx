import { useReading, useSaid, useWords } from "#web/language.tsx";
import { showDay, showMoment } from "#web/show.ts";
import { ListTable } from "#web/ui/list-table.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { WaterClassMark } from "../../web/water-class.tsx";
import type { AirMonthView, MonthView, SectionMonthView } from "../contract.ts";
import { Target } from "./station-tables.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const between = (language: "zh" | "en") => (language === "zh" ? "、" : ", ");

export const SectionMonths = ({ sections }: { sections: readonly SectionMonthView[] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  return (
    <ListTable heads={[say("place"), say("meansClass"), say("target"), say("exceedances"), say("coverage")]}>
      {sections.map((one) => (
        <tr key={one.station}>
          <td>
            <div>
              <b>{said(one.name)}</b> {one.isSample && <SampleMark />}
              {one.river && <small>{said(one.river)}</small>}
            </div>
          </td>
          <td data-label={say("meansClass")}>
            <div>
              <WaterClassMark of={one.class} />
              <small>
                {one.determinedBy.length > 0 &&
                  one.class !== "I" &&
                  say("by", { items: one.determinedBy.map(said).join(between(language)) })}
              </small>
              <small>{one.class && one.standard}</small>
            </div>
          </td>
          <td data-label={say("target")}>
            <Target target={one.target} />
          </td>
          <td data-label={say("exceedances")}>
            {one.exceedances.every(({ count }) => count === 0) ? (
              <span className="muted">{one.exceedances.length > 0 ? say("noExceedance") : "–"}</span>
            ) : (
              <div>
                {one.exceedances.map(
                  ({ property, name, count, of, worst }) =>
                    worst && (
                      <div key={property}>
                        {say("times", { name: said(name), count, of })}
                        <small>
                          {worst.multiple === null
                            ? say("worstValue", { value: worst.value, moment: showMoment(worst.at) })
                            : say("worst", { multiple: worst.multiple, moment: showMoment(worst.at) })}
                        </small>
                      </div>
                    ),
                )}
                <small>{one.exceedances[0]!.standard}</small>
              </div>
            )}
          </td>
          <td data-label={say("coverage")}>
            <Coverage coverage={one.coverage} />
          </td>
        </tr>
      ))}
    </ListTable>
  );
};

const Coverage = ({ coverage }: { coverage: SectionMonthView["coverage"] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const expected = coverage.reduce((sum, one) => sum + one.expected, 0);
  const count = coverage.reduce((sum, one) => sum + one.count, 0);
  if (expected === 0 || count === 0) return <span className="muted">{say("noData")}</span>;
  return (
    <div>
      {`${Math.floor((100 * count) / expected)}%`}
      <details>
        <summary>{say("missing")}</summary>
        <ul>
          {coverage.map((one) => (
            <li key={one.property}>{say("gap", { ...one, name: said(one.name) })}</li>
          ))}
        </ul>
      </details>
    </div>
  );
};

export const AirMonths = ({ air }: { air: readonly AirMonthView[] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  return (
    <ListTable heads={[say("station"), say("daysBy"), say("exceedances"), say("composite"), say("coverage")]}>
      {air.map((one) => (
        <tr key={one.station}>
          <td>
            <div>
              <b>{said(one.name)}</b> {one.isSample && <SampleMark />}
              <small>{one.standards.join(between(language))}</small>
            </div>
          </td>
          <td data-label={say("daysBy")}>
            <div>
              {one.levels
                .filter(({ days }) => days > 0)
                .map(({ level, name, hex, days }) => (
                  <div key={level} className="aqi">
                    <span className="swatch" style={{ background: hex }} aria-hidden="true" />
                    {say("dayCount", { name: said(name), n: days })}
                  </div>
                ))}
              {one.withoutAqi > 0 && <small>{say("withoutAqi", { n: one.withoutAqi })}</small>}
              {one.primaryDays.length > 0 && (
                <small>
                  {say("primaryDays", {
                    items: one.primaryDays.map(({ item, days }) => `${item} ${days}`).join(between(language)),
                  })}
                </small>
              )}
            </div>
          </td>
          <td data-label={say("exceedances")}>
            <div>
              {one.exceedances.every(({ count }) => count === 0) && (
                <span className="muted">{one.exceedances.length > 0 ? say("noExceedance") : "–"}</span>
              )}
              {one.exceedances.map(
                ({ item, count, of, worst }) =>
                  worst && (
                    <div key={item}>
                      {say("days", { name: item, count, of })}
                      <small>
                        {say("worst", { multiple: worst.multiple, moment: showDay(worst.day, language) })}
                      </small>
                    </div>
                  ),
              )}
              {one.exceedances.length > 0 && (
                <small>
                  {one.exceedances[0]!.standard}
                  {one.exceedances[0]!.stage === "transition" && ` · ${say("transition")}`}
                </small>
              )}
            </div>
          </td>
          <td data-label={say("composite")}>
            {one.composite ? (
              <div>
                {one.composite.index}
                <small>{one.composite.standard}</small>
              </div>
            ) : (
              <small>{say("tooFew", { items: one.tooFewDays.join(between(language)) })}</small>
            )}
          </td>
          <td data-label={say("coverage")}>
            <Coverage coverage={one.coverage} />
          </td>
        </tr>
      ))}
    </ListTable>
  );
};

export const Rivers = ({ rivers }: { rivers: MonthView["rivers"] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <ListTable heads={[say("river"), say("grade"), say("sections")]}>
      {rivers.map(({ river, grade, sections, goodPercent, inferiorPercent, isOfMeans, isSample }) => (
        <tr key={river.zh}>
          <td>
            <div>
              <b>{said(river)}</b> {isSample && <SampleMark />}
            </div>
          </td>
          <td data-label={say("grade")}>
            <div>
              {said(grade)}
              <small>
                {isOfMeans
                  ? say("ofMeans")
                  : `${say("good", { n: goodPercent })} · ${say("inferior", { n: inferiorPercent })}`}
              </small>
            </div>
          </td>
          <td data-label={say("sections")}>{sections}</td>
        </tr>
      ))}
    </ListTable>
  );
};

export const Cities = ({ cities }: { cities: MonthView["cities"] }) => {
  const say = useWords(zh, en);
  return (
    <ListTable heads={[say("city"), say("cityIndex"), say("sections")]}>
      {cities.map(({ party, index, items, ofItems, sections, standard, isSample }) => (
        <tr key={party}>
          <td>
            <div>
              <PartyName party={party} /> {isSample && <SampleMark />}
            </div>
          </td>
          <td data-label={say("cityIndex")}>
            <div>
              {index}
              <small>
                {standard}
                {items < ofItems && ` · ${say("cityItems", { items, ofItems })}`}
              </small>
            </div>
          </td>
          <td data-label={say("sections")}>{sections}</td>
        </tr>
      ))}
    </ListTable>
  );
};
