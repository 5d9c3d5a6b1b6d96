import { useWords } from "#web/language.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import type { Station } from "../../network.ts";
import type { Added } from "./add-supplier.tsx";
import { howToSupply } from "./how-to-supply.ts";
import { useDoors } from "./use-doors.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The token of a supplier that was just registered: shown this once, with how it is used. */
export const NewToken = ({
  added: { name, token, stations },
  own,
  onSaved,
}: {
  added: Added;
  own: readonly Station[];
  onSaved: () => void;
}) => {
  const say = useWords(zh, en);
  const doors = useDoors().data;
  const station = own.find(({ id }) => stations.includes(id));
  const property = station?.properties[0];
  const lines =
    doors &&
    howToSupply(doors, {
      name,
      token,
      ...(station && property !== undefined && { stream: { station: station.id, property } }),
    });
  return (
    <section className="note warn new-token" aria-label={say("tokenTitle", { name })}>
      <h2>{say("tokenTitle", { name })}</h2>
      <p>{say("tokenWhy")}</p>
      <Line label={say("token")} text={token} />
      {lines && <Line label={say(station ? "byHttp" : "byHttpThing")} text={lines.http} />}
      {lines?.mqtt && <Line label={say("byMqtt")} text={lines.mqtt} />}
      {doors && <p className="small">{say(doors.mqtt ? "mqttPlain" : "noMqtt")}</p>}
      <Button onClick={onSaved}>{say("saved")}</Button>
    </section>
  );
};

const Line = ({ label, text }: { label: string; text: string }) => {
  const say = useWords(zh, en);
  return (
    <div className="new-token-line">
      <p>
        <b>{label}</b>{" "}
        {/* Where the page came without TLS there is no clipboard; the line can be selected at one click. */}
        {isSecureContext && (
          <button
            type="button"
            className="btn ghost"
            aria-label={`${say("copy")} ${label}`}
            onClick={() => void navigator.clipboard.writeText(text).then(() => announce(say("copied")))}
          >
            {say("copy")}
          </button>
        )}
      </p>
      <code>{text}</code>
    </div>
  );
};
