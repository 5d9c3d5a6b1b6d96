#!/usr/bin/env node
/**
 * Checks an evidence or conflict file without database, network or any package: `node verify.mjs evidence.json`.
 * Exit 0 it holds, 1 it does not, 2 it could not be read.
 */
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import { verifyEvidence } from "./checks.mjs";
import {
  checkWord,
  clauseWord,
  conflictWord,
  eventWord,
  findingWord,
  partyWord,
  verdictWord,
} from "./words.mjs";

const crypto = {
  sha256: (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest()),
  isSigned: (raw, bytes, signature) => {
    const x = Buffer.from(raw).toString("base64url");
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    return verify(null, bytes, key, signature);
  },
};

const usage = `用法：node verify.mjs 证据文件 [--json] [--founding 摘要]
Usage: node verify.mjs evidence.json [--json] [--founding DIGEST]

--founding  您从别处得知的创始协议摘要 / the founding agreement's digest as you know it from elsewhere
--json      机器可读 / for machines`;

const most = 20;

const report = (result) => {
  const lines = [];
  const both = ({ zh, en }) => `${zh} / ${en}`;
  for (const { id, ok, findings } of result.checks) {
    const sign = ok === null ? "–" : ok ? "✓" : "✗";
    lines.push(`${sign} ${both(checkWord(id))}${ok === null ? "（未能核验 / could not be checked）" : ""}`);
    for (const finding of findings.slice(0, most))
      lines.push(`    ${both(findingWord(result.nodes, finding))}`);
    if (findings.length > most) lines.push(`    …… ${findings.length}`);
  }
  let named = "";
  for (const { author, page, sealedAt, event } of result.events) {
    lines.push(
      `  ${event.time}  ${both(partyWord(result.nodes, author))}  ${both(eventWord(event.type))}  第 ${page} 页 / page ${page}, ${sealedAt}`,
    );
    if (!event.clause) continue;
    const { agreement, clause } = clauseWord(result.agreements, event.clause);
    const under = `      《${agreement.zh}》${clause.zh} / ${agreement.en}: ${clause.en}`;
    if (under !== named) lines.push(under);
    named = under;
  }
  if (result.conflict) lines.push(`  ${both(conflictWord(result))}`);
  for (const { heldBy, digest, sealedAt } of result.conflict?.stories ?? [])
    lines.push(`  ${both(partyWord(result.nodes, heldBy))}  ${digest}  ${sealedAt}`);
  for (const { of, page, by } of result.pending) {
    const [from, to] = [partyWord(result.nodes, of), partyWord(result.nodes, by)];
    lines.push(
      `  ${to.zh}尚未签收${from.zh}第 ${page} 页 / ${to.en} had not acknowledged page ${page} of ${from.en}`,
    );
  }
  if (result.founding) lines.push(`创始协议 / founding agreement: ${result.founding}`);
  lines.push(both(verdictWord(result.ok)).replace("以下", "以上").replace("the following", "the above"));
  return lines.join("\n");
};

/** The same for machines: checks with their findings, events in order. */
const asJson = (result) =>
  JSON.stringify({
    ...result,
    agreements: [...result.agreements.keys()],
    pages: undefined,
    nodes: undefined,
    checks: result.checks.map((check) => ({
      ...check,
      ...checkWord(check.id),
      findings: check.findings.map((finding) => ({ ...finding, ...findingWord(result.nodes, finding) })),
    })),
    parties: [...result.nodes.values()].map(({ party, name }) => ({ party, name })),
  });

const main = async (words) => {
  const at = words.indexOf("--founding");
  const trusted = at < 0 ? undefined : words[at + 1];
  const rest = words.filter((word, n) => word !== "--json" && (at < 0 || (n !== at && n !== at + 1)));
  if (rest.length !== 1 || rest[0].startsWith("-") || (at >= 0 && !/^[0-9a-f]{64}$/.test(trusted ?? ""))) {
    console.error(usage);
    return 2;
  }
  let bytes;
  try {
    bytes = await readFile(rest[0]);
  } catch (error) {
    console.error(`读不到文件 / cannot read ${rest[0]} (${error.code})`);
    return 2;
  }
  const result = await verifyEvidence(bytes, crypto, trusted);
  console.log(words.includes("--json") ? asJson(result) : report(result));
  return result.ok ? 0 : 1;
};

process.exitCode = await main(process.argv.slice(2));
