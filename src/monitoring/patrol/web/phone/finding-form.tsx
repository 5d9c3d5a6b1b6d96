import { useId, useState } from "react";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { useGo } from "#web/to.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { findNearest } from "../../distance.ts";
import type { FindingKinds, RoutePoint } from "../../route.ts";
import { proposedDay, todayOnPhone } from "./due-day.ts";
import { NotKept } from "./not-kept.tsx";
import { PhotoPart } from "./photo-part.tsx";
import { addPhoto, endDraft, saveDraft, type Book, type FindingDraft } from "./shelf.ts";
import type { Shelf } from "./use-shelf.ts";
import { useWhere, type Where } from "./use-where.ts";
import { showDistance, type OpenPatrol } from "./walk-view.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import { writeDown, type Who } from "./write-down.ts";

const goodEnoughM = 200;

const newDraft = (patrol: OpenPatrol, points: readonly RoutePoint[], book: Book): FindingDraft => {
  const point = points[0];
  return {
    patrol: patrol.id,
    point: point?.id ?? "",
    place: "point",
    note: "",
    photos: [],
    responsible: patrol.record.inspected ?? point?.side ?? book.here,
    rectifyBy: todayOnPhone(Date.now()),
  };
};

/** Until somebody chooses, the phone's own place stands once it is known well enough, with the point nearest to it. */
const located = (
  draft: FindingDraft,
  where: Where,
  points: readonly RoutePoint[],
  { record }: OpenPatrol,
): FindingDraft => {
  if (where.state !== "known" || where.accuracyM > goodEnoughM) return draft;
  const nearest = findNearest(points, where)?.point;
  const isProposed = draft.responsible === points.find(({ id }) => id === draft.point)?.side;
  return {
    ...draft,
    place: "device",
    device: { lon: where.lon, lat: where.lat, accuracyM: where.accuracyM },
    ...(nearest && { point: nearest.id }),
    ...(nearest && isProposed && !record.inspected && { responsible: nearest.side }),
  };
};

/** One finding: what, where, a photo, who puts it right by when. Every change is kept at once. */
export const FindingForm = ({
  shelf,
  book,
  who,
  patrol,
}: {
  shelf: Shelf;
  book: Book;
  who: Who;
  patrol: OpenPatrol;
}) => {
  const say = useWords(zh, en);
  const go = useGo();
  const where = useWhere();
  const points = book.routes.find(({ id }) => id === patrol.record.route)?.points ?? [];
  const [written, setWritten] = useState<FindingDraft>(() =>
    shelf.draft?.patrol === patrol.id ? shelf.draft : newDraft(patrol, points, book),
  );
  const [isNotKept, setNotKept] = useState(false);
  const [isPlaceChosen, setPlaceChosen] = useState(shelf.draft !== undefined);
  const draft = isPlaceChosen ? written : located(written, where, points, patrol);
  const keep = (next: FindingDraft) => {
    setWritten(next);
    saveDraft(next).then(
      () => setNotKept(false),
      () => setNotKept(true),
    );
  };
  const change = (more: Partial<FindingDraft>) => keep({ ...draft, ...more });
  const choosePoint = (id: string) => {
    const side = points.find((point) => point.id === id)?.side;
    change({ point: id, ...(side && !patrol.record.inspected && { responsible: side }) });
  };

  const point = points.find(({ id }) => id === draft.point);
  const lacking = !draft.findingKind
    ? say("kindNeeded")
    : !point
      ? say("pointNeeded")
      : draft.photos.length === 0 && !draft.note.trim()
        ? say("photoOrNote")
        : undefined;
  const write = async () => {
    const { device, findingKind } = draft;
    if (!findingKind || !point) return;
    try {
      await writeDown(
        who,
        (foundAtMs) => ({
          kind: "finding",
          patrol: patrol.id,
          findingKind,
          point: point.id,
          place:
            draft.place === "device" && device
              ? { ...device, by: "device" }
              : { lon: point.place.lon, lat: point.place.lat, by: "point" },
          note: draft.note,
          foundAtMs,
          photos: draft.photos,
          responsible: draft.responsible,
          rectifyBy: draft.rectifyBy,
        }),
        { endsDraft: true },
      );
    } catch {
      return setNotKept(true);
    }
    announce(say("written"));
    go("/patrol", true);
  };
  const giveUp = async () => {
    await endDraft();
    go("/patrol", true);
  };
  return (
    <>
      <h2>{say("newFinding")}</h2>
      <KindPart
        kinds={book.kinds}
        chosen={draft.findingKind}
        onChoose={(kind) =>
          change({ findingKind: kind.code, rectifyBy: proposedDay(kind.rectify, Date.now()) })
        }
      />
      <PhotoPart
        photos={draft.photos}
        onTaken={async ({ digest, photo }) => {
          const next = { ...draft, photos: [...new Set([...draft.photos, digest])] };
          await addPhoto(digest, photo, next).then(
            () => (setWritten(next), setNotKept(false)),
            () => setNotKept(true),
          );
        }}
        onRemove={(digest) => change({ photos: draft.photos.filter((one) => one !== digest) })}
      />
      <PlacePart
        points={points}
        draft={draft}
        where={where}
        onPoint={(id) => {
          setPlaceChosen(true);
          choosePoint(id);
        }}
        onPlace={(place, device) => {
          setPlaceChosen(true);
          change({ place, ...(device && { device }) });
        }}
      />
      <AnswerPart draft={draft} agreed={book.agreed} onChange={change} />
      <div className="phone-bar">
        {isNotKept && <NotKept />}
        <Button look="quiet" onClick={() => void giveUp()}>
          {say("discard")}
        </Button>
        <Button large reason={lacking} onClick={() => void write()}>
          {say("write")}
        </Button>
      </div>
    </>
  );
};

