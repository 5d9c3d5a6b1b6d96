import { useState } from "react";
import type { Problem } from "#base/outcome.ts";
import type { CaseView } from "#cases/view.ts";
import { cases } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { usePartyName } from "#web/ui/parties.tsx";
import ratingCodes from "../../../definitions/standards/service-rating-codes.json" with { type: "json" };
import { en } from "./case-words.en.ts";
import { zh } from "./case-words.zh.ts";

type Props = { view: CaseView; onChanged: (view: CaseView, what: string) => void };

/** Five levels in words, what it was about, and a line of one's own; each side of the border once. */
export const CaseRatings = ({ view, onChanged }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const partyName = usePartyName();
  const levelName = (stars: number) => {
    const level = ratingCodes.levels.find((one) => one.stars === stars);
    return level ? said(level.name) : String(stars);
  };
  const open = view.commands["rate"]?.allowed ? view.ratings.filter((one) => one.stars === undefined) : [];
  const given = view.ratings.filter((one) => one.stars !== undefined);
  if (open.length === 0 && given.length === 0) return null;
  const roleOf = (side: string) => say(side === view.deciding ? "rateDeciding" : "rateAccepting");
  return (
    <section className="card" style={{ marginBottom: "1.25rem", padding: "1.2rem 1.4rem" }}>
      <h2>{say("rate")}</h2>
      {open.length > 0 && <p className="muted small">{say("rateLead")}</p>}
      {given.map((one) => (
        <p key={one.side}>
          {`${partyName(one.side)} · ${say("ratedAs", { level: levelName(one.stars!) })}`}
          {one.answer && ` · ${say("answered", { what: one.answer.what })}`}
        </p>
      ))}
      {open[0] && (
        <RateForm
          key={open[0].side}
          view={view}
          side={open[0].side}
          onChanged={onChanged}
          title={say("rateSide", { party: partyName(open[0].side), role: roleOf(open[0].side) })}
          levelName={levelName}
        />
      )}
    </section>
  );
};

type FormProps = Props & { side: string; title: string; levelName: (stars: number) => string };

const RateForm = ({ view, side, title, levelName, onChanged }: FormProps) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const [stars, setStars] = useState(0);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const send = async () => {
    setBusy(true);
    const reply = await cases.rate({
      params: { id: view.id },
      body: { side, stars, codes: [...codes], ...(text && { text }) },
    });
    setBusy(false);
    if (!reply.ok) return setProblem(reply.problem);
    onChanged(reply.value.case, say("rated"));
  };
  const offered = ratingCodes.codes.filter((one) => one.stars === stars);
  return (
    <div>
      <h3 style={{ marginTop: ".8rem" }}>{title}</h3>
      <fieldset className="field">
        <legend>{say("stars")}</legend>
        <div className="stars">
          {[5, 4, 3, 2, 1].map((level) => (
            <label key={level} className="choice">
              <input
                type="radio"
                name={`stars-${side}`}
                checked={stars === level}
                onChange={() => (setStars(level), setCodes([]))}
              />
              <span>{levelName(level)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {stars > 0 && (
        <>
          {stars <= 2 && <p className="note small">{say("callBack")}</p>}
          {offered.length > 0 && (
            <fieldset className="field">
              <legend>{say("rateCodes")}</legend>
              <div className="stars">
                {offered.map((one) => (
                  <label key={one.code} className="choice">
                    <input
                      type="checkbox"
                      checked={codes.includes(one.code)}
                      onChange={(event) =>
                        setCodes(
                          event.target.checked
                            ? [...codes, one.code]
                            : codes.filter((code) => code !== one.code),
                        )
                      }
                    />
                    <span>{said(one.name)}</span>
                  </label>
                ))}
              </div>
            </fieldset>
          )}
          <div className="field">
            <label htmlFor={`rate-${side}`}>{say("rateText")}</label>
            <textarea
              id={`rate-${side}`}
              rows={2}
              maxLength={500}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          {problem && <ProblemNote problem={problem} />}
          <Button busy={busy} onClick={() => void send()}>
            {say("rateSend")}
          </Button>
        </>
      )}
    </div>
  );
};
