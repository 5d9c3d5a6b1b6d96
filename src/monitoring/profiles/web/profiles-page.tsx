import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { addDays } from "#official/calendar-day.ts";
import { answerOf, problemOf } from "#web/api.ts";
import { useDeskSearch } from "#web/desk/desk-search.ts";
import { useToday } from "#web/desk/use-today.ts";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { useNode } from "#web/session.ts";
import { showDay, showMoment, showSize } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { To } from "#web/to.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { Chart } from "../../web/chart.tsx";
import { monitoring } from "../../web/monitoring-client.ts";
import { useLive } from "../../web/use-live.ts";
import { useNetworks } from "../../web/use-networks.ts";
import type { Station } from "../../network.ts";
import type { ProfileView } from "../contract.ts";
import { BringProfile } from "./bring-profile.tsx";
import { heatOption, showLevel } from "./heat-option.ts";
import { heatOf } from "./heat.ts";
import "./profiles.css";
import { useQuantityName } from "./quantity.ts";
import { showUnit } from "./show-unit.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const dayMs = 86_400_000;
const startOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

/** What lidars saw on a day: profiles as heights over time, images with when and what they show. */
export const ProfilesPage = () => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  useLive();
  const networks = useNetworks();
  const { search } = useDeskSearch();
  const problem = problemOf(networks.error);
  const lidars = (networks.data?.networks ?? [])
    .flatMap(({ stations }) => stations)
    .filter(({ kind }) => kind === "lidar");
  const station = lidars.find(({ id }) => id === search["station"]) ?? lidars[0];
  return (
    <div className="page-body profiles">
      {problem && <ProblemNote problem={problem} onRetry={() => void networks.refetch()} />}
      {networks.isPending && <Skeleton lines={6} />}
      {networks.data && !station && <Empty>{say("noLidar")}</Empty>}
      {station && <OneLidar key={station.id} station={station} lidars={lidars} />}
    </div>
  );
};

