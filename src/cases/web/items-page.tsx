import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ItemRow } from "#cases/draft.ts";
import { domainOrder } from "#cases/domain.ts";
import { answerOf, cases } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { FailedPage } from "#web/layout/failed.tsx";
import { paths } from "#web/paths.ts";
import { useTitle } from "#web/title.ts";
import { To, useGo } from "#web/to.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { useParties } from "#web/ui/parties.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { byDomain } from "./item-view.ts";
import { ItemRowView } from "./item-row-view.tsx";
import { ItemSearch } from "./item-search.tsx";
import "./public.css";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Search = { q?: string; domain?: string; deciding?: string };

export const ItemsPage = () => {
  const say = useWords(zh, en);
  const search = useSearch({ strict: false }) as Search;
  useTitle(say("itemsTitle"));
  const items = useQuery({
    queryKey: ["items", search],
    queryFn: () => answerOf(cases.listItems({ query: search })),
    placeholderData: keepPreviousData,
  });
  const rows = items.data?.items;
  return (
    <div className="wrap">
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>{say("itemsTitle")}</h1>
          <ItemSearch key={search.q} />
        </div>
      </div>
      <Filters search={search} />
      <p className="small muted" role="status">
        {rows ? say("itemsCount", { n: rows.length }) : "\u00a0"}
      </p>
      <div className="card" style={{ marginBlock: ".5rem 3rem" }}>
        {items.isPending && (
          <div className="body">
            <Skeleton lines={9} height="24rem" />
          </div>
        )}
        {items.isError && <FailedPage error={items.error} onRetry={() => void items.refetch()} />}
        {rows?.length === 0 && (
          <Empty
            action={
              <To className="btn ghost" href={paths.items()}>
                {say("clearFilters")}
              </To>
            }
          >
            {search.q ? say("nothingFound", { q: search.q }) : say("noItems")}
          </Empty>
        )}
        {rows && (search.q || search.domain) && <Rows rows={rows} />}
        {rows &&
          !search.q &&
          !search.domain &&
          byDomain(rows).map(([domain, some]) => (
            <section key={domain} className="domain">
              <h2>{say(`domain.${domain as (typeof domainOrder)[number]}`)}</h2>
              <Rows rows={some} />
            </section>
          ))}
      </div>
    </div>
  );
};

const Rows = ({ rows }: { rows: readonly ItemRow[] }) => (
  <ul className="plain">
    {rows.map((row) => (
      <ItemRowView key={row.id} row={row} />
    ))}
  </ul>
);

/** Filters live in the address, so that a filtered list can be sent to somebody. */
const Filters = ({ search }: { search: Search }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const go = useGo();
  const parties = useParties();
  const chip = (name: string, next: Search, isOn: boolean) => (
    <button
      key={name}
      type="button"
      className="chip"
      aria-pressed={isOn}
      onClick={() => go(paths.items(next), true)}
    >
      {name}
    </button>
  );
  return (
    <div className="filters">
      <fieldset>
        <legend>{say("domain")}</legend>
        <div className="chips">
          {chip(say("any"), { ...search, domain: undefined }, !search.domain)}
          {domainOrder.map((domain) =>
            chip(say(`domain.${domain}`), { ...search, domain }, search.domain === domain),
          )}
        </div>
      </fieldset>
      <fieldset>
        <legend>{say("decidingCity")}</legend>
        <div className="chips">
          {chip(say("any"), { ...search, deciding: undefined }, !search.deciding)}
          {parties.map((one) =>
            chip(said(one.name), { ...search, deciding: one.party }, search.deciding === one.party),
          )}
        </div>
      </fieldset>
    </div>
  );
};
