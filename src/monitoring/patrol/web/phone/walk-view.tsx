import { useState } from "react";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { showTime } from "#web/show.ts";
import { useGo } from "#web/to.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { distanceM } from "../../distance.ts";
import type { RoutePoint } from "../../route.ts";
import type { RecordOf } from "../../record.ts";
import { NotKept } from "./not-kept.tsx";
import { patrolOf, type Entry } from "./outbox.ts";
import type { Book } from "./shelf.ts";
import { useWriteDown } from "./use-write-down.ts";
import { useWhere, type Where } from "./use-where.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import type { Who } from "./write-down.ts";

export type OpenPatrol = Entry & { record: RecordOf<"begin"> };

export const showDistance = (metres: number, language: "zh" | "en"): string => {
  const isFar = metres >= 1000;
  const shown = isFar ? (metres / 1000).toFixed(1) : String(Math.round(metres / 10) * 10);
  return language === "zh" ? `${shown} ${isFar ? "公里" : "米"}` : `${shown} ${isFar ? "km" : "m"}`;
};

/** The points of the route with how far they are, and the one button that matters: a finding. */
export const WalkView = ({
  entries,
  book,
  who,
  patrol,
  hasDraft,
}: {
  entries: readonly Entry[];
  book: Book;
  who: Who;
  patrol: OpenPatrol;
  hasDraft: boolean;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const go = useGo();
  const where = useWhere();
  const [isEnding, setEnding] = useState(false);
  const { write, isNotKept } = useWriteDown(who);
  const route = book.routes.find(({ id }) => id === patrol.record.route);
  const own = entries.filter((entry) => patrolOf(entry) === patrol.id);
  const reachedAt = (point: string): number | undefined =>
    own.flatMap(({ record }) => (record.kind === "reach" && record.point === point ? [record.atMs] : []))[0];
  const findings = own.filter(({ record }) => record.kind === "finding").length;
  const reach = async (point: RoutePoint) => {
    const { state } = where;
    const isKept = await write((atMs) => ({
      kind: "reach",
      patrol: patrol.id,
      point: point.id,
      atMs,
      ...(state === "known" && {
        place: { lon: where.lon, lat: where.lat, accuracyM: where.accuracyM, by: "device" },
      }),
    }));
    if (isKept) announce(say("reachedSaid", { point: said(point.name) }));
  };
  const end = async () => {
    setEnding(false);
    if (await write((endedAtMs) => ({ kind: "end", patrol: patrol.id, endedAtMs })))
      announce(say("endedSaid"));
  };
  return (
    <>
      <h2>{route ? said(route.title) : say("routeGone")}</h2>
      <p className="muted">
        {say("begunAt", { at: showTime(new Date(patrol.record.begunAtMs).toISOString()) })} ·{" "}
        {say("findingsSoFar", { n: findings })}
        {patrol.record.inspected && (
          <>
            {" · "}
            {say("mutual")} <PartyName party={patrol.record.inspected} />
          </>
        )}
      </p>
      <WhereNote where={where} />
      <ol className="phone-points">
        {route?.points.map((point) => (
          <Point
            key={point.id}
            point={point}
            where={where}
            reachedAtMs={reachedAt(point.id)}
            onReach={() => void reach(point)}
          />
        ))}
      </ol>
      <p className="phone-end">
        <Button look="ghost" onClick={() => setEnding(true)}>
          {say("end")}
        </Button>
      </p>
      <div className="phone-bar">
        {isNotKept && <NotKept />}
        <Button large onClick={() => go("/patrol?view=finding")}>
          {say(hasDraft ? "continueFinding" : "newFinding")}
        </Button>
      </div>
      <Dialog title={say("endTitle")} open={isEnding} onClose={() => setEnding(false)}>
        <p>{say(hasDraft ? "endWithDraft" : "endWhy")}</p>
        <div className="actions">
          <Button onClick={() => void end()} reason={hasDraft ? say("finishDraft") : undefined}>
            {say("end")}
          </Button>
          <Button look="ghost" onClick={() => setEnding(false)}>
            {say("notNow")}
          </Button>
        </div>
      </Dialog>
    </>
  );
};

const WhereNote = ({ where }: { where: Where }) => {
  const say = useWords(zh, en);
  const sentence =
    where.state === "known"
      ? say("whereKnown", { m: where.accuracyM })
      : say(
          where.state === "asking"
            ? "whereAsking"
            : where.state === "refused"
              ? "whereRefused"
              : "whereUnknown",
        );
  return <p className="small muted">{sentence}</p>;
};

const Point = ({
  point,
  where,
  reachedAtMs,
  onReach,
}: {
  point: RoutePoint;
  where: Where;
  reachedAtMs: number | undefined;
  onReach: () => void;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  return (
    <li className="card phone-card">
      <div>
        <b>{said(point.name)}</b> <PartyName party={point.side} />
        {point.look && <p className="small muted">{said(point.look)}</p>}
        <p className="small">
          {[
            ...(where.state === "known"
              ? [say("away", { far: showDistance(distanceM(where, point.place), language) })]
              : []),
            ...(point.place.accuracy === "approximate" ? [say("approximate")] : []),
          ].join(" · ")}
        </p>
      </div>
      {reachedAtMs === undefined ? (
        <Button look="ghost" onClick={onReach}>
          {say("reach")}
        </Button>
      ) : (
        <span className="light green">
          {say("reachedAt", { at: showTime(new Date(reachedAtMs).toISOString()) })}
        </span>
      )}
    </li>
  );
};
