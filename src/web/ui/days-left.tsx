import type { ClockView, Light as LightView } from "#cases/view.ts";
import { useReading, useWords } from "../language.tsx";
import { showShortDay } from "../show.ts";
import { Light } from "./light.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Working days left, as a number a person can act on, with the days it comes from. */
export const DaysLeft = ({
  clock,
  clocks = [],
  light,
  small,
}: {
  clock: ClockView | undefined;
  clocks?: readonly ClockView[];
  light?: LightView;
  small?: boolean;
}) => {
  const say = useWords(zh, en);
  if (!clock || clock.state === "met") return light ? <Light light={light} /> : null;
  const over = clock.daysLeft < 0;
  const unit =
    clock.unit === "workday" ? (over ? "workdaysOver" : "workdaysLeft") : over ? "daysOver" : "daysLeft";
  // The legal limit stands beside the promise it backs, not beside a clock that runs after the decision.
  const other =
    clock.kind === "promised"
      ? clocks.find((one) => one.kind === "legal" && one.due !== clock.due && one.state !== "met")
      : undefined;
  return (
    <div className={`days ${over ? "overdue" : ""} ${small ? "small" : ""}`}>
      <span>
        <strong>{Math.abs(clock.daysLeft)}</strong>
        {say(unit)}
      </span>
      <div className="tiny">
        {say(clock.kind === "promised" ? "promised" : clock.kind === "legal" ? "legal" : "due", {
          day: showShortDay(clock.due),
        })}
        {other && ` · ${say("legal", { day: showShortDay(other.due) })}`}
        <Provisional clock={clock} />
      </div>
      {light && <Light light={light} />}
    </div>
  );
};

const Provisional = ({ clock }: { clock: ClockView }) => {
  const say = useWords(zh, en);
  const { language } = useReading();
  return clock.provisional ? (
    <span title={say("provisionalWhy")}>
      {language === "zh" ? `（${say("provisional")}）` : ` (${say("provisional")})`}
    </span>
  ) : null;
};
