/** What comes as a file or is typed: agreements, founding files, evidence, audit logs, uploads, forms, numbers. */
import { canonical } from "#base/canonical.ts";
import type { Contract } from "#base/contract.ts";
import { sha256Hex } from "#base/hash.ts";
import { agreementContract } from "#agreements/contract.ts";
import { digestOfBundle, signedBytes } from "#agreements/agreement.ts";
import { checkTexts } from "#agreements/check.ts";
import { foundingBundle, foundingFile, readFounding, signFounding } from "#agreements/found.ts";
import { readJsonText } from "#agreements/json-text.ts";
import { caseContract } from "#cases/contract.ts";
import { definitionKinds } from "#node/definition-kinds.ts";
import { takeFile } from "#cases/upload.ts";
import { exchangeContract } from "#exchange/contract.ts";
import { verifyEvidence } from "#exchange/verify-evidence.ts";
import { linkTo, sealAudit, beforeFirst } from "#node/audit-chain.ts";
import { checkAuditFile } from "#node/check-audit-file.ts";
import { nodeContract } from "#node/contract.ts";
import { languageOf, read as readAsked } from "#node/problem.ts";
import { identify } from "#official/identify.ts";
import { strangerVerifies } from "./stranger.ts";
import { sealedAgain, signedByMaker, type Evidence } from "../evidence/evidence-file.ts";
import { agreementTexts } from "./folder.ts";
import { mutateBytes, mutateText, mutateValue, oddValue, toText } from "./mutate.ts";
import type { Random } from "./random.ts";
import { mixedEvidence, validEvidence } from "./samples.ts";
import { signerOf } from "./signer.ts";
import { promise, type Target } from "./target.ts";

const now = "2026-11-22T08:00:00.000Z";

const agreementTarget: Target = {
  name: "agreement",
  share: 0.6,
  run: (random, note) => {
    const texts = new Map(agreementTexts);
    const name = random.of([...texts.keys()]);
    const text = texts.get(name)!;
    const changed = random.onceIn(3)
      ? mutateText(random, text)
      : toText(random, mutateValue(random, JSON.parse(text) as unknown), (value) => JSON.stringify(value));
    note({ name, changed });
    texts.set(name, changed);
    const json = readJsonText(changed);
    if (json.ok) promise(JSON.parse(changed.replace(/^\ufeff/, "")) !== undefined, "what is read is JSON");
    const { findings, bundle } = checkTexts(texts, definitionKinds);
    promise(bundle !== undefined || findings.length > 0, "what is not taken is told why");
    for (const { zh, en } of findings) promise(zh !== "" && en !== "", "every finding has its words");
    if (bundle) promise(/^[0-9a-f]{64}$/.test(digestOfBundle(bundle)), "what is taken has a digest");
    return bundle ? "ok" : (findings[0]?.code ?? "");
  },
};

const parties = ["110112", "120114"];
const signers = new Map(parties.map((party) => [party, signerOf(`fuzz ${party}`)]));
const bundle = foundingBundle(
  parties.map((party) => ({
    party,
    name: { zh: "甲", en: "A" },
    url: `https://node-${party}.example`,
    publicKey: signers.get(party)!.publicKey,
  })),
  "2026-01-01",
);
const founding = foundingFile(
  bundle,
  parties.map((party) => signFounding(bundle, signers.get(party)!, party, "甲", now)),
);

/** Mostly signed again by all parties, so that what they signed is looked at. */
const newFounding = (random: Random): unknown => {
  const file = mutateValue(random, founding);
  if (random.onceIn(3)) return file;
  try {
    const digest = digestOfBundle(file.bundle);
    const signatures = file.signatures.map((one) => ({
      ...one,
      signature: signers.get(one.party)?.sign(signedBytes(digest)) ?? one.signature,
    }));
    return { ...file, digest, signatures };
  } catch {
    return file;
  }
};

const foundingTarget: Target = {
  name: "founding",
  share: 25,
  run: (random, note) => {
    const file = newFounding(random);
    note(file);
    const read = readFounding(file);
    if (!read.ok) return read.refusal.code;
    promise(read.value.digest === digestOfBundle(read.value.bundle), "the digest is that of the text");
    for (const { url } of read.value.nodes)
      promise(/^https?:$/.test(new URL(url).protocol), "a node has a web address");
    return "ok";
  },
};

const changedEvidence = (random: Random): string => {
  const write = (file: unknown) => `${canonical(file)}\n`;
  switch (random.below(4)) {
    case 0:
      return toText(random, mutateValue(random, random.onceIn(20) ? mixedEvidence : validEvidence), write);
    case 1:
      return write(signedByMaker(mutateValue(random, validEvidence)));
    case 2: {
      const at = random.below(validEvidence.events.length);
      const chosen = validEvidence.events[at]!.body;
      const event = (given: Parameters<typeof mutateValue>[1], entry: Evidence["events"][number]) =>
        entry.body === chosen ? mutateValue(random, given) : given;
      return write(sealedAgain(validEvidence, { event: event as never }));
    }
    default: {
      const chosen = random.of(Object.values(validEvidence.pages).flat()).header;
      const { number, node } = JSON.parse(chosen) as { number: number; node: string };
      return write(
        sealedAgain(validEvidence, {
          header: (header) =>
            header.number === number && header.node === node ? mutateValue(random, header) : header,
        }),
      );
    }
  }
};

