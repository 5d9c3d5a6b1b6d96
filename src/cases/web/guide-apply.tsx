import { useState } from "react";
import { useSaid, useWords } from "#web/language.tsx";
import { paths } from "#web/paths.ts";
import { showFen } from "#web/show.ts";
import { useGo } from "#web/to.tsx";
import { Button } from "#web/ui/button.tsx";
import { PartyName, usePartyName } from "#web/ui/parties.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { startCity, type Guide } from "./guide.ts";
import { isSample, showLimit } from "./item-view.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The one thing to do next: choose whose decision it is, and start. */
export const ApplyCard = ({ guide, deciding }: { guide: Guide; deciding: string | undefined }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const go = useGo();
  const partyName = usePartyName();
  const { item, here, acceptableFor } = guide;
  const [city, setCity] = useState(() => startCity(acceptableFor, deciding));
  const here2 = { here: partyName(here) };
  const reason =
    acceptableFor.length === 0 ? say("cannotHere", here2) : city ? undefined : say("applyNeedsCity");
  return (
    <div className="card">
      <dl className="limits">
        <div>
          <dt>{say("promisedLimit")}</dt>
          <dd className="promised">
            {showLimit(item.promisedLimit, say)} {isSample(item, "promisedLimit") && <SampleMark />}
          </dd>
        </div>
      </dl>
      <p className="small">
        <b>{say("fees")}</b>
        {"\u3000"}
        {item.fees.length === 0
          ? say("noFees")
          : item.fees
              .map((fee) => `${said(fee.name)} ${showFen(fee.amountFen)} / ${said(fee.per)}`)
              .join(said({ zh: "；", en: "; " }))}{" "}
        {isSample(item, "fees") && <SampleMark />}
      </p>
      <p className="small">
        <b>{say("result")}</b>
        {"\u3000"}
        {said(item.result.name)}
        {item.result.validity &&
          `${said({ zh: "，", en: ", " })}${say("validity", { validity: said(item.result.validity) })}`}{" "}
        {isSample(item, item.result.validity ? "result.validity" : "result.name") && <SampleMark />}
      </p>
      <p className="small">
        <b>{say("delivery")}</b>
        {"\u3000"}
        {item.delivery.map((one) => say(`delivery.${one}`)).join(said({ zh: "、", en: ", " }))}
      </p>
      <fieldset className="field no-print">
        <legend>{say("applyFor")}</legend>
        <p className="hint">{say("applyForHint")}</p>
        {item.authorities.map((one) => (
          <label key={one.party} className="choice">
            <input
              type="radio"
              name="deciding"
              disabled={!acceptableFor.includes(one.party)}
              checked={city === one.party}
              onChange={() => setCity(one.party)}
            />
            <span>
              <PartyName party={one.party} />
              <br />
              <small className="muted">{said(one.name)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="actions no-print">
        <Button large reason={reason} onClick={() => go(paths.apply(item.id, city))}>
          {say("apply")}
        </Button>
        <p className="tiny">
          {say("atHome", here2)} {isSample(item, "modes") && <SampleMark />}
        </p>
      </div>
    </div>
  );
};
