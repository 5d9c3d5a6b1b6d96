import { useState } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, problemOf } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { State } from "#web/ui/light.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { Station } from "../../network.ts";
import { monitoring } from "../../web/monitoring-client.ts";
import { useNetworks, useOwnStations } from "../../web/use-networks.ts";
import { AddSupplier, type Added } from "./add-supplier.tsx";
import { NewToken } from "./new-token.tsx";
import "./suppliers.css";
import { useStationWord } from "./use-station-word.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const key = ["suppliers"];

/** Who hands in measurements by a token: registered, shown once how, revoked. */
export const SuppliersPage = () => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  const queries = useQueryClient();
  const networks = useNetworks();
  const suppliers = useQuery({ queryKey: key, queryFn: () => answerOf(monitoring.listSuppliers({})) });
  const [added, setAdded] = useState<Added>();
  const problem = problemOf(suppliers.error ?? networks.error);
  const again = () => queries.invalidateQueries({ queryKey: key });
  const own = useOwnStations();
  return (
    <div className="page-body suppliers">
      <h1>{say("title")}</h1>
      <p className="muted">{say("why")}</p>
      {problem && (
        <ProblemNote
          problem={problem}
          onRetry={() => void Promise.all([suppliers.refetch(), networks.refetch()])}
        />
      )}
      {added && <NewToken added={added} own={own} onSaved={() => setAdded(undefined)} />}
      {!problem && (suppliers.isPending || networks.isPending) && <Skeleton lines={5} />}
      {suppliers.data?.length === 0 && <Empty>{say("none")}</Empty>}
      {suppliers.data && suppliers.data.length > 0 && (
        <Suppliers suppliers={suppliers.data} own={own} onDone={again} />
      )}
      {networks.data && !added && (
        <AddSupplier
          own={own}
          onAdded={(one) => {
            setAdded(one);
            void again();
          }}
        />
      )}
    </div>
  );
};

type Supplier = { name: string; stations: readonly string[]; createdAt: string; revokedAt: string | null };

const Suppliers = ({
  suppliers,
  own,
  onDone,
}: {
  suppliers: readonly Supplier[];
  own: readonly Station[];
  onDone: () => Promise<void>;
}) => {
  const say = useWords(zh, en);
  const wordOf = useStationWord(own);
  const [leaving, setLeaving] = useState<string>();
  return (
    <>
      <table className="list stack">
        <thead>
          <tr>
            <th scope="col">{say("name")}</th>
            <th scope="col">{say("stations")}</th>
            <th scope="col">{say("since")}</th>
            <th scope="col">{say("state")}</th>
            <th scope="col">
              <span className="unseen">{say("revoke")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {suppliers.map(({ name, stations, createdAt, revokedAt }) => (
            <tr key={name}>
              <td data-label={say("name")} className="hash">
                {name}
              </td>
              <td data-label={say("stations")}>{stations.map(wordOf).join(say("and"))}</td>
              <td data-label={say("since")} className="short">
                {showMoment(createdAt)}
              </td>
              <td data-label={say("state")}>
                <State colour={revokedAt ? "none" : "green"}>
                  {revokedAt ? say("revoked", { at: showMoment(revokedAt) }) : say("active")}
                </State>
              </td>
              <td>
                {!revokedAt && (
                  <button
                    type="button"
                    className="btn quiet"
                    aria-label={say("revokeOf", { name })}
                    onClick={() => setLeaving(name)}
                  >
                    {say("revoke")}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {leaving && <Revoke name={leaving} onClose={() => setLeaving(undefined)} onDone={onDone} />}
    </>
  );
};

const Revoke = ({
  name,
  onClose,
  onDone,
}: {
  name: string;
  onClose: () => void;
  onDone: () => Promise<void>;
}) => {
  const say = useWords(zh, en);
  const command = useCommand();
  const send = () =>
    command.run(
      () => monitoring.revokeSupplier({ params: { name } }),
      () => {
        announce(say("revokedNow", { name }));
        onClose();
        void onDone();
      },
    );
  return (
    <Dialog title={say("revokeTitle", { name })} open onClose={onClose}>
      <p>{say("revokeWhy")}</p>
      {command.problem && <ProblemNote problem={command.problem} />}
      <div className="actions">
        <Button look="ghost" onClick={onClose}>
          {say("cancel")}
        </Button>
        <Button look="danger" busy={command.busy} onClick={() => void send()}>
          {say("revokeSend")}
        </Button>
      </div>
    </Dialog>
  );
};
