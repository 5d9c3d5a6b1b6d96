import type { CaseRow } from "../../view.ts";
import { useWords } from "#web/language.tsx";
import { Light, State } from "#web/ui/light.tsx";
import { en } from "#web/desk/words.en.ts";
import { zh } from "#web/desk/words.zh.ts";

/** In a queue the light says the days, because the days are what a clerk acts on. */
export const RowLight = ({ row }: { row: Pick<CaseRow, "light" | "clock"> }) => {
  const say = useWords(zh, en);
  const { clock, light } = row;
  const isCounting = clock && (clock.state === "running" || clock.state === "missed");
  const isOther = light.clock !== undefined && light.clock !== clock?.kind; // such as a hand-over that is late
  if (!isCounting || isOther || light.colour === "none") return <Light light={light} />;
  if (clock.daysLeft === 0) return <State colour={light.colour}>{say("endsToday")}</State>;
  const n = Math.abs(clock.daysLeft);
  const unit = say(clock.unit, { n });
  return <State colour={light.colour}>{say(clock.daysLeft < 0 ? "over" : "left", { n, unit })}</State>;
};
