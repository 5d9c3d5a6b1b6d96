import { useQuery } from "@tanstack/react-query";
import { answerOf } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { FailedPage } from "#web/layout/failed.tsx";
import { paths } from "#web/paths.ts";
import { To } from "#web/to.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { agreements } from "./agreement-client.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** What another version says differently, place by place. */
export const Difference = ({ digest, other }: { digest: string; other: string }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const query = useQuery({
    queryKey: ["difference", digest, other],
    queryFn: () => answerOf(agreements.compareAgreements({ params: { digest: other, other: digest } })),
  });
  if (query.isPending)
    return (
      <div className="card body" style={{ marginTop: "1.25rem" }}>
        <Skeleton lines={4} height="10rem" />
      </div>
    );
  if (query.isError) return <FailedPage error={query.error} onRetry={() => void query.refetch()} />;
  const { before, after, differences } = query.data;
  return (
    <section className="card" style={{ marginTop: "1.25rem" }}>
      <div className="head">
        <h2>{say("difference", { before: before.version, after: after.version })}</h2>
        <To href={paths.agreement(digest)}>{say("closeDifference")}</To>
      </div>
      {differences.length === 0 ? (
        <p className="row">{say("noDifference")}</p>
      ) : (
        <div className="scroll-x">
          <table className="list stack" aria-label={say("differenceCount", { n: differences.length })}>
            <thead>
              <tr>
                <th>{say("where")}</th>
                <th>{say("before")}</th>
                <th>{say("after")}</th>
              </tr>
            </thead>
            <tbody>
              {differences.map((one) => (
                <tr key={one.file + one.path}>
                  <td data-label={say("where")}>
                    <span>
                      {said(one.where)}
                      <br />
                      <span className="tiny">{say(one.kind)}</span>
                    </span>
                  </td>
                  <td data-label={say("before")}>{one.said.before && <del>{said(one.said.before)}</del>}</td>
                  <td data-label={say("after")}>{one.said.after && <ins>{said(one.said.after)}</ins>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};
