import { newPrivateKey, signerFromPem, type Signer, type Suite } from "#base/signature.ts";
import type { Party } from "#base/party.ts";
import type { Day } from "#base/time.ts";
import type { Bundle, CasesGrant, Clause } from "./agreement.ts";
import type { PartyNode } from "./authority.ts";
import { foundingBundle, foundingFile, readFounding, signFounding, type Founding } from "./found.ts";

/** A small complete agreement and a network of three, for tests; every capability's tests may start from it. */
export const tongzhou = "110112";
export const wuqing = "120114";
export const langfang = "131000";
export const three: readonly Party[] = [tongzhou, wuqing, langfang];

const names: Record<Party, { zh: string; en: string }> = {
  [tongzhou]: { zh: "通州", en: "Tongzhou" },
  [wuqing]: { zh: "武清", en: "Wuqing" },
  [langfang]: { zh: "廊坊", en: "Langfang" },
};

export const newSigner = (suite?: Suite): Signer => signerFromPem(newPrivateKey(suite));

export type ExampleNetwork = { founding: Founding; signers: ReadonlyMap<Party, Signer> };

export const exampleNetwork = (
  effectiveFrom: Day = "2026-01-01",
  urlOf: (party: Party) => string = (party) => `http://127.0.0.1:1/${party}`,
): ExampleNetwork => {
  const signers = new Map(three.map((party) => [party, newSigner()]));
  const nodes = three.map((party): PartyNode => {
    const { publicKey } = signers.get(party)!;
    return { party, name: names[party]!, url: urlOf(party), publicKey };
  });
  const bundle = foundingBundle(nodes, effectiveFrom);
  const signatures = three.map((party) =>
    signFounding(
      bundle,
      signers.get(party)!,
      party,
      `${names[party]!.zh}（示例）`,
      `${effectiveFrom}T02:00:00.000Z`,
    ),
  );
  const founding = readFounding(JSON.parse(JSON.stringify(foundingFile(bundle, signatures))));
  if (!founding.ok) throw new Error(founding.refusal.code);
  return { founding: founding.value, signers };
};

const bodies: Record<Party, string> = {
  [tongzhou]: "11990112DEM000014Y",
  [wuqing]: "11990114DEM000022N",
  [langfang]: "11991000DEM000030F",
};
const basicCode = "990000000001";
export const codeOf = (party: Party): string =>
  `${bodies[party]}${party === langfang ? "3" : "4"}${basicCode}`;

const words = (zh: string, en: string) => ({ zh, en });

export const exampleItem = () => ({
  $schema: "../../../../docs/schemas/item.json",
  kind: "service-item",
  id: "sample-certificate",
  basicCode,
  version: 1,
  effectiveFrom: "2026-01-01",
  name: words("示例证明开具", "Sample certificate"),
  summary: words("开具一份示例证明。", "Issues a sample certificate."),
  scenarios: [words("开证明", "a certificate")],
  domain: "household",
  typeCode: "07",
  caseType: "2",
  serves: ["1"],
  forms: ["1"],
  procedure: "on-the-spot-registration",
  reach: "cross-province",
  modes: ["accept-elsewhere"],
  basis: [words("示例依据", "sample basis")],
  conditions: [words("年满十八周岁", "of age")],
  legalLimit: { n: 20, unit: "workday" },
  promisedLimit: { n: 10, unit: "workday" },
  specialProcedures: [],
  materials: [
    {
      id: "identity",
      name: words("身份证", "identity card"),
      issuer: words("公安机关", "police"),
      originals: 1,
      copies: 0,
      verifyOriginal: true,
      necessary: true,
      fromSharing: false,
    },
  ],
  form: [
    {
      id: "purpose",
      kind: "text",
      label: words("用途", "purpose"),
      required: true,
      basis: words("示例依据", "sample basis"),
    },
  ],
  fees: [],
  result: { name: words("示例证明", "sample certificate") },
  delivery: ["window"],
  questions: [],
  authorities: three.map((party) => ({
    party,
    name: words(`${names[party]!.zh}示例机关`, `${names[party]!.en} sample authority`),
    department: "public-security",
    creditCode: bodies[party]!,
    code: codeOf(party),
    address: words("示例路1号", "1 Sample Road"),
    hours: words("工作日", "working days"),
    phone: "010-80000001",
    complaintPhone: "010-80000002",
  })),
  unverified: ["authorities.*.phone"],
  sources: [],
});

export const exampleGrant = (change: Partial<CasesGrant> = {}): CasesGrant => ({
  items: ["services/*.json"],
  procedures: ["on-the-spot-registration.json"],
  clockStart: "accepting-window",
  powers: ["receive", "accept", "notify-supplement", "verify-original", "deliver"],
  to: [...three],
  from: [...three],
  discloses: ["applicant.kind", "applicant.name", "applicant.idNumber", "applicant.phone"],
  relayLimit: { n: 1, unit: "workday" },
  numbering: {
    [tongzhou]: { from: 1, to: 2999 },
    [wuqing]: { from: 3000, to: 5999 },
    [langfang]: { from: 6000, to: 9999 },
  },
  ...change,
});

export const exampleClause = "market.cross-region-services";

/** `procedure` is any content: who checks procedures is `cases`. */
export const exampleBundle = (
  change: Partial<Bundle["agreement"]> = {},
  grant: Partial<CasesGrant> = {},
  procedure: unknown = { kind: "procedure" },
): Bundle => {
  const clause: Clause = {
    id: exampleClause,
    title: words("一地受理、异地审批", "Accept here, decide there"),
    summary: words("一方收件，另一方决定。", "One side accepts the papers, the other decides."),
    legalBasis: "statutory-duty",
    impactAssessment: "PIA-SAMPLE-01",
    grants: [{ cases: exampleGrant(grant) }],
    commitments: [],
  };
  return {
    agreement: {
      kind: "agreement",
      id: "sample-agreement",
      version: 1,
      title: words("示例协议", "Sample agreement"),
      signedOn: "2026-01-01",
      effectiveFrom: "2026-01-01",
      parties: [...three],
      clauses: [clause],
      ...change,
    },
    files: {
      "services/sample-certificate.json": exampleItem(),
      "procedures/on-the-spot-registration.json": procedure,
    },
  };
};
