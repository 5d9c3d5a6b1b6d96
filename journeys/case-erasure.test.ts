import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { systemClock } from "#base/time.ts";
import type { CaseView } from "#cases/view.ts";
import { verifyEvidence } from "#exchange/verify-evidence.ts";
import { samplePassword } from "#node/sample/people.ts";
import { testDatabases } from "#node/test-database.ts";
import { answersFor, arrives, checkAll, codeOf, decide, papersFor, readItem, refused } from "./case-work.ts";
import {
  eventually,
  must,
  threeNodes,
  type JourneyNode,
  type ThreeNodes,
  type Visitor,
} from "./three-nodes.ts";

const server = testDatabases().find(({ name }) => name === "postgresql")!;
const yearMs = 366 * 86_400_000;

/** Nobody else in the trial is called so, lives there or has these numbers. */
const her = {
  kind: "person" as const,
  name: "示例何秀英",
  idNumber: "991028196912310567",
  phone: "13800007788",
  address: "示例路七十七号何宅",
};
const traces = [her.name, "何秀英", her.idNumber, her.phone, her.address];

/** Every row of every table as text (what is binary too, as it would be read), and every file of the node. */
const everythingOf = async (node: JourneyNode): Promise<string> => {
  const { db } = node.running().database;
  const { rows } = await sql<{
    name: string;
  }>`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
    from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(
    db,
  );
  const texts: string[] = [];
  for (const { name } of rows) {
    const found = await sql<{
      all: string | null;
    }>`select string_agg(t::text, ' ') as all from ${sql.raw(name)} t`.execute(db);
    texts.push(found.rows[0]!.all ?? "");
  }
  assert.ok(rows.length > 20);
  const folder = join(node.folder, "attachments");
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const file of files)
    if (file.isFile()) texts.push(await readFile(join(file.parentPath, file.name), "latin1"));
  return texts.join("\n");
};

const tracesIn = async (node: JourneyNode): Promise<string[]> => {
  const everything = await everythingOf(node);
  const asHex = (text: string) => Buffer.from(text).toString("hex");
  const asLatin = (text: string) => Buffer.from(text).toString("latin1");
  return traces.filter((trace) =>
    [trace, asHex(trace), asLatin(trace)].some((one) => everything.includes(one)),
  );
};

describe("the personal data of a closed case is erased", () => {
  let network: ThreeNodes;
  let aheadMs = 0;
  let clerk: Visitor;
  let officer: Visitor;
  let second: Visitor;
  let system: Visitor;
  let security: Visitor;
  before(async () => {
    network = await threeNodes({
      clock: () => (aheadMs === 0 ? systemClock() : new Date(Date.now() + aheadMs).toISOString()),
      databases: { "120114": (await server.open()).place },
    });
    clerk = await network.wuqing.as("window-clerk");
    system = await network.wuqing.as("system-administrator");
    security = await network.wuqing.as("security-administrator");
    officer = await network.tongzhou.as("officer");
    second = await network.tongzhou.as("officer2");
  });
  after(async () => {
    for (const { faults } of network.all) assert.deepEqual(faults, []);
    await network.stop();
  });

  const handInHers = async (): Promise<CaseView> => {
    const item = await readItem(network.wuqing, "food-operation-permit");
    const key = crypto.randomUUID();
    const sent = await clerk.fetch("/api/uploads", {
      method: "PUT",
      body: new TextEncoder().encode(`%PDF-1.4\n% ${her.name} ${her.idNumber} ${key}\n%%EOF`),
      headers: { "content-type": "application/pdf", "x-tongwulang": "1" },
    });
    assert.equal(sent.status, 200);
    const file = (await sent.json()) as { digest: string; size: number; mediaType: string };
    const [first, ...others] = papersFor(item);
    const materials = [
      { ...first!, way: "upload" as const, files: [{ ...file, label: "何秀英身份证" }] },
      ...others,
    ];
    const body = {
      key,
      item: codeOf(item, "110112"),
      applicant: her,
      form: { ...answersFor(item) },
      materials,
      delivery: { way: "window" as const, recipient: her.name, phone: her.phone, address: her.address },
    };
    return must(await clerk.cases.handIn({ body })).case;
  };

  const carryThrough = async ({ id }: CaseView): Promise<CaseView> => {
    await checkAll(clerk, must(await clerk.cases.readCase({ params: { id } })));
    must(await clerk.cases.accept({ params: { id } }));
    await arrives(officer, id, ({ state }) => state === "under-review");
    must(
      await officer.cases.examine({
        params: { id },
        body: { scope: "form", opinion: `${her.name}的材料齐全` },
      }),
    );
    await decide(officer, second, id);
    await arrives(clerk, id, ({ state }) => state === "awaiting-delivery");
    return must(await clerk.cases.deliver({ params: { id }, body: { way: "window", recipient: her.name } }))
      .case;
  };

  const propose = (text: string, reason: "retention-over" | "person-asked" | "unlawful") =>
    system.cases.proposeErasure({ body: { text, reason } });

  let first: CaseView;
  let other: CaseView;

  /** The command as an administrator types it, the password on a line of its own. */
  const terminal = (password: string, ...options: string[]): Promise<string> =>
    new Promise((resolve) => {
      const args = ["src/cli/main.ts", "erase", other.number, ...options, "--data", network.wuqing.folder];
      const child = execFile(process.execPath, args, (_error, stdout, stderr) => resolve(stdout + stderr));
      child.stdin!.end(`${password}\n`);
    });

  it("only when it is closed, by two administrators, on the node that holds it", async () => {
    [first, other] = [await handInHers(), await handInHers()];
    refused(await propose(first.number, "person-asked"), "CASE_OPEN");
    first = await carryThrough(first);
    assert.match(first.kept!.why.zh, /保存 10 年，至 20\d\d-\d\d-\d\d（暂定）/);
    for (const node of [network.tongzhou, network.wuqing]) assert.deepEqual(await tracesIn(node), traces);
    assert.deepEqual(await tracesIn(network.langfang), []);

    refused(await propose(first.number, "retention-over"), "RETENTION_RUNS");
    const elsewhere = await network.tongzhou.as("system-administrator");
    await arrives(officer, first.id, ({ state }) => state === "delivered");
    refused(
      await elsewhere.cases.proposeErasure({ body: { text: first.number, reason: "person-asked" } }),
      "HELD_ELSEWHERE",
    );
    const proposed = must(await propose(first.number, "person-asked"));
    refused(await propose(first.number, "unlawful"), "ERASURE_PROPOSED");
    refused(await system.cases.approveErasure({ params: { id: proposed.id } }), "NOT_ALLOWED");
    must(await security.cases.rejectErasure({ params: { id: proposed.id } }));
    refused(await security.cases.approveErasure({ params: { id: proposed.id } }), "PROPOSAL_NOT_FOUND");
  });

  it("on every node that holds a body, also on one that was away", async () => {
    const proposed = must(await propose(first.number.slice(-18), "person-asked"));
    await network.tongzhou.stop();
    const erased = must(await security.cases.approveErasure({ params: { id: proposed.id } }));
    assert.equal(erased.number, first.number);
    assert.equal(erased.state, "delivered");
    await network.tongzhou.start();
    officer = await network.tongzhou.as("officer");
    second = await network.tongzhou.as("officer2");
    await eventually(async () => {
      const reply = await officer.cases.readCase({ params: { id: first.id } });
      return !reply.ok && reply.problem.code === "CASE_ERASED";
    });
    for (const at of [clerk, officer]) {
      const reply = await at.cases.readCase({ params: { id: first.id } });
      assert.ok(!reply.ok);
      assert.match(reply.problem.zh, /依法删除：本人要求删除（《个人信息保护法》第四十七条/);
      assert.match(
        reply.problem.en,
        /the person asked for it \(Personal Information Protection Law, art. 47/,
      );
      refused(await at.cases.evidence({ params: { id: first.id } }), "CASE_ERASED");
      assert.equal(must(await at.cases.findCase({ query: { text: first.number } })).id, first.id);
    }
    const guest = network.wuqing.anyone();
    const { number, trackingCode } = first;
    refused(await guest.cases.track({ query: { number, code: trackingCode! } }), "CASE_ERASED");
    refused(await guest.cases.track({ query: { number, code: "222222" } }), "CASE_NOT_FOUND");
    refused(await propose(first.number, "unlawful"), "CASE_ERASED");
  });

  it("and what happened to everything else is still proven", async () => {
    other = await carryThrough(other);
    await arrives(officer, other.id, ({ state }) => state === "delivered");
    const whole = (view: CaseView) =>
      view.timeline.every(({ page, acknowledged }) => page && acknowledged.length > 0);
    await arrives(clerk, other.id, whole);
    for (const at of [clerk, officer]) {
      const evidence = must(await at.cases.evidence({ params: { id: other.id } }));
      const verified = verifyEvidence(await evidence.text());
      assert.ok(verified.ok, JSON.stringify(verified.checks.filter(({ ok }) => !ok)));
    }
  });

  it("when the retention period is over, and leaves no trace of the person in any table or file", async () => {
    aheadMs = 11 * yearMs;
    const due = must(await system.cases.listErasures({})).due.find(({ number }) => number === other.number);
    assert.match(due!.why.en, /^closed on .*, kept for 10 years/);
    assert.match(await terminal("wrong-password", "--reason", "retention-over", "--user", "system"), /密码/);
    assert.match(await terminal(samplePassword, "--approve", "--user", "security"), /没有待批准/);
    const said = await terminal(samplePassword, "--reason", "retention-over", "--user", "system");
    assert.match(said, /保存期限已满.*waits for the security administrator/);
    assert.match(await terminal(samplePassword, "--approve", "--user", "system"), /没有这项权限/);
    const [proposed] = must(await system.cases.listErasures({})).proposals;
    assert.ok(proposed);
    assert.deepEqual(
      must(await security.cases.listErasures({})).proposals.map(({ id, isOwn }) => [id, isOwn]),
      [[proposed.id, false]],
    );
    assert.match(await terminal(samplePassword, "--approve", "--user", "security"), /已删除 erased/);
    const lists = must(await system.cases.listErasures({}));
    assert.deepEqual([lists.due.length, lists.proposals.length], [0, 0]);
    assert.deepEqual(
      lists.erased.map(({ number }) => number),
      [other.number, first.number],
    );
    await eventually(async () => {
      const reply = await officer.cases.readCase({ params: { id: other.id } });
      return !reply.ok && reply.problem.code === "CASE_ERASED";
    });
    for (const node of network.all) for (const { run } of node.running().jobs) await run();
    for (const node of network.all) assert.deepEqual(await tracesIn(node), [], node.party);

    const audit = await network.wuqing.as("audit-administrator");
    const { rows } = must(
      await audit.node.readAudit({ query: { action: "erasure", subject: other.number } }),
    );
    assert.deepEqual(
      rows.map(({ outcome, role }) => [outcome, role]),
      [
        ["approved", "security-administrator"],
        ["proposed", "system-administrator"],
      ],
    );
  });
});
