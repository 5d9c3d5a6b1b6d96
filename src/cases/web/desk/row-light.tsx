import type { CaseRow } from "../../view.ts";
import { useWords } from "#web/language.tsx";
import { Light, State } from "#web/ui/light.tsx";
import { en } from "#web/desk/words.en.ts";
import { zh } from "#web/desk/words.zh.ts";

/** In a queue the light says the days, because the days are what a clerk acts on. */
export const RowLight = ({ row }: { row: Pick<CaseRow, "light" | "clock"> }) => {
  const say = useWords(zh, en);
  const { clock, light } = row;
  if (!clock || clock.state !== "running" || light.colour === "none") return <Light light={light} />;
  const n = Math.abs(clock.daysLeft);
  const unit = say(clock.unit, { n });
  return <State colour={light.colour}>{say(clock.daysLeft < 0 ? "over" : "left", { n, unit })}</State>;
};
