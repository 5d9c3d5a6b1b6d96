import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Field } from "#cases/field.ts";
import { answerOf, node } from "#web/api.ts";
import { useReading, useWords } from "#web/language.tsx";
import { usePerson } from "#web/session.ts";
import { dayOfInstant, showDay } from "#web/show.ts";
import { FieldInput } from "#web/ui/field.tsx";
import { sayIn } from "#web/words.ts";
import { standingOf, usable, type Mandate, type Self } from "./mandate.ts";
import { idOf, type PartProps } from "./part.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const both = (text: string) => ({ zh: text, en: text }); // the words below are already in the reader's language
const inChinese = sayIn("zh", zh, en); // what stands in the file is read by officers
type Props = Pick<PartProps, "content" | "change" | "errorAt">;

/** Who acts for the applicant, and under which mandate: a recorded one, or one that is shown at the counter. */
export const AgentPart = ({ content, change, errorAt }: Props) => {
  const say = useWords(zh, en);
  const agent = content.agent ?? {};
  const [today] = useState(() => dayOfInstant(new Date().toISOString()));
  const me = usePerson();
  const mandates = useQuery({ queryKey: ["mandates"], queryFn: () => answerOf(node.listMandates({})) });
  const self = useQuery({ queryKey: ["profile"], queryFn: () => answerOf(node.readProfile({})) }).data;
  const mine = usable(mandates.data ?? [], me?.id, today);
  const stated = { agent, applicantName: content.applicant.name };
  const take = (mandate: Mandate) => {
    const line = inChinese("mandateLine", {
      name: mandate.principal.displayName,
      scope: mandate.scope,
      day: mandate.validUntil,
    });
    change((now) => ({
      ...now,
      applicant: { ...now.applicant, name: now.applicant.name ?? mandate.principal.displayName },
      agent: {
        ...now.agent,
        name: self?.name ?? now.agent?.name,
        idNumber: self?.idNumber ?? now.agent?.idNumber,
        mandate: line.slice(0, 200),
      },
    }));
  };
  const ask = (name: keyof typeof agent, kind: Field["kind"], label: string, more: Partial<Field> = {}) => (
    <FieldInput
      field={{ id: name, kind, label: both(label), required: true, ...more }}
      id={idOf(`agent.${name}`)}
      value={agent[name]}
      error={errorAt(`agent.${name}`)}
      onChange={(value) => change((now) => ({ ...now, agent: { ...now.agent, [name]: value } }))}
    />
  );
  return (
    <section className="card agent-part">
      <h2>{say("agentPart")}</h2>
      <RecordedMandates mine={mine} onTake={take} />
      {ask("name", "text", say("agentName"), { maxLength: 100 })}
      {ask("idNumber", "identity", say("agentId"), { maxLength: 24 })}
      {ask("phone", "phone", say("agentPhone"), { maxLength: 20 })}
      {ask("mandate", "long-text", say("mandate"), { hint: both(say("mandateHint")), maxLength: 200 })}
      {mandates.data && <Standing stated={stated} self={self} mine={mine} />}
    </section>
  );
};

const RecordedMandates = ({
  mine,
  onTake,
}: {
  mine: readonly Mandate[];
  onTake: (mandate: Mandate) => void;
}) => {
  const say = useWords(zh, en);
  const { language } = useReading();
  if (mine.length === 0) return null;
  return (
    <div className="recorded">
      <p className="small muted">{say("mandateTake")}</p>
      {mine.map((one) => (
        <button key={one.id} type="button" className="choice" onClick={() => onTake(one)}>
          <b>{one.principal.displayName}</b>
          <small className="muted">
            {say("mandateUntil", { scope: one.scope, day: showDay(one.validUntil, language) })}
          </small>
        </button>
      ))}
    </div>
  );
};

type StandingProps = {
  stated: Parameters<typeof standingOf>[0];
  self: Self | undefined;
  mine: readonly Mandate[];
};

/** What this site knows of it, said before anything is sent. */
const Standing = ({ stated, self, mine }: StandingProps) => {
  const say = useWords(zh, en);
  const { language } = useReading();
  const standing = standingOf(stated, self, mine);
  if (standing.kind === "unsaid") return <p role="status" />;
  if (standing.kind === "recorded")
    return (
      <p className="note good small" role="status">
        {say("mandateRecorded", {
          name: standing.mandate.principal.displayName,
          scope: standing.mandate.scope,
          day: showDay(standing.mandate.validUntil, language),
        })}
      </p>
    );
  return (
    <p className="note warn small" role="status">
      {standing.kind === "other-person"
        ? say("mandateOther", { name: self?.name ?? "" })
        : say("mandateNotRecorded", { name: stated.applicantName ?? "" })}
    </p>
  );
};