const evidenceTarget: Target = {
  name: "evidence",
  share: 0.4,
  run: async (random, note) => {
    let text: string;
    try {
      text = changedEvidence(random);
    } catch {
      return "not made"; // such a change cannot even be sealed
    }
    note(text);
    const own = verifyEvidence(Buffer.from(text).toString("utf8") === text ? text : "");
    const stranger = await strangerVerifies(Buffer.from(text));
    const failing = (checks: readonly { id: string; ok: boolean | null }[]) =>
      checks
        .filter(({ ok }) => ok === false)
        .map(({ id }) => id)
        .join(" ");
    const [ours, theirs] = [failing(own.checks), failing(stranger.checks)];
    promise(ours === theirs, `our verifier says “${ours}”, the stranger's “${theirs}”`);
    promise(own.ok === stranger.ok, "both say the same of the whole");
    return ours || "ok";
  },
};

const auditSigner = signerOf("fuzz audit");
const auditLines = (): string[] => {
  let head = { number: 0, hash: beforeFirst };
  const links = Array.from({ length: 3 }, (_, n) => {
    const text = { id: `01a2046e-5f09-71fa-9433-ec104404cb0${n}`, at: now, action: "reading", detail: {} };
    const link = linkTo(head, text);
    head = link;
    return { link, text };
  });
  const first = { format: "tongwulang-audit/1", node: "120114", madeAt: now };
  return [first, ...links, { seal: sealAudit("120114", head, now, auditSigner) }].map(canonical);
};
const goodAudit = auditLines();

const auditTarget: Target = {
  name: "audit",
  share: 40,
  run: async (random, note) => {
    const list = [...goodAudit];
    const at = random.below(list.length);
    if (random.onceIn(3)) list.splice(at, 1);
    else list[at] = toText(random, mutateValue(random, JSON.parse(list[at]!) as unknown), canonical);
    note(list);
    const asked = async function* () {
      yield* list;
    };
    const { broken, lines } = await checkAuditFile(asked(), { now });
    const isWhole = lines === 3 && list.slice(1).join("\n") === goodAudit.slice(1).join("\n");
    promise(broken !== undefined || isWhole, "only the log as it was written is whole");
    return broken?.fault ?? "ok";
  },
};

const beginnings = [
  Buffer.from("%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n", "latin1"),
  Buffer.from("ffd8ffe000104a46494600010100000100010000ffdb0043", "hex"),
  Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex"),
  Buffer.concat([Buffer.from("504b03041400000008000000", "hex"), Buffer.from("OFD.xml<ofd:OFD/>")]),
  Buffer.from("<!doctype html><script>alert(1)</script>"),
  Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
  Buffer.from("GIF89a\u0001\u0000", "latin1"),
  Buffer.from("MZ\u0090\u0000", "latin1"),
];
const allowed = new Set(["application/pdf", "image/jpeg", "image/png", "application/ofd"]);

const uploadTarget: Target = {
  name: "upload",
  share: 60,
  run: async (random, note) => {
    const good = random.of(beginnings);
    const bytes = random.onceIn(4) ? Buffer.concat([good, random.of(beginnings)]) : mutateBytes(random, good);
    note(bytes.toString("base64"));
    const put = async (given: AsyncIterable<Uint8Array>) => {
      const whole = Buffer.concat(await Array.fromAsync(given));
      return { ok: true as const, value: { digest: sha256Hex(whole), size: whole.length, mediaType: "" } };
    };
    const chunks = async function* () {
      yield bytes;
    };
    const taken = await takeFile({ attachments: { put: put as never } }, chunks());
    if (!taken.ok) return taken.refusal.code;
    promise(allowed.has(taken.value.mediaType), `${taken.value.mediaType} is none of what is taken`);
    promise(taken.value.digest === sha256Hex(bytes), "all bytes are kept, none added");
    return "ok";
  },
};

const contracts: readonly Contract[] = [nodeContract, caseContract, agreementContract, exchangeContract];
const schemas = contracts
  .flatMap((contract) => Object.values(contract))
  .flatMap(({ body, query, params }) => [body, query, params])
  .filter((schema) => typeof schema === "object");
const application = (JSON.parse(validEvidence.events[0]!.body) as { data: unknown }).data;

const formTarget: Target = {
  name: "form",
  share: 80,
  run: (random, note) => {
    const given = random.onceIn(4) ? oddValue(random) : mutateValue(random, application);
    note(given);
    const language = languageOf(mutateText(random, "en-GB,zh;q=0.5"), oddValue(random));
    return readAsked(random.of(schemas), given, language).ok ? "ok" : "INVALID";
  },
};

const numbers = [
  "990105194912310028", "91990114MADEM002XR", "11990112DEM000014Y4990007002000202611203000", "2026-11-22",
  "1.2.156.3005.2.11990112DEM000014Y.X.Y", "１１０１０５ 1949 1231 002x", "110105491231002",
]; // prettier-ignore

const numberTarget: Target = {
  name: "number",
  share: 181,
  run: (random, note) => {
    const typed = random.onceIn(20) ? String(oddValue(random)) : mutateText(random, random.of(numbers));
    note(typed);
    const found = identify(typed, "2026-11-22");
    return found.ok ? "ok" : found.refusal.code;
  },
};

export const fileTargets: readonly Target[] = [
  agreementTarget,
  foundingTarget,
  evidenceTarget,
  auditTarget,
  uploadTarget,
  formTarget,
  numberTarget,
];