const KindPart = ({
  kinds,
  chosen,
  onChoose,
}: {
  kinds: FindingKinds | undefined;
  chosen: string | undefined;
  onChoose: (kind: FindingKinds["kinds"][number]) => void;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <fieldset className="field">
      <legend>
        {say("kind")} {kinds?.status === "sample" && <SampleMark why={said(kinds.source)} />}
      </legend>
      {kinds?.groups.map((group) => (
        <div key={group.code} className="phone-kinds">
          <p className="small muted">{said(group.name)}</p>
          {kinds.kinds
            .filter((kind) => kind.group === group.code)
            .map((kind) => (
              <label key={kind.code} className="choice">
                <input
                  type="radio"
                  name="kind"
                  checked={chosen === kind.code}
                  onChange={() => onChoose(kind)}
                />
                <span>{said(kind.name)}</span>
              </label>
            ))}
        </div>
      ))}
    </fieldset>
  );
};

const PlacePart = ({
  points,
  draft,
  where,
  onPoint,
  onPlace,
}: {
  points: readonly RoutePoint[];
  draft: FindingDraft;
  where: Where;
  onPoint: (id: string) => void;
  onPlace: (place: "device" | "point", device?: FindingDraft["device"]) => void;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  const id = useId();
  const now =
    where.state === "known" ? { lon: where.lon, lat: where.lat, accuracyM: where.accuracyM } : undefined;
  const device = draft.place === "device" ? draft.device : now;
  return (
    <>
      <fieldset className="field">
        <legend>{say("place")}</legend>
        <label className="choice">
          <input
            type="radio"
            name="place"
            disabled={!device}
            checked={draft.place === "device"}
            onChange={() => onPlace("device", now)}
          />
          <span>
            {device
              ? say("placeDevice", {
                  m: device.accuracyM,
                  lon: device.lon.toFixed(5),
                  lat: device.lat.toFixed(5),
                })
              : say(where.state === "refused" ? "whereRefused" : "whereAsking")}
          </span>
        </label>
        <label className="choice">
          <input
            type="radio"
            name="place"
            checked={draft.place === "point"}
            onChange={() => onPlace("point")}
          />
          <span>{say("placePoint")}</span>
        </label>
        {draft.place === "device" && now && now.accuracyM < (draft.device?.accuracyM ?? Infinity) && (
          <Button look="quiet" onClick={() => onPlace("device", now)}>
            {say("placeBetter", { m: now.accuracyM })}
          </Button>
        )}
      </fieldset>
      <div className="field">
        <label htmlFor={id}>{say("nearestPoint")}</label>
        <select id={id} value={draft.point} onChange={(event) => onPoint(event.target.value)}>
          {points.map((point) => (
            <option key={point.id} value={point.id}>
              {said(point.name)}
              {device && ` · ${showDistance(findNearest([point], device)!.distanceM, language)}`}
            </option>
          ))}
        </select>
      </div>
    </>
  );
};

const AnswerPart = ({
  draft,
  agreed,
  onChange,
}: {
  draft: FindingDraft;
  agreed: readonly string[];
  onChange: (more: Partial<FindingDraft>) => void;
}) => {
  const say = useWords(zh, en);
  const id = useId();
  const [today] = useState(() => todayOnPhone(Date.now()));
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}-note`}>{say("note")}</label>
        <p className="hint">{say("noteHint")}</p>
        <textarea
          id={`${id}-note`}
          rows={3}
          maxLength={2000}
          value={draft.note}
          onChange={(event) => onChange({ note: event.target.value })}
        />
      </div>
      <fieldset className="field">
        <legend>{say("responsible")}</legend>
        {agreed.map((party) => (
          <label key={party} className="choice">
            <input
              type="radio"
              name="responsible"
              checked={draft.responsible === party}
              onChange={() => onChange({ responsible: party })}
            />
            <span>
              <PartyName party={party} />
            </span>
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor={`${id}-by`}>{say("rectifyBy")}</label>
        <input
          id={`${id}-by`}
          type="date"
          className="short"
          min={today}
          value={draft.rectifyBy}
          onChange={(event) => event.target.value && onChange({ rectifyBy: event.target.value })}
        />
      </div>
    </>
  );
};
