import { useSaid, useWords } from "../language.tsx";
import { paths } from "../paths.ts";
import { useTitle } from "../title.ts";
import { To } from "../to.tsx";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import { ProblemNote } from "../ui/problem.tsx";
import { problemOf } from "../api.ts";
import { isUnreachable } from "../unreachable.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

export const NotFoundPage = () => {
  const say = useWords(zh, en);
  useTitle(say("notFound"));
  return (
    <div className="wrap narrow" style={{ paddingBlock: "2.5rem" }}>
      <h1 tabIndex={-1}>{say("notFound")}</h1>
      <Empty
        action={
          <To className="btn" href={paths.home()}>
            {say("home")}
          </To>
        }
      >
        {say("notFoundWhy")}
      </Empty>
    </div>
  );
};

/** The page's one place for a refusal or a fault that its query met. */
export const FailedPage = ({ error, onRetry }: { error: unknown; onRetry?: () => void }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const problem = problemOf(error);
  const away = isUnreachable(error);
  const retry = onRetry ?? (() => location.reload());
  return (
    <div className="wrap narrow" style={{ paddingBlock: "2.5rem" }}>
      {problem ? (
        problem.status === 404 ? (
          <>
            <h1 tabIndex={-1}>{said(problem)}</h1>
            <Empty
              action={
                <To className="btn" href={paths.home()}>
                  {say("home")}
                </To>
              }
            >
              {problem.next ?? say("notFoundWhy")}
            </Empty>
          </>
        ) : (
          <ProblemNote problem={problem} onRetry={retry} />
        )
      ) : (
        <div role="alert">
          <h1 tabIndex={-1}>{say(away ? "unreachable" : "fault")}</h1>
          <p className="muted">{say(away ? "unreachableWhy" : "faultWhy")}</p>
          <p className="actions" style={{ marginTop: "1rem" }}>
            <Button onClick={() => location.reload()}>{say("reload")}</Button>
            <a className="btn ghost" href={paths.home()}>
              {say("home")}
            </a>
          </p>
        </div>
      )}
    </div>
  );
};
