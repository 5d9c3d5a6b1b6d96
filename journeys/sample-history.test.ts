import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { verifyEvidence } from "#exchange/verify-evidence.ts";
import type { CaseRow } from "#cases/view.ts";
import { findBasePort, startThree, type Three } from "#node/three.ts";
import { eventually, must, signedIn, type Visitor } from "#node/sample/visitor.ts";

type Desks = { party: string; as: (username: string) => Promise<Visitor> };

describe("the past that a trial begins with", () => {
  let folder: string;
  let three: Three;
  let nodes: Desks[];
  const heard: string[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tongwulang-history-"));
    // What a start leaves behind that was killed before its past was whole.
    await writeFile(join(folder, "history-unfinished"), "");
    await writeFile(join(folder, "founding.json"), "half");
    await mkdir(join(folder, "wuqing/database"), { recursive: true });
    await writeFile(join(folder, "wuqing/database/half"), "half");
    const started = await startThree({
      folder,
      basePort: await findBasePort(),
      host: "127.0.0.1",
      fresh: false,
      say: (line) => heard.push(line),
    });
    assert.ok(started.ok, JSON.stringify(started));
    three = started.value;
    nodes = three.urls.map(({ party, url }) => {
      const signed = new Map<string, Promise<Visitor>>();
      const as = (username: string) => {
        const visit = signed.get(username) ?? signedIn(url, username);
        signed.set(username, visit);
        return visit;
      };
      return { party, as };
    });
  });
  after(async () => {
    await three?.stop();
    for (const name of ["tongzhou", "wuqing", "langfang"]) {
      const log = await readFile(join(folder, name, "node.log"), "utf8");
      const lines = log.split("\n").filter((line) => line !== "" && !line.includes('"event":"audit-sealed"'));
      assert.deepEqual(lines, []);
    }
    await rm(folder, { recursive: true, force: true });
  });

  it("is begun anew where it was cut short, and says how far it is", async () => {
    assert.ok(heard.some((line) => /生成示例办件 making sample cases \d+\/\d+/.test(line)));
    assert.ok(!(await readdir(folder)).includes("history-unfinished"));
    assert.ok(!(await readdir(join(folder, "wuqing/database"))).includes("half"));
  });

  it("gives every tab of every window its cases", async () => {
    for (const { party, as } of nodes) {
      const { cases } = await as("clerk");
      for (const tab of ["today", "supplement", "deliver", "all"] as const) {
        const { rows } = must(await cases.windowQueue({ query: { tab } }));
        assert.ok(rows.length > 0, `${party} window ${tab}`);
      }
    }
  });

  it("gives every tab of every officer its cases, in all three lights", async () => {
    for (const { party, as } of nodes) {
      const { cases } = await as("officer");
      const rowsOf = new Map<string, CaseRow[]>();
      for (const tab of ["open", "to-confirm", "extension-asked", "paused", "done"] as const) {
        const { rows } = must(await cases.officerQueue({ query: { tab } }));
        assert.ok(rows.length > 0, `${party} officer ${tab}`);
        rowsOf.set(tab, rows);
      }
      const colours = new Set(rowsOf.get("open")!.map(({ light }) => light.colour));
      assert.deepEqual([...colours].toSorted(), ["green", "red", "yellow"], party);
    }
  });

  it("shows every supervisor what is late, and a negative rating that waits for an answer", async () => {
    for (const { party, as } of nodes) {
      const { cases } = await as("supervisor");
      for (const by of ["item", "party", "step"] as const) {
        const { rows } = must(await cases.supervision({ query: { by } }));
        assert.ok(
          rows.some(({ red }) => red > 0),
          `${party} late by ${by}`,
        );
      }
      const { rows, average } = must(await cases.listRatings({ query: {} }));
      assert.ok(rows.some(({ side, negative, answer }) => side === party && negative && !answer));
      assert.ok(average !== null && average > 2);
    }
  });

  it("gives the citizen and the company of every node cases of their own, and the citizen a draft", async () => {
    for (const { party, as } of nodes) {
      for (const username of ["citizen", "company"]) {
        const { rows } = must(await (await as(username)).cases.myCases({ query: {} }));
        assert.ok(new Set(rows.map(({ state }) => state)).size >= 2, `${party} ${username}`);
      }
      const { drafts } = must(await (await as("citizen")).cases.listDrafts({}));
      assert.ok(drafts.length > 0, `${party} draft`);
    }
  });

  it("shows every duty officer findings at every point of their way, with pictures that are plainly drawn", async () => {
    const states = new Set<string>();
    const clocks = { late: 0, soon: 0 };
    for (const { party, as } of nodes) {
      const { monitoring, fetch } = await as("duty");
      const { rows: ours } = must(await monitoring.listFindings({ query: { tab: "ours" } }));
      assert.ok(ours.length > 0, `${party} has nothing to do`);
      for (const { clock } of ours) {
        if (clock && clock.daysLeft < 0) clocks.late += 1;
        if (clock && clock.daysLeft >= 0 && clock.daysLeft <= 3) clocks.soon += 1;
      }
      const { rows: patrols } = must(await monitoring.listPatrols({ query: {} }));
      assert.ok(
        patrols.every(({ clockAheadMs, reached }) => clockAheadMs === undefined && reached.length > 0),
      );
      for (const tab of ["open", "over"] as const) {
        const { rows } = must(await monitoring.listFindings({ query: { tab } }));
        for (const { id, state } of rows) {
          states.add(state);
          const { note, timeline } = must(await monitoring.readFinding({ params: { id } }));
          assert.match(note, /^示例/);
          for (const { digest } of timeline.flatMap(({ photos }) => photos))
            assert.equal((await fetch(`/api/patrol/findings/${id}/photos/${digest}`)).status, 200);
        }
      }
    }
    assert.deepEqual([...states].toSorted(), ["closed", "passed", "rechecking", "rectifying", "returned"]);
    assert.ok(clocks.late > 0 && clocks.soon > 0, JSON.stringify(clocks));
  });

  it("lets the lidar of one party report, so that the duty officer of another sees its day", async () => {
    const { party, as } = nodes.find((node) => node.party !== "120114")!;
    const { monitoring } = await as("duty");
    const { networks } = must(await monitoring.monitoringNetworks({}));
    const lidar = networks.flatMap(({ stations }) => stations).find(({ kind }) => kind === "lidar")!;
    assert.notEqual(lidar.party, party);
    const span = { from: new Date(Date.now() - 31 * 3_600_000).toISOString(), to: new Date().toISOString() };
    const profiles = await eventually(async () => {
      const listed = must(await monitoring.listProfiles({ query: { station: lidar.id, ...span } })).profiles;
      return listed.length >= 30 && listed;
    });
    assert.ok(
      profiles.every(({ sample, levels }) => sample && levels!.values.some((value) => value !== null)),
    );
  });

  it("lies in the past as a whole, over several weeks and in office hours", async () => {
    const now = new Date().toISOString();
    const days = new Set<string>();
    for (const { party, as } of nodes) {
      const { cases } = await as("clerk");
      const { rows } = must(await cases.windowQueue({ query: { tab: "all" } }));
      for (const { id, submittedAt } of rows) {
        days.add(submittedAt.slice(0, 10));
        const view = must(await cases.readCase({ params: { id }, query: {} }));
        for (const { at, acknowledged, page } of view.timeline) {
          assert.ok(at <= now && page !== undefined, `${party} ${view.number} ${at}`);
          for (const receipt of acknowledged) assert.ok(at <= receipt.at && receipt.at <= now);
          const hour = (Number(at.slice(11, 13)) + 8) % 24;
          assert.ok(hour >= 9 && hour < 18, `${view.number} at ${at}`);
        }
      }
      const { pages } = must(await (await as("system")).exchange.chain({}));
      assert.ok(pages.every(({ sealedAt }) => sealedAt <= now));
    }
    assert.ok(days.size >= 6, [...days].join(" "));
  });

  it("is the same on all nodes: nobody is behind, parked or refused anything", async () => {
    for (const { as } of nodes) {
      const { exchange } = await as("system");
      await eventually(async () => {
        const { peers } = must(await exchange.peers({}));
        return peers.every((peer) => peer.lagPages === 0 && peer.unacknowledgedPages === 0);
      });
      assert.deepEqual(must(await exchange.parked({})).parked, []);
      assert.deepEqual(must(await exchange.refusedByPeers({})).refused, []);
      assert.deepEqual(must(await exchange.refusedAttempts({})).attempts, []);
    }
  });

  it("has evidence like any other case", async () => {
    for (const { as } of nodes) {
      const { cases } = await as("officer");
      const [row] = must(await cases.officerQueue({ query: { tab: "done" } })).rows;
      const evidence = must(await cases.evidence({ params: { id: row!.id } }));
      const verified = verifyEvidence(await evidence.text());
      assert.ok(verified.ok, JSON.stringify(verified.checks.filter(({ ok }) => !ok)));
    }
  });
});
