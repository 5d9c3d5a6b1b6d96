import { useId, useState } from "react";
import { monitoring } from "#monitoring/web/monitoring-client.ts";
import { asking } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useToday } from "#web/desk/use-today.ts";
import { Rich, useSaid, useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { isOver } from "../../finding-state.ts";
import type { FindingAct } from "../../record.ts";
import type { FindingView } from "../../view.ts";
import { bringPhoto } from "../bring-photo.ts";
import { newId } from "../new-id.ts";
import { takePhoto, type Taken } from "../take-photo.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type ActName = FindingAct["act"];
const order: readonly ActName[] = ["take", "rectify", "accept", "send-back", "return", "pass", "drop"];
const withPhotos: ReadonlySet<ActName> = new Set(["rectify", "accept", "send-back"]);

type Typed = { text: string; reasonCode: string; to: string; rectifyBy: string; photos: readonly Taken[] };

const actOf = (act: ActName, { text, reasonCode, to, rectifyBy, photos }: Typed): FindingAct => {
  const digests = photos.map(({ digest }) => digest);
  switch (act) {
    case "take":
      return { act };
    case "return":
      return { act, reasonCode, reason: text };
    case "pass":
      return { act, to, reason: text };
    case "rectify":
    case "accept":
      return { act, what: text, photos: digests };
    case "send-back":
      return { act, what: text, photos: digests, rectifyBy };
    case "drop":
      return { act, reason: text };
  }
};

/** What this party may do now: the same rule that decides on the server says which buttons are open, and why not. */
export const ActPart = ({
  finding,
  onDone,
}: {
  finding: FindingView;
  onDone: (next: FindingView) => void;
}) => {
  const say = useWords(zh, en);
  const [act, setAct] = useState<ActName>();
  const isOpen = order.some((one) => finding.acts[one]?.allowed);
  if (!isOpen)
    return isOver(finding.state) ? null : (
      <p className="note">
        <Rich text={say("theirTurn")} with={{ party: <PartyName party={finding.holder} /> }} />
      </p>
    );
  const chosen = act && finding.acts[act]?.allowed ? act : undefined;
  return (
    <section className="patrols-act">
      <h3>{say("yourTurn")}</h3>
      <div className="actions">
        {order
          .filter((one) => finding.acts[one]?.allowed)
          .map((one, i) => (
            <Button
              key={one}
              look={chosen === one || (!chosen && i === 0) ? "main" : "ghost"}
              onClick={() => setAct(one)}
            >
              {say(`act-${one}`)}
            </Button>
          ))}
      </div>
      {chosen && (
        <ActForm
          key={`${chosen} ${finding.timeline.length}`}
          act={chosen}
          finding={finding}
          onClose={() => setAct(undefined)}
          onDone={(next) => {
            setAct(undefined);
            onDone(next);
          }}
        />
      )}
    </section>
  );
};

const ActForm = ({
  act,
  finding,
  onClose,
  onDone,
}: {
  act: ActName;
  finding: FindingView;
  onClose: () => void;
  onDone: (next: FindingView) => void;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const id = useId();
  const today = useToday();
  const command = useCommand();
  const [record] = useState(() => newId()); // pressed twice, or answered and not heard: one act
  const [typed, setTyped] = useState<Typed>({ text: "", reasonCode: "", to: "", rectifyBy: "", photos: [] });
  const change = (more: Partial<Typed>) => setTyped((before) => ({ ...before, ...more }));
  const others = finding.parties.filter((party) => party !== finding.holder);
  const lacking =
    act === "return" && !typed.reasonCode
      ? say("chooseReason")
      : act === "pass" && !typed.to
        ? say("chooseParty")
        : act === "send-back" && !typed.rectifyBy
          ? say("chooseDay")
          : act === "rectify" && typed.photos.length === 0
            ? say("photoNeeded")
            : act !== "take" && act !== "accept" && !typed.text.trim()
              ? say("sayWhy")
              : undefined;
  const send = () =>
    command.run(async () => {
      for (const { digest, photo } of typed.photos) {
        const problem = await bringPhoto(digest, photo, asking.fetch);
        if (problem) return { ok: false as const, problem };
      }
      return monitoring.actOnFinding({ params: { id: finding.id, record }, body: actOf(act, typed) });
    }, onDone);
  return (
    <form onSubmit={(event) => (event.preventDefault(), void (lacking ?? send()))}>
      {command.problem && <ProblemNote problem={command.problem} />}
      {act === "return" && (
        <fieldset className="field">
          <legend>{say("reasonKind")}</legend>
          {finding.returnReasons.map(({ code, name }) => (
            <label key={code} className="choice">
              <input
                type="radio"
                name={`${id}-reason`}
                checked={typed.reasonCode === code}
                onChange={() => change({ reasonCode: code })}
              />
              <span>{said(name)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {act === "pass" && (
        <fieldset className="field">
          <legend>{say("passTo")}</legend>
          {others.map((party) => (
            <label key={party} className="choice">
              <input
                type="radio"
                name={`${id}-to`}
                checked={typed.to === party}
                onChange={() => change({ to: party })}
              />
              <span>
                <PartyName party={party} />
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {act !== "take" && (
        <div className="field">
          <label htmlFor={`${id}-text`}>
            {say(act === "rectify" ? "whatDone" : act === "accept" ? "remark" : "why")}
          </label>
          <textarea
            id={`${id}-text`}
            rows={3}
            maxLength={2000}
            value={typed.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        </div>
      )}
      {act === "send-back" && (
        <div className="field">
          <label htmlFor={`${id}-by`}>{say("rectifyBy")}</label>
          <input
            id={`${id}-by`}
            type="date"
            className="short"
            min={today}
            value={typed.rectifyBy}
            onChange={(event) => change({ rectifyBy: event.target.value })}
          />
        </div>
      )}
      {withPhotos.has(act) && <PhotoField photos={typed.photos} onChange={(photos) => change({ photos })} />}
      <div className="actions">
        <Button type="submit" busy={command.busy} reason={lacking}>
          {say(`act-${act}`)}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {say("cancel")}
        </Button>
      </div>
    </form>
  );
};

const PhotoField = ({
  photos,
  onChange,
}: {
  photos: readonly Taken[];
  onChange: (photos: readonly Taken[]) => void;
}) => {
  const say = useWords(zh, en);
  const id = useId();
  const [isUnreadable, setUnreadable] = useState(false);
  const add = async (files: readonly File[]) => {
    const taken = await Promise.all(files.map((file) => takePhoto(file).catch(() => undefined)));
    setUnreadable(taken.includes(undefined));
    const all = new Map([...photos, ...taken.flatMap((one) => one ?? [])].map((one) => [one.digest, one]));
    onChange([...all.values()].slice(0, 9));
  };
  return (
    <div className="field">
      <label htmlFor={id}>{say("photos")}</label>
      <p className="hint">{say("photoHint")}</p>
      <input
        id={id}
        type="file"
        accept="image/*"
        multiple
        onChange={(event) => void add([...(event.target.files ?? [])])}
      />
      {isUnreadable && (
        <p className="error" role="alert">
          {say("photoUnreadable")}
        </p>
      )}
      {photos.length > 0 && <p className="small">{say("photoCount", { n: photos.length })}</p>}
    </div>
  );
};