const OneLidar = ({ station, lidars }: { station: Station; lidars: readonly Station[] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  const { search, hrefOf, set } = useDeskSearch();
  const today = useToday();
  const here = useNode();
  const queries = useQueryClient();
  const day = /^\d{4}-\d\d-\d\d$/.test(search["day"] ?? "") ? search["day"]! : today;
  const fromMs = startOf(day);
  const span = { from: new Date(fromMs).toISOString(), to: new Date(fromMs + dayMs).toISOString() };
  const asked = useQuery({
    queryKey: ["monitoring", "profiles", station.id, day],
    queryFn: () => answerOf(monitoring.listProfiles({ query: { station: station.id, ...span } })),
  });
  const problem = problemOf(asked.error);
  return (
    <>
      <div className="toolbar">
        <label>
          {say("lidar")}{" "}
          <select value={station.id} onChange={(event) => set({ station: event.target.value })}>
            {lidars.map((one) => (
              <option key={one.id} value={one.id}>
                {said(one.name)}
              </option>
            ))}
          </select>
        </label>
        {station.party && <PartyName party={station.party} />}
        {station.sample && <SampleMark why={station.source} />}
        <To href={hrefOf({ day: addDays(day, -1) })}>{say("dayBefore")}</To>
        <label>
          <span className="unseen">{say("day")}</span>
          <input
            type="date"
            max={today}
            value={day}
            onChange={(event) => event.target.value && set({ day: event.target.value })}
          />
        </label>
        {day < today && <To href={hrefOf({ day: addDays(day, 1) })}>{say("dayNext")}</To>}
      </div>
      {problem && <ProblemNote problem={problem} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton lines={6} />}
      {asked.data && asked.data.profiles.length === 0 && (
        <Empty>{say("nothing", { day: showDay(day, language) })}</Empty>
      )}
      {asked.data && asked.data.profiles.length > 0 && (
        <Seen profiles={asked.data.profiles} station={station} fromMs={fromMs} />
      )}
      {asked.data?.hasMore && <p className="note">{say("cut", { n: asked.data.profiles.length })}</p>}
      {here && station.party === here.party && (
        <BringProfile
          station={station.id}
          onDone={() => void queries.invalidateQueries({ queryKey: ["monitoring", "profiles", station.id] })}
        />
      )}
    </>
  );
};

const Seen = ({
  profiles,
  station,
  fromMs,
}: {
  profiles: readonly ProfileView[];
  station: Station;
  fromMs: number;
}) => {
  const say = useWords(zh, en);
  const nameOf = useQuantityName();
  const images = profiles.filter(({ kind }) => kind === "image");
  const levelled = profiles.filter(({ kind }) => kind === "profile");
  const byQuantity = [...Map.groupBy(levelled, ({ quantity }) => quantity)];
  return (
    <>
      {byQuantity.map(([quantity, own]) => (
        <section key={quantity}>
          <h2>
            {nameOf(quantity)} {own.some(({ sample }) => sample) && <SampleMark />}
          </h2>
          <HeatMap
            profiles={own}
            name={nameOf(quantity)}
            intervalMinutes={station.intervalMinutes}
            fromMs={fromMs}
          />
        </section>
      ))}
      {images.length > 0 && (
        <section>
          <h2>{say("images")}</h2>
          <div className="profiles-images">
            {images.map((one) => (
              <figure key={one.event}>
                <a href={`/api/monitoring/profiles/${one.event}/file`}>
                  <img
                    src={`/api/monitoring/profiles/${one.event}/file`}
                    alt={say("imageOf", { what: nameOf(one.quantity), at: showMoment(one.at) })}
                    loading="lazy"
                  />
                </a>
                <figcaption>
                  {showMoment(one.at)} · {nameOf(one.quantity)} {one.sample && <SampleMark />}
                </figcaption>
              </figure>
            ))}
          </div>
        </section>
      )}
      <details className="profiles-files">
        <summary>{say("files")}</summary>
        <Files profiles={profiles} />
      </details>
    </>
  );
};

const HeatMap = ({
  profiles,
  name,
  intervalMinutes,
  fromMs,
}: {
  profiles: readonly ProfileView[];
  name: string;
  intervalMinutes: number;
  fromMs: number;
}) => {
  const say = useWords(zh, en);
  const unit = showUnit(profiles.find((one) => one.unit)?.unit);
  const levelled = useMemo(
    () => profiles.flatMap(({ at, levels }) => (levels ? [{ atMs: Date.parse(at), levels }] : [])),
    [profiles],
  );
  const heat = useMemo(
    () => heatOf(levelled, { fromMs, toMs: fromMs + dayMs, intervalMinutes }),
    [levelled, fromMs, intervalMinutes],
  );
  const option = useMemo(
    () => heat && heatOption(heat, { height: say("height"), time: say("time"), unit }),
    [heat, say, unit],
  );
  if (!heat || !option) return null;
  if (heat.cells.length === 0) return <p className="note">{say("onlyGaps")}</p>;
  return (
    <>
      <Chart
        label={say("picture", { name, n: levelled.length, most: showLevel(heat.most), unit })}
        option={option}
        tableLabel={say("asTable")}
        table={
          <table className="list">
            <thead>
              <tr>
                <th scope="col">{say("time")}</th>
                <th scope="col">{say("levels")}</th>
                <th scope="col">{say("peak")}</th>
                <th scope="col">{say("peakHeight")}</th>
              </tr>
            </thead>
            <tbody>
              {levelled.map(({ atMs, levels }, i) => (
                <PeakRow key={`${atMs} ${i}`} atMs={atMs} levels={levels} unit={unit} />
              ))}
            </tbody>
          </table>
        }
      />
      <p className="small muted">
        {say("gridWhy")} {profiles.some(({ sample }) => !sample) && say("unchecked")}{" "}
        {profiles.some(({ sample }) => sample) && say("madeUp")}
      </p>
    </>
  );
};

const PeakRow = ({
  atMs,
  levels: { heightsM, values },
  unit,
}: {
  atMs: number;
  levels: NonNullable<ProfileView["levels"]>;
  unit: string;
}) => {
  const peak = values.reduce<number>(
    (best, value, i) => (value !== null && value > (values[best] ?? -Infinity) ? i : best),
    -1,
  );
  const value = values[peak];
  return (
    <tr>
      <td>{showMoment(atMs)}</td>
      <td>{values.filter((one) => one !== null).length}</td>
      <td>{value === undefined || value === null ? "—" : `${showLevel(value)} ${unit}`}</td>
      <td>{peak < 0 ? "—" : `${heightsM[peak]} m`}</td>
    </tr>
  );
};

const Files = ({ profiles }: { profiles: readonly ProfileView[] }) => {
  const say = useWords(zh, en);
  const nameOf = useQuantityName();
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("time")}</th>
          <th scope="col">{say("what")}</th>
          <th scope="col">{say("unit")}</th>
          <th scope="col">{say("file")}</th>
          <th scope="col">{say("digest")}</th>
        </tr>
      </thead>
      <tbody>
        {profiles.map((one) => (
          <tr key={one.event}>
            <td data-label={say("time")} className="short">
              {showMoment(one.at)}
            </td>
            <td data-label={say("what")}>
              <span>
                {nameOf(one.quantity)} · {say(one.kind)} {one.sample && <SampleMark />}
              </span>
            </td>
            <td data-label={say("unit")}>{showUnit(one.unit) || "—"}</td>
            <td data-label={say("file")} className="short">
              <a href={`/api/monitoring/profiles/${one.event}/file`} download>
                {say("download", { size: showSize(one.file.size) })}
              </a>
            </td>
            <td data-label={say("digest")} className="hash" title={one.file.digest}>
              {one.file.digest.slice(0, 12)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
