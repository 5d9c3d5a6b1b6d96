import { useState } from "react";
import { Rich, useReading, useSaid, useWords } from "#web/language.tsx";
import { paths } from "#web/paths.ts";
import { dayOfInstant, showDay } from "#web/show.ts";
import { To } from "#web/to.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import type { Guide } from "./guide.ts";
import { factKey, isSample } from "./item-view.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** On which law, under which clause, and from which sources: what is not read in a source is marked. */
export const Basis = ({ guide: { item, clause } }: { guide: Guide }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  const [today] = useState(() => dayOfInstant(new Date().toISOString()));
  const powers = clause?.powers
    .map((one) => say(`power.${one}` as keyof typeof zh & string))
    .join(said({ zh: "、", en: ", " }));
  return (
    <section className="card">
      <h2>{say("basis")}</h2>
      <ul>
        {item.basis.map((one, at) => (
          <li key={one.zh}>
            {said(one)} {isSample(item, `basis.${at}`) && <SampleMark />}
          </li>
        ))}
      </ul>
      {clause && (
        <>
          <h3 style={{ marginTop: ".9rem" }}>{say("clause")}</h3>
          <p>
            <To href={paths.agreement(clause.agreement)}>{said(clause.agreementTitle)}</To>
            {` · ${said(clause.clauseTitle)}`}
          </p>
          <p className="small muted">{say("powers", { powers })}</p>
        </>
      )}
      <h3 style={{ marginTop: ".9rem" }}>{say("sources")}</h3>
      <ul className="small muted">
        {item.sources.map((one) => (
          <li key={one.fact + one.from}>
            <Rich
              text={say("sourceLine", {
                from: "{from}",
                fact: say(factKey(one.fact)),
                day: showDay(one.readOn, language),
              })}
              with={{ from: <span lang="zh-CN">{one.from}</span> }}
            />
          </li>
        ))}
      </ul>
      {item.unverified.length > 0 && (
        <p className="small muted" style={{ marginTop: ".6rem" }}>
          <SampleMark /> {say("samples")}
        </p>
      )}
      <p className="tiny" style={{ marginTop: ".6rem" }}>
        {`${say("codeLabel")} ${item.basicCode}`} {isSample(item, "basicCode") && <SampleMark />}
        {" · "}
        {say("version", { version: item.version, day: showDay(item.effectiveFrom, language) })}
      </p>
      <p className="tiny print-only">
        {say("printedFrom", {
          address: location.href,
          day: showDay(today, language),
        })}
      </p>
    </section>
  );
};
