import { useState } from "react";
import { useSaid, useWords } from "#web/language.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { PartyName, PartyNames } from "#web/ui/parties.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { showMoment } from "#web/show.ts";
import type { PatrolRoute } from "../../route.ts";
import { NotKept } from "./not-kept.tsx";
import type { Book } from "./shelf.ts";
import { useWriteDown } from "./use-write-down.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import type { Who } from "./write-down.ts";

/** Choose a route, and whether both sides go together or one looks at the other. */
export const StartView = ({ book, who }: { book: Book; who: Who }) => {
  const say = useWords(zh, en);
  return (
    <>
      <h2>{say("chooseRoute")}</h2>
      <p className="muted">{say("bookFrom", { at: showMoment(new Date(book.gotAtMs).toISOString()) })}</p>
      {book.routes.length === 0 && <Empty>{say("noRoutes")}</Empty>}
      {book.routes.map((route) => (
        <RouteCard key={route.id} route={route} here={book.here} who={who} />
      ))}
    </>
  );
};

const RouteCard = ({ route, here, who }: { route: PatrolRoute; here: string; who: Who }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const [inspected, setInspected] = useState("");
  const others = route.sides.filter((side) => side !== here);
  const { write, isNotKept } = useWriteDown(who);
  const begin = async () => {
    const isKept = await write((begunAtMs) => ({
      kind: "begin",
      route: route.id,
      begunAtMs,
      ...(inspected ? { mode: "mutual", inspected } : { mode: "joint" }),
    }));
    if (isKept) announce(say("begun"));
  };
  const times = say(`per-${route.frequency.per}`, { n: route.frequency.times });
  return (
    <section className="card phone-card">
      <h3>
        {said(route.title)} {route.status === "sample" && <SampleMark why={said(route.source)} />}
      </h3>
      <p className="muted">
        <PartyNames parties={route.sides} /> · {say("points", { n: route.points.length })} · {times}
      </p>
      <fieldset className="field">
        <legend>{say("mode")}</legend>
        <label className="choice">
          <input type="radio" name={route.id} checked={!inspected} onChange={() => setInspected("")} />
          <span>{say("joint")}</span>
        </label>
        {others.map((side) => (
          <label key={side} className="choice">
            <input
              type="radio"
              name={route.id}
              checked={inspected === side}
              onChange={() => setInspected(side)}
            />
            <span>
              {say("mutual")} <PartyName party={side} />
            </span>
          </label>
        ))}
      </fieldset>
      {isNotKept && <NotKept />}
      <Button large onClick={() => void begin()}>
        {say("begin")}
      </Button>
    </section>
  );
};
