import { z } from "zod";
import { Party } from "#base/party.ts";
import type { Digest } from "#protocol/event.ts";
import type { Bundle, CasesGrant, Clause, GovernanceGrant, MonitoringGrant } from "./agreement.ts";
import { matchesPath } from "./match-path.ts";
import { forces, type Force, type Signing } from "./state.ts";

/** What a clause may be asked about: an item's implementation code, who decides there, and what its form asks. */
export type GrantedItem = { code: string; deciding: Party; questions: ReadonlySet<string> };

/** The little that a clause needs to know of a service item; the rest is the business of `cases`. */
const ItemFacts = z.looseObject({
  kind: z.literal("service-item"),
  authorities: z.array(z.looseObject({ party: Party, code: z.string() })),
  form: z.array(z.looseObject({ id: z.string() })),
});

export type PreparedGrant = {
  grant: CasesGrant;
  matters: ReadonlyMap<string, GrantedItem>;
  disclosed: ReadonlySet<string>;
};

/** The networks by the ids that events name. */
export type PreparedMonitoring = { grant: MonitoringGrant; networks: ReadonlySet<string> };

/** A clause made ready to be asked thousands of times a second. */
export type PreparedClause = {
  clause: Clause;
  cases: readonly PreparedGrant[];
  monitoring: readonly PreparedMonitoring[];
  governance: readonly GovernanceGrant[];
};
export type PreparedClauses = ReadonlyMap<string, PreparedClause>;

/** A version of an agreement with its signatures, when it is in force, and its clauses made ready. */
export type Standing = { digest: Digest; signing: Signing; force: Force; clauses: PreparedClauses };
export type Standings = ReadonlyMap<Digest, Standing>;

export const filesOf = ({ files }: Bundle, patterns: readonly string[]): [path: string, content: unknown][] =>
  Object.entries(files).filter(([path]) => patterns.some((pattern) => matchesPath(pattern, path)));

/** The codes that a definition file stands for; none where it is no service item. */
export const mattersIn = (content: unknown): GrantedItem[] => {
  const item = ItemFacts.safeParse(content);
  if (!item.success) return [];
  const questions = new Set(item.data.form.map(({ id }) => id));
  return item.data.authorities.map(({ party, code }) => ({ code, deciding: party, questions }));
};

const mattersOf = (bundle: Bundle, grant: CasesGrant): Map<string, GrantedItem> =>
  new Map(
    filesOf(bundle, grant.items)
      .flatMap(([, content]) => mattersIn(content))
      .map((matter) => [matter.code, matter]),
  );

const NetworkFacts = z.looseObject({ kind: z.literal("monitoring-network"), id: z.string() });

const networksOf = (bundle: Bundle, { networks }: MonitoringGrant): Set<string> =>
  new Set(
    filesOf(bundle, networks).flatMap(([, content]) => {
      const network = NetworkFacts.safeParse(content);
      return network.success ? [network.data.id] : [];
    }),
  );

export const prepareClauses = (bundle: Bundle): PreparedClauses =>
  new Map(
    bundle.agreement.clauses.map((clause) => [
      clause.id,
      {
        clause,
        cases: clause.grants.flatMap((grant) =>
          "cases" in grant
            ? [
                {
                  grant: grant.cases,
                  matters: mattersOf(bundle, grant.cases),
                  disclosed: new Set(grant.cases.discloses),
                },
              ]
            : [],
        ),
        monitoring: clause.grants.flatMap((grant) =>
          "monitoring" in grant
            ? [{ grant: grant.monitoring, networks: networksOf(bundle, grant.monitoring) }]
            : [],
        ),
        governance: clause.grants.flatMap((grant) => ("governance" in grant ? [grant.governance] : [])),
      },
    ]),
  );

/** All versions with their force. `prepare` may keep what it made: a version never changes. */
export const standingsOf = (
  signings: readonly Signing[],
  prepare: (signing: Signing) => PreparedClauses = ({ bundle }) => prepareClauses(bundle),
): Standings => {
  const force = forces(signings);
  return new Map(
    signings.map((signing) => [
      signing.digest,
      { digest: signing.digest, signing, force: force.get(signing.digest)!, clauses: prepare(signing) },
    ]),
  );
};
