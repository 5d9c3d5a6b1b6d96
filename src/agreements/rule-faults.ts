import { canonical } from "#base/canonical.ts";
import type { Party } from "#base/party.ts";
import type { Agreement, Bundle, CasesGrant, Clause, MonitoringGrant } from "./agreement.ts";
import type { Fault, FileFault } from "./finding.ts";
import { filesOf, mattersIn } from "./standing.ts";

/** One event carries a whole agreement (1 MiB with its envelope). */
export const maxBundleBytes = 1_000_000;

const twice = <T>(
  list: readonly T[],
  idOf: (one: T) => string,
  pointerOf: (index: number) => string,
): Fault[] => {
  const seen = new Set<string>();
  return list.flatMap((one, index) => {
    const id = idOf(one);
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ pointer: pointerOf(index), code: "ID_TWICE", detail: { id } }];
  });
};

const dayFaults = ({ signedOn, effectiveFrom, endsOn, version, amends }: Agreement): Fault[] => [
  ...(effectiveFrom < signedOn
    ? [{ pointer: "/effectiveFrom", code: "EFFECTIVE_BEFORE_SIGNED", detail: { effectiveFrom, signedOn } }]
    : []),
  ...(endsOn !== undefined && endsOn < effectiveFrom
    ? [{ pointer: "/endsOn", code: "ENDS_BEFORE_START", detail: { effectiveFrom, endsOn } }]
    : []),
  ...(version > 1 !== (amends !== undefined) ? [{ pointer: "/version", code: "VERSION_AMENDS" }] : []),
];

const numberingFaults = ({ numbering, to }: CasesGrant, pointer: string): Fault[] => {
  const ranges = Object.entries(numbering);
  return [
    ...to
      .filter((party) => !numbering[party])
      .map((party) => ({ pointer: `${pointer}/numbering`, code: "NUMBERING_MISSING", detail: { party } })),
    ...ranges.flatMap(([party, range], index): Fault[] => {
      const at = `${pointer}/numbering/${party}`;
      if (range.from > range.to)
        return [{ pointer: at, code: "NUMBERING_ORDER", detail: { party, ...range } }];
      return ranges.slice(0, index).flatMap(([other, { from, to }]) => {
        const overlap = { from: Math.max(from, range.from), to: Math.min(to, range.to) };
        return overlap.from <= overlap.to
          ? [{ pointer: at, code: "NUMBERING_OVERLAP", detail: { party, other, ...overlap } }]
          : [];
      });
    }),
  ];
};

const patternFaults = (patterns: readonly string[], pointer: string, bundle: Bundle): Fault[] =>
  patterns.flatMap((pattern, index): Fault[] => {
    const at = `${pointer}/${index}`;
    if (pattern.startsWith("/") || pattern.split("/").includes(".."))
      return [{ pointer: at, code: "PATTERN_OUTSIDE", detail: { pattern } }];
    return filesOf(bundle, [pattern]).length === 0
      ? [{ pointer: at, code: "PATTERN_MATCHES_NOTHING", detail: { pattern } }]
      : [];
  });

/** Files named by their name alone, in a folder beside that of the agreements. */
const sharedFaults = (
  names: readonly string[],
  { folder, code }: { folder: "procedures" | "standards"; code: string },
  pointer: string,
  bundle: Bundle,
): Fault[] =>
  names.flatMap((name, index): Fault[] => {
    if (bundle.files[`${folder}/${name}`] !== undefined) return [];
    const known = Object.keys(bundle.files).filter((path) => path.startsWith(`${folder}/`));
    const list = known.map((path) => path.slice(folder.length + 1)).join(", ");
    return [{ pointer: `${pointer}/${index}`, code, detail: { name, known: list || "–" } }];
  });

const monitoringFaults = (grant: MonitoringGrant, pointer: string, bundle: Bundle): Fault[] => [
  ...patternFaults(grant.networks, `${pointer}/networks`, bundle),
  ...sharedFaults(
    grant.standards,
    { folder: "standards", code: "STANDARD_MISSING" },
    `${pointer}/standards`,
    bundle,
  ),
  ...patternFaults(grant.plans, `${pointer}/plans`, bundle),
];

const grantFaults = (grant: CasesGrant, pointer: string, bundle: Bundle): Fault[] => [
  ...patternFaults(grant.items, `${pointer}/items`, bundle),
  ...sharedFaults(
    grant.procedures,
    { folder: "procedures", code: "PROCEDURE_MISSING" },
    `${pointer}/procedures`,
    bundle,
  ),
  ...grant.discloses.flatMap((found, index): Fault[] =>
    /^(applicant|agent|form|delivery)\.[a-zA-Z]+$/.test(found)
      ? []
      : [{ pointer: `${pointer}/discloses/${index}`, code: "DISCLOSURE_PATH", detail: { found } }],
  ),
  ...numberingFaults(grant, pointer),
];

