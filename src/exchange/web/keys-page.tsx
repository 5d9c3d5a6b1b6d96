import { useQuery } from "@tanstack/react-query";
import { answerOf, problemOf } from "#web/api.ts";
import { useWords } from "#web/language.tsx";
import { useTitle } from "#web/title.ts";
import { State } from "#web/ui/light.tsx";
import { PartyName, PartyNames, useParties } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { KeyView, PartyKeysView } from "../contract-keys.ts";
import { exchange } from "./exchange-client.ts";
import { en } from "./keys.en.ts";
import { zh } from "./keys.zh.ts";

const colours = { "in-use": "green", changed: "none", revoked: "red" } as const;
const words = { "in-use": "inUse", changed: "changed", revoked: "revoked" } as const;

/** Which key of which party signs which pages, and what is said against it. */
export const KeysPage = () => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  const keys = useQuery({ queryKey: ["keys"], queryFn: () => answerOf(exchange.listKeys({})) });
  const problem = problemOf(keys.error);
  const order = useParties().map(({ party }) => party);
  return (
    <div className="page-body">
      <h2>{say("title")}</h2>
      <p className="muted">{say("why")}</p>
      {problem && <ProblemNote problem={problem} onRetry={() => void keys.refetch()} />}
      {keys.isPending && <Skeleton lines={4} />}
      {keys.data && (
        <KeyTable
          quorum={keys.data.quorum}
          parties={keys.data.parties.toSorted((a, b) => order.indexOf(a.party) - order.indexOf(b.party))}
        />
      )}
      <h2>{say("how")}</h2>
      <dl className="pairs">
        <dt>{say("howChange")}</dt>
        <dd>
          <code>./tongwulang node rotate-key</code>
        </dd>
        <dt>{say("howReplace")}</dt>
        <dd>
          <code>./tongwulang node replacement-key</code>
        </dd>
        <dt>{say("howRevoke")}</dt>
        <dd>
          <code>./tongwulang node revoke-key</code>
        </dd>
      </dl>
    </div>
  );
};

const KeyTable = ({ parties, quorum }: { parties: readonly PartyKeysView[]; quorum: number }) => {
  const say = useWords(zh, en);
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("party")}</th>
          <th scope="col">{say("key")}</th>
          <th scope="col">{say("suite")}</th>
          <th scope="col">{say("pages")}</th>
          <th scope="col">{say("state")}</th>
          <th scope="col">{say("said")}</th>
        </tr>
      </thead>
      <tbody>
        {parties.flatMap(({ party, keys }) =>
          keys.map((key) => (
            <tr key={`${party} ${key.keyId} ${key.fromPage}`}>
              <td data-label={say("party")}>
                <PartyName party={party} />
              </td>
              <td data-label={say("key")} className="hash">
                {key.keyId}
              </td>
              <td data-label={say("suite")}>{key.suite}</td>
              <td data-label={say("pages")}>
                {key.toPage === null
                  ? say("fromOn", { from: key.fromPage })
                  : say("fromTo", { from: key.fromPage, to: key.toPage })}
              </td>
              <td data-label={say("state")}>
                <State colour={colours[key.state]}>{say(words[key.state])}</State>
                {key.isHeld === false && key.state === "in-use" && (
                  <span className="tiny"> {say("notHeld")}</span>
                )}
              </td>
              <td data-label={say("said")}>
                <SaidAgainst view={key} quorum={quorum} />
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
};

const SaidAgainst = ({ view, quorum }: { view: KeyView; quorum: number }) => {
  const say = useWords(zh, en);
  const { revokedBy } = view;
  if (revokedBy.length === 0) return "–";
  return (
    <>
      <PartyNames parties={revokedBy.map(({ by }) => by)} />{" "}
      <span className="tiny">{say("quorum", { said: revokedBy.length, quorum })}</span>
    </>
  );
};
