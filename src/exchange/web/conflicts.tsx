import { useQuery } from "@tanstack/react-query";
import { answerOf } from "#web/api.ts";
import { useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { PartyName } from "#web/ui/parties.tsx";
import { exchange } from "./exchange-client.ts";
import { shortDigest } from "./peer-state.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Nodes that told two stories, each with the file that proves it; nothing while there are none. */
export const Conflicts = () => {
  const say = useWords(zh, en);
  const { data } = useQuery({
    queryKey: ["conflicts"],
    queryFn: () => answerOf(exchange.conflicts({})),
    refetchInterval: 30_000,
  });
  if (!data || data.conflicts.length === 0) return null;
  return (
    <section className="note bad" aria-label={say("conflicts")}>
      <h2>{say("conflicts")}</h2>
      <p>{say("conflictsWhy")}</p>
      <table className="list stack">
        <thead>
          <tr>
            <th scope="col">{say("conflictNumber")}</th>
            <th scope="col">{say("from")}</th>
            <th scope="col">{say("page")}</th>
            <th scope="col">{say("stories")}</th>
            <th scope="col">{say("since")}</th>
            <th scope="col">{say("proof")}</th>
          </tr>
        </thead>
        <tbody>
          {data.conflicts.map(({ id, of, number, stories, foundAt }) => (
            <tr key={id}>
              <td data-label={say("conflictNumber")}>{id}</td>
              <td data-label={say("from")}>
                <PartyName party={of} />
              </td>
              <td data-label={say("page")}>{number}</td>
              <td data-label={say("stories")}>
                {stories.map(({ heldBy, digest }) => (
                  <div key={heldBy}>
                    <PartyName party={heldBy} /> <span className="hash">{shortDigest(digest)}</span>
                  </div>
                ))}
              </td>
              <td data-label={say("since")}>{showMoment(foundAt)}</td>
              <td data-label={say("proof")}>
                <a href={`/api/exchange/conflicts/${id}/file`} download>
                  {say("download")}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
