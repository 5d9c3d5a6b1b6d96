import { useInfiniteQuery } from "@tanstack/react-query";
import { answerOf, node, problemOf } from "#web/api.ts";
import { useDeskSearch } from "#web/desk/desk-search.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { AuditRow } from "../contract.ts";
import { CheckAudit } from "./audit-check.tsx";
import {
  actionWords,
  auditActions,
  auditQuery,
  detailOf,
  isMachineId,
  isRefusal,
  outcomeWords,
} from "./audit.ts";
import { roleName } from "./role-name.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The audit log, newest first. The filters are in the address, so that a finding can be sent to somebody. */
export const AuditPage = () => {
  const say = useWords(zh, en);
  const { search, set } = useDeskSearch();
  useTitle(say("auditTitle"));
  const query = auditQuery(search);
  const log = useInfiniteQuery({
    queryKey: ["audit", query],
    queryFn: ({ pageParam }) =>
      answerOf(node.readAudit({ query: { ...query, ...(pageParam && { before: pageParam }) } })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
  });
  const problem = problemOf(log.error);
  const rows = log.data?.pages.flatMap((page) => page.rows) ?? [];
  const filter = (name: "person" | "subject", label: string) => (
    <label>
      {label}{" "}
      <input
        key={search[name] ?? ""}
        defaultValue={search[name] ?? ""}
        autoComplete="off"
        maxLength={200}
        onBlur={(event) => set({ [name]: event.target.value.trim() }, true)}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
        }}
      />
    </label>
  );
  const day = (name: "from" | "until", label: string) => (
    <label>
      {label}{" "}
      <input
        type="date"
        value={search[name] ?? ""}
        onChange={(event) => set({ [name]: event.target.value }, true)}
      />
    </label>
  );
  return (
    <div className="page-body">
      <div className="toolbar">
        <label>
          {say("action")}{" "}
          <select value={query.action ?? ""} onChange={(event) => set({ action: event.target.value }, true)}>
            <option value="">{say("allActions")}</option>
            {auditActions.map((action) => (
              <option key={action} value={action}>
                {say(actionWords[action])}
              </option>
            ))}
          </select>
        </label>
        {filter("person", say("personId"))}
        {filter("subject", say("subject"))}
        {day("from", say("from"))}
        {day("until", say("until"))}
        <Button
          look="quiet"
          onClick={() =>
            set({
              action: undefined,
              person: undefined,
              subject: undefined,
              from: undefined,
              until: undefined,
            })
          }
        >
          {say("clear")}
        </Button>
      </div>
      <CheckAudit onDone={() => void log.refetch()} />
      {problem && <ProblemNote problem={problem} onRetry={() => void log.refetch()} />}
      {log.isPending && <Skeleton lines={8} />}
      {log.data && rows.length === 0 && <Empty>{say("noAudit")}</Empty>}
      {rows.length > 0 && <Rows rows={rows} onPerson={(id) => set({ person: id })} />}
      {log.hasNextPage && (
        <p className="desk-actions">
          <Button look="ghost" busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {say("more")}
          </Button>
        </p>
      )}
    </div>
  );
};

const Rows = ({ rows, onPerson }: { rows: readonly AuditRow[]; onPerson: (id: string) => void }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const outcomeOf = (outcome: string): string => {
    const word = outcomeWords[outcome];
    return word ? say(word) : outcome;
  };
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("at")}</th>
          <th scope="col">{say("action")}</th>
          <th scope="col">{say("person")}</th>
          <th scope="col">{say("role")}</th>
          <th scope="col">{say("subject")}</th>
          <th scope="col">{say("outcome")}</th>
          <th scope="col">{say("detail")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td data-label={say("at")}>{showMoment(row.at)}</td>
            <td data-label={say("action")}>{say(actionWords[row.action])}</td>
            <td data-label={say("person")}>
              {row.person ? (
                <button
                  type="button"
                  className="verdict"
                  title={say("onlyThisPerson")}
                  onClick={() => onPerson(row.person!.staffNumber ?? row.person!.id)}
                >
                  {row.person.displayName}{" "}
                  {row.person.staffNumber && <span className="tiny">{row.person.staffNumber}</span>}
                </button>
              ) : (
                <span className="muted">{say("unknown")}</span>
              )}
            </td>
            <td data-label={say("role")}>
              {row.role ? said(roleName(row.role)) : "–"}
              {row.departmentName && row.role !== "applicant" && ` · ${said(row.departmentName)}`}
            </td>
            <td data-label={say("subject")} className="hash">
              {isMachineId(row.subject) ? "–" : (row.subject ?? "–")}
            </td>
            <td data-label={say("outcome")}>
              <span className={isRefusal(row.outcome) ? "no" : ""}>{outcomeOf(row.outcome)}</span>
            </td>
            <td data-label={say("detail")} className="tiny" title={row.requestId}>
              {detailOf(row)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