const clauseFaults = (clause: Clause, pointer: string, bundle: Bundle): Fault[] => {
  const discloses = clause.grants.some((grant) => "cases" in grant && grant.cases.discloses.length > 0);
  const detail = { clause: clause.id };
  return [
    ...(discloses && !clause.legalBasis ? [{ pointer, code: "LEGAL_BASIS_MISSING", detail }] : []),
    ...(discloses && !clause.impactAssessment
      ? [{ pointer, code: "IMPACT_ASSESSMENT_MISSING", detail }]
      : []),
    ...(clause.limits && clause.limits.deliveryHours < clause.limits.relayHours
      ? [{ pointer: `${pointer}/limits/deliveryHours`, code: "LIMITS_ORDER", detail: clause.limits }]
      : []),
    ...clause.grants.flatMap((grant, index) => {
      const at = `${pointer}/grants/${index}`;
      if ("monitoring" in grant) return monitoringFaults(grant.monitoring, `${at}/monitoring`, bundle);
      return "cases" in grant ? grantFaults(grant.cases, `${at}/cases`, bundle) : [];
    }),
  ];
};

/** Every place where an agreement names a party. */
const namedParties = ({ clauses, nodes }: Agreement): [Party, pointer: string][] => [
  ...(nodes ?? []).map(({ party }, index): [Party, string] => [party, `/nodes/${index}/party`]),
  ...clauses.flatMap(({ grants, commitments }, at) => [
    ...commitments.flatMap(({ lead, with: others }, index): [Party, string][] => [
      [lead, `/clauses/${at}/commitments/${index}/lead`],
      ...(others ?? []).map((party, i): [Party, string] => [
        party,
        `/clauses/${at}/commitments/${index}/with/${i}`,
      ]),
    ]),
    ...grants.flatMap((grant, index): [Party, string][] => {
      if ("monitoring" in grant)
        return grant.monitoring.to.map((party, i): [Party, string] => [
          party,
          `/clauses/${at}/grants/${index}/monitoring/to/${i}`,
        ]);
      if (!("cases" in grant)) return [];
      const pointer = `/clauses/${at}/grants/${index}/cases`;
      return [
        ...grant.cases.to.map((party, i): [Party, string] => [party, `${pointer}/to/${i}`]),
        ...grant.cases.from.map((party, i): [Party, string] => [party, `${pointer}/from/${i}`]),
        ...Object.keys(grant.cases.numbering).map((party): [Party, string] => [
          party,
          `${pointer}/numbering/${party}`,
        ]),
      ];
    }),
  ]),
];

const partyFaults = (agreement: Agreement): Fault[] => {
  const { parties } = agreement;
  return [
    ...parties.flatMap((party, index) =>
      parties.indexOf(party) < index
        ? [{ pointer: `/parties/${index}`, code: "PARTY_TWICE", detail: { party } }]
        : [],
    ),
    ...namedParties(agreement)
      .filter(([party]) => !parties.includes(party))
      .map(([party, pointer]) => ({
        pointer,
        code: "PARTY_UNKNOWN",
        detail: { party, parties: parties.join("、") },
      })),
  ];
};

const agreementFaults = (bundle: Bundle): Fault[] => {
  const { agreement } = bundle;
  const { clauses } = agreement;
  const commitments = clauses.flatMap(({ commitments: list }, at) =>
    list.map(({ id }, index) => ({ id, pointer: `/clauses/${at}/commitments/${index}/id` })),
  );
  const bytes = Buffer.byteLength(canonical(bundle));
  return [
    ...dayFaults(agreement),
    ...partyFaults(agreement),
    ...twice(
      clauses,
      ({ id }) => id,
      (index) => `/clauses/${index}/id`,
    ),
    ...twice(
      commitments,
      ({ id }) => id,
      (index) => commitments[index]!.pointer,
    ),
    ...clauses.flatMap((clause, index) => clauseFaults(clause, `/clauses/${index}`, bundle)),
    ...(bytes > maxBundleBytes
      ? [{ pointer: "", code: "BUNDLE_TOO_LARGE", detail: { bytes, limit: maxBundleBytes } }]
      : []),
  ];
};

const codeFaults = ({ files }: Bundle): FileFault[] => {
  const seen = new Map<string, string>();
  return Object.entries(files).flatMap(([file, content]) =>
    mattersIn(content).flatMap(({ code }, index): FileFault[] => {
      const other = seen.get(code);
      if (other === undefined) seen.set(code, file);
      return other === undefined
        ? []
        : [{ file, pointer: `/authorities/${index}/code`, code: "ITEM_CODE_TWICE", detail: { code, other } }];
    }),
  );
};

/** What the schema of an agreement cannot say: that its parts fit each other. */
export const ruleFaults = (bundle: Bundle): FileFault[] => [
  ...agreementFaults(bundle).map((fault) => ({ ...fault, file: "agreement.json" })),
  ...codeFaults(bundle),
];
