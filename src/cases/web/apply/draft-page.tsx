import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { Draft } from "#cases/draft.ts";
import { answerOf, cases } from "#web/api.ts";
import { useSaid } from "#web/language.tsx";
import { FailedPage } from "#web/layout/failed.tsx";
import { Signed } from "#web/layout/sign-in-page.tsx";
import { useTitle } from "#web/title.ts";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { DraftForm } from "./draft-form.tsx";

export const DraftPage = () => (
  <Signed>
    <Loaded />
  </Signed>
);

const Loaded = () => {
  const { id } = useParams({ strict: false }) as { id: string };
  const draft = useQuery({
    queryKey: ["draft", id],
    queryFn: () => answerOf(cases.readDraft({ params: { id } })),
    staleTime: Number.POSITIVE_INFINITY, // from here on the form knows best; another tab is met when saving
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  if (draft.isPending)
    return (
      <div className="wrap narrow" style={{ paddingBlock: "2.5rem" }}>
        <Skeleton lines={8} height="30rem" />
      </div>
    );
  if (draft.isError) return <FailedPage error={draft.error} onRetry={() => void draft.refetch()} />;
  return <WithItem key={draft.data.id} draft={draft.data} />;
};

const WithItem = ({ draft }: { draft: Draft }) => {
  const said = useSaid();
  useTitle(said(draft.itemName));
  const guide = useQuery({
    queryKey: ["item", draft.itemId],
    queryFn: () => answerOf(cases.readItem({ params: { id: draft.itemId } })),
    staleTime: 600_000,
  });
  if (guide.isPending)
    return (
      <div className="wrap narrow" style={{ paddingBlock: "2.5rem" }}>
        <Skeleton lines={8} height="30rem" />
      </div>
    );
  if (guide.isError) return <FailedPage error={guide.error} onRetry={() => void guide.refetch()} />;
  return <DraftForm draft={draft} guide={guide.data} />;
};
