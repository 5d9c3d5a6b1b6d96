import type { MonitoringGrant } from "#agreements/agreement.ts";
import { filesOf, type Standing } from "#agreements/standing.ts";
import { shippedStandards, type Standard } from "./standard-at.ts";

const kinds: ReadonlySet<string> = new Set(shippedStandards.map(({ kind }) => kind));
const isStandard = (content: unknown): content is Standard =>
  kinds.has((content as { kind: string } | null)?.kind ?? "");

/**
 * The editions by which a grant's networks are judged: those it names, and those the software comes with of every kind
 * of which it names none. Their shape was checked when the agreement was signed.
 */
export const standardsUnder = (
  { signing }: Pick<Standing, "signing">,
  { standards }: Pick<MonitoringGrant, "standards">,
): readonly Standard[] => {
  if (standards.length === 0) return shippedStandards;
  const paths = standards.map((name) => `standards/${name}`);
  const named = filesOf(signing.bundle, paths).flatMap(([, content]) =>
    isStandard(content) ? [content] : [],
  );
  const ofNamed = new Set(named.map(({ kind }) => kind));
  return [...named, ...shippedStandards.filter(({ kind }) => !ofNamed.has(kind))];
};
