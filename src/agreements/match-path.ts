/** Whether `path` is one of the files a grant names: `services/*.json`; `*` stands for anything within one folder. */
export const matchesPath = (pattern: string, path: string): boolean => {
  const steps = pattern.split("/");
  const parts = path.split("/");
  return steps.length === parts.length && steps.every((step, index) => matchesStep(step, parts[index]!));
};

const matchesStep = (step: string, part: string): boolean => {
  const [first = "", ...rest] = step.split("*");
  if (rest.length === 0) return step === part;
  const last = rest.pop()!;
  if (part.length < first.length + last.length || !part.startsWith(first) || !part.endsWith(last))
    return false;
  let at = first.length;
  for (const middle of rest) {
    const found = part.indexOf(middle, at);
    if (found < 0) return false;
    at = found + middle.length;
  }
  return at <= part.length - last.length;
};
