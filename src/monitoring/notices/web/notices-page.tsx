import { useState, type ReactNode } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Problem } from "#base/outcome.ts";
import { answerOf, problemOf } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { To } from "#web/to.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { Level } from "../../alerts/level.ts";
import { LevelMark } from "../../alerts/web/level-mark.tsx";
import { monitoring } from "../../web/monitoring-client.ts";
import type { NoticeView, PreferenceView } from "../contract.ts";
import { canPush, findOwnSubscription, subscribeHere, unsubscribeHere } from "./browser-push.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "../../alerts/web/alerts.css";

const key = ["monitoring", "notices"];

/** How a person of this node wants to be told of alerts, and what they were told. */
export const NoticesPage = () => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  const asked = useQuery({ queryKey: key, queryFn: () => answerOf(monitoring.readNotices({})) });
  const problem = problemOf(asked.error);
  return (
    <div className="page-body alerts-page">
      <h1>{say("title")}</h1>
      <p className="muted">{say("lead")}</p>
      {problem && <ProblemNote problem={problem} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton lines={6} />}
      {asked.data && (
        <>
          <Preferences {...asked.data} />
          <h2>{say("push")}</h2>
          <Browsers pushKey={asked.data.pushKey} browsers={asked.data.browsers} />
          <h2>{say("own")}</h2>
          <Own notices={asked.data.notices} />
        </>
      )}
    </div>
  );
};

const levelChoices = ["notice", "yellow", "orange", "red"] as const;

const Field = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="field">
    <label>
      {label}
      {children}
    </label>
  </div>
);

const LevelField = ({
  label,
  value,
  onChange,
}: {
  label: string;
  value: Level | undefined;
  onChange: (level: Level | undefined) => void;
}) => {
  const say = useWords(zh, en);
  return (
    <Field label={label}>
      <select
        value={value ?? ""}
        onChange={({ target }) => onChange(levelChoices.find((one) => one === target.value))}
      >
        <option value="">{say("never")}</option>
        {levelChoices.map((one) => (
          <option key={one} value={one}>
            {say(one)}
          </option>
        ))}
      </select>
    </Field>
  );
};

const Preferences = ({ preference, canMail }: { preference: PreferenceView; canMail: boolean }) => {
  const say = useWords(zh, en);
  const queries = useQueryClient();
  const { busy, problem, run } = useCommand();
  const [draft, setDraft] = useState(preference);
  const { email = "", mailFrom, pushFrom, quiet, language } = draft;
  const change = (part: { [K in keyof PreferenceView]?: PreferenceView[K] | undefined }): void =>
    setDraft((before) => {
      const after = { ...before, ...part };
      return Object.fromEntries(
        Object.entries(after).filter(([, value]) => value !== undefined && value !== ""),
      ) as PreferenceView;
    });
  const save = () =>
    void run(
      () => monitoring.setPreference({ body: draft }),
      () => {
        announce(say("saved"));
        void queries.invalidateQueries({ queryKey: key });
      },
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      style={{ maxWidth: "34rem" }}
    >
      <h2>{say("mail")}</h2>
      {canMail ? (
        <>
          <Field label={say("email")}>
            <input
              type="email"
              autoComplete="email"
              value={email}
              onChange={({ target }) => change({ email: target.value })}
            />
          </Field>
          <LevelField
            label={say("from")}
            value={mailFrom}
            onChange={(level) => change({ mailFrom: level })}
          />
        </>
      ) : (
        <p className="note">{say("noMail")}</p>
      )}
      <LevelField
        label={`${say("push")} · ${say("from")}`}
        value={pushFrom}
        onChange={(level) => change({ pushFrom: level })}
      />
      <h2>{say("quiet")}</h2>
      <p className="muted">{say("quietWhy")}</p>
      <div className="field">
        <label className="choice">
          <input
            type="checkbox"
            checked={quiet !== undefined}
            onChange={({ target }) =>
              change({ quiet: target.checked ? { from: "22:00", until: "07:00" } : undefined })
            }
          />
          {say("quietOn")}
        </label>
      </div>
      {quiet && (
        <div style={{ display: "flex", gap: "1rem" }}>
          {(["from", "until"] as const).map((end) => (
            <Field key={end} label={say(end === "from" ? "quietFrom" : "quietUntil")}>
              <input
                type="time"
                required
                value={quiet[end]}
                onChange={({ target }) => change({ quiet: { ...quiet, [end]: target.value } })}
              />
            </Field>
          ))}
        </div>
      )}
      <Field label={say("language")}>
        <select
          value={language}
          onChange={({ target }) => change({ language: target.value === "en" ? "en" : "zh" })}
        >
          <option value="zh">中文</option>
          <option value="en">English</option>
        </select>
      </Field>
      {problem && <ProblemNote problem={problem} />}
      <Button type="submit" busy={busy}>
        {say("save")}
      </Button>
    </form>
  );
};

