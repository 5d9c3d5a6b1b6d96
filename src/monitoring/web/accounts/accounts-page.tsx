import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { answerOf, problemOf } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { useToday } from "#web/desk/use-today.ts";
import { useTitle } from "#web/title.ts";
import { useGo } from "#web/to.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { State } from "#web/ui/light.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { AccountView } from "../../river/contract.ts";
import { sameWithinPercent } from "../../river/account.ts";
import { monitoring } from "../monitoring-client.ts";
import { monitoringPaths } from "../monitoring-paths.ts";
import { useStationName, useNetworks, usePropertyName, showValue, type Networks } from "../use-networks.ts";
import { WaterClassMark } from "../water-class.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const colours = { improved: "green", worsened: "red", same: "none", unknown: "none" } as const;

/** Who improved and who worsened the water on its way through, month by month. */
export const AccountsPage = () => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  const go = useGo();
  const thisMonth = useToday().slice(0, 7);
  const search: { month?: string } = useSearch({ strict: false });
  const month = search.month ?? thisMonth;
  const networks = useNetworks();
  const { data, error, refetch } = useQuery({
    queryKey: ["monitoring", "accounts", month],
    queryFn: () => answerOf(monitoring.riverAccounts({ query: { month } })),
  });
  const problem = problemOf(error ?? networks.error);
  return (
    <div className="page-body">
      <h1 className="unseen">{say("title")}</h1>
      <p className="muted">{say("why")}</p>
      <div className="toolbar">
        <label>
          {say("month")}{" "}
          <input
            type="month"
            value={month}
            max={thisMonth}
            onChange={({ target: { value } }) => value && go(monitoringPaths.accounts(value), true)}
          />
        </label>
      </div>
      {problem ? (
        <ProblemNote problem={problem} onRetry={() => void Promise.all([refetch(), networks.refetch()])} />
      ) : !data || !networks.data ? (
        <Skeleton lines={8} />
      ) : data.accounts.length === 0 ? (
        <Empty>
          {say("none")}
          <br />
          {say("noneWhy")}
        </Empty>
      ) : (
        <>
          {data.accounts.map((account) => (
            <Account
              key={`${account.party} ${account.exit}`}
              account={account}
              coverage={data.coverage}
              networks={networks.data}
            />
          ))}
          {data.standard && (
            <p className="tiny">{say("standard", { standard: data.standard, n: sameWithinPercent })}</p>
          )}
        </>
      )}
    </div>
  );
};

type Coverage = {
  station: string;
  count: number;
  expected: number;
  leftOut: number;
  hasSample: boolean;
};

const Account = ({
  account,
  coverage,
  networks,
}: {
  account: AccountView;
  coverage: readonly Coverage[];
  networks: Networks;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const propertyName = usePropertyName(networks.properties);
  const nameOf = useStationName(networks.networks);
  const names = (ids: readonly string[]): string => ids.map(nameOf).join(say("and"));
  const river = networks.networks.flatMap(({ rivers }) => rivers).find(({ id }) => id === account.river);
  const own = coverage.filter(({ station }) => [...account.entries, account.exit].includes(station));
  const hasLoad = account.basis === "load";
  return (
    <section className="account">
      <h2>
        <PartyName party={account.party} /> · {river ? said(river.name) : account.river}{" "}
        <State colour={colours[account.verdict]}>{say(account.verdict)}</State>{" "}
        {own.some(({ hasSample }) => hasSample) && <SampleMark why={say("sample")} />}
      </h2>
      <p className="account-way">
        {say("entries")} {names(account.entries)} <WaterClassMark of={account.entryClass} /> → {say("exit")}{" "}
        {nameOf(account.exit)} <WaterClassMark of={account.exitClass} />
      </p>
      {account.items.length > 0 && (
        <table className="list stack">
          <thead>
            <tr>
              <th scope="col">{say("item")}</th>
              <th scope="col">{say("entryMean")}</th>
              <th scope="col">{say("exitMean")}</th>
              <th scope="col">{say("change")}</th>
              {hasLoad && <th scope="col">{say("entryLoad")}</th>}
              {hasLoad && <th scope="col">{say("exitLoad")}</th>}
              <th scope="col">{say("verdict")}</th>
            </tr>
          </thead>
          <tbody>
            {account.items.map((item) => (
              <tr key={item.property}>
                <td data-label={say("item")}>{propertyName(item.property)}</td>
                <td data-label={say("entryMean")}>
                  {showValue(networks.properties, item.property, item.entryMean)}
                </td>
                <td data-label={say("exitMean")}>
                  {showValue(networks.properties, item.property, item.exitMean)}
                </td>
                <td data-label={say("change")}>{showPercent(item.changePercent)}</td>
                {hasLoad && <td data-label={say("entryLoad")}>{showLoad(say, item.entryLoadKg)}</td>}
                {hasLoad && <td data-label={say("exitLoad")}>{showLoad(say, item.exitLoadKg)}</td>}
                <td data-label={say("verdict")}>
                  {item.verdict === "unknown" ? (
                    "–"
                  ) : (
                    <State colour={colours[item.verdict]}>{say(item.verdict)}</State>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="tiny">
        {account.withoutValues.length > 0 &&
          `${say("withoutValues", { names: names(account.withoutValues) })} · `}
        {hasLoad ? say("load") : say("concentration", { names: names(account.withoutFlow) })} ·{" "}
        {say("coverage")}{" "}
        {own
          .map(
            ({ station, count, expected, leftOut }) =>
              say("coverageOf", { name: nameOf(station), count, expected }) +
              (leftOut > 0 ? say("leftOut", { n: leftOut }) : ""),
          )
          .join(say("and"))}
      </p>
    </section>
  );
};

const showPercent = (percent: number | null): string =>
  percent === null ? "–" : `${percent > 0 ? "+" : percent < 0 ? "−" : ""}${Math.abs(percent).toFixed(1)}%`;

const showLoad = (say: ReturnType<typeof useWords<typeof zh>>, loadKg: number | undefined): string =>
  loadKg === undefined
    ? "–"
    : loadKg >= 10_000
      ? say("tonnes", { n: (loadKg / 1000).toFixed(1) })
      : say("kg", { n: Math.round(loadKg) });
