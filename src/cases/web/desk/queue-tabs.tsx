import { To } from "#web/to.tsx";

type Tab = { id: string; name: string };

/** Parts of a queue with their counts. They are addresses, so the back key works and one can be kept open in a tab. */
export const QueueTabs = ({
  label,
  tabs,
  now,
  hrefOf,
}: {
  label: string;
  tabs: readonly Tab[];
  now: string;
  hrefOf: (id: string) => string;
}) => (
  <nav className="desk-tabs" aria-label={label}>
    {tabs.map((tab) => (
      <To key={tab.id} href={hrefOf(tab.id)} aria-current={tab.id === now ? "page" : undefined}>
        {tab.name}
      </To>
    ))}
  </nav>
);