const Browsers = ({ pushKey, browsers }: { pushKey: string; browsers: number }) => {
  const say = useWords(zh, en);
  const queries = useQueryClient();
  const [problem, setProblem] = useState<Problem | "denied">();
  const own = useQuery({
    queryKey: [...key, "browser"],
    queryFn: async () => (await findOwnSubscription()) ?? null,
  });
  if (!canPush()) return <p className="note">{say("noPush")}</p>;
  const settle = (answer: Awaited<ReturnType<typeof subscribeHere>>) => {
    setProblem(answer === "denied" ? "denied" : answer.ok ? undefined : answer.problem);
    void queries.invalidateQueries({ queryKey: key });
  };
  const subscription = own.data;
  return (
    <>
      <p>{browsers > 0 ? say("browsers", { n: browsers }) : say("noBrowser")}</p>
      {problem === "denied" && <p className="note bad">{say("denied")}</p>}
      {problem && problem !== "denied" && <ProblemNote problem={problem} />}
      {subscription ? (
        <Button look="ghost" onClick={() => void unsubscribeHere(subscription).then(settle)}>
          {say("unsubscribe")}
        </Button>
      ) : (
        <Button
          look="ghost"
          onClick={() =>
            void subscribeHere(pushKey).then(settle, () => {
              setProblem("denied");
            })
          }
        >
          {say("subscribe")}
        </Button>
      )}
    </>
  );
};

const Own = ({ notices }: { notices: readonly NoticeView[] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const queries = useQueryClient();
  if (notices.length === 0) return <Empty>{say("none")}</Empty>;
  const acknowledge = async (id: string): Promise<void> => {
    await monitoring.acknowledgeNotice({ params: { id } });
    await queries.invalidateQueries({ queryKey: key });
  };
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("at")}</th>
          <th scope="col">{say("way")}</th>
          <th scope="col">{say("what")}</th>
          <th scope="col">{say("state")}</th>
          <th scope="col">{say("acknowledge")}</th>
        </tr>
      </thead>
      <tbody>
        {notices.map((one) => (
          <tr key={one.id}>
            <td data-label={say("at")}>{showMoment(one.createdAt)}</td>
            <td data-label={say("way")}>{say(one.way === "mail" ? "wayMail" : "wayPush")}</td>
            <td data-label={say("what")}>
              <div>
                <LevelMark level={one.level} /> <span className="tiny">{said(one.head)}</span>{" "}
                <To href={one.path}>{said(one.title)}</To>
              </div>
            </td>
            <td data-label={say("state")}>{say(one.state, { at: showMoment(one.sentAt ?? one.nextAt) })}</td>
            <td data-label={say("acknowledge")}>
              {one.acknowledgedAt ? (
                say("acknowledged", { at: showMoment(one.acknowledgedAt) })
              ) : (
                <Button look="quiet" onClick={() => void acknowledge(one.id)}>
                  {say("acknowledge")}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
