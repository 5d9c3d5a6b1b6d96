import { useWords } from "../language.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export type Step = { id: string; name: string };

/** Where a person is in a form of several steps; finished ones can be opened again. */
export const Steps = ({
  steps,
  now,
  onOpen,
}: {
  steps: readonly Step[];
  now: string;
  onOpen: (id: string) => void;
}) => {
  const say = useWords(zh, en);
  const at = steps.findIndex((step) => step.id === now);
  return (
    <>
      <p className="unseen">{say("step", { n: at + 1, of: steps.length, name: steps[at]?.name ?? "" })}</p>
      <ol className="steps no-print">
        {steps.map((step, index) => (
          <li
            key={step.id}
            className={index < at ? "done" : index === at ? "now" : ""}
            aria-current={index === at ? "step" : undefined}
          >
            {index < at ? (
              <button type="button" onClick={() => onOpen(step.id)}>
                {step.name}
              </button>
            ) : (
              step.name
            )}
          </li>
        ))}
      </ol>
    </>
  );
};
