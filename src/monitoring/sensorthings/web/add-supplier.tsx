import { useId, useState } from "react";
import { useCommand } from "#web/desk/use-command.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import type { Station } from "../../network.ts";
import { monitoring } from "../../web/monitoring-client.ts";
import { localStations } from "../access.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export type Added = { name: string; token: string; stations: readonly string[] };

const isName = (name: string): boolean => /^[\w.-]{1,60}$/.test(name);

export const AddSupplier = ({
  own,
  onAdded,
}: {
  own: readonly Station[];
  onAdded: (added: Added) => void;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const id = useId();
  const command = useCommand();
  const [name, setName] = useState("");
  const [stations, setStations] = useState<readonly string[]>([]);
  const lacking = !isName(name)
    ? say("nameNeeded")
    : stations.length === 0
      ? say("stationNeeded")
      : undefined;
  const choose = (station: string, isChosen: boolean) =>
    setStations((before) => (isChosen ? [...before, station] : before.filter((one) => one !== station)));
  const send = () =>
    command.run(
      () => monitoring.addSupplier({ body: { name, stations: [...stations] } }),
      ({ token }) => {
        announce(say("added", { name }));
        onAdded({ name, token, stations });
      },
    );
  const choices = [
    ...own.map((station) => ({ id: station.id, word: said(station.name) })),
    { id: localStations, word: say("local") },
  ];
  return (
    <details className="supplier-add">
      <summary>{say("add")}</summary>
      <form onSubmit={(event) => (event.preventDefault(), void (lacking ?? send()))}>
        {command.problem && <ProblemNote problem={command.problem} />}
        <div className="field">
          <label htmlFor={`${id}-name`}>{say("name")}</label>
          <p className="hint" id={`${id}-hint`}>
            {say("nameHint")}
          </p>
          <input
            id={`${id}-name`}
            aria-describedby={`${id}-hint`}
            maxLength={60}
            autoComplete="off"
            spellCheck={false}
            value={name}
            onChange={({ target }) => setName(target.value.trim())}
          />
        </div>
        <fieldset className="field">
          <legend>{say("stations")}</legend>
          {own.length === 0 && <p className="hint">{say("noStations")}</p>}
          <div className="supplier-stations">
            {choices.map((one) => (
              <label key={one.id} className="choice">
                <input
                  type="checkbox"
                  checked={stations.includes(one.id)}
                  onChange={({ target }) => choose(one.id, target.checked)}
                />
                <span>{one.word}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <Button type="submit" busy={command.busy} reason={lacking}>
          {say("add")}
        </Button>
      </form>
    </details>
  );
};
