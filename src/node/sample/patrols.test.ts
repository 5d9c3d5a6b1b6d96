import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { isJpeg, tellsMore } from "#monitoring/patrol/photo.ts";
import { FindingKinds, PatrolRoute } from "#monitoring/patrol/route.ts";
import { pilotFolder } from "./agreement.ts";
import { samplePatrols, samplePhoto } from "./patrols.ts";

const read = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(pilotFolder, "patrol-routes", `${name}.json`), "utf8"));

describe("the sample patrols", () => {
  const { walks, turns } = samplePatrols();
  const findings = walks.flatMap((walk) => walk.findings);
  const acts = turns.flatMap((turn) => turn.acts);

  it("go along the routes of the pilot and find what its list has", async () => {
    const { kinds, returnReasons } = FindingKinds.parse(await read("finding-kinds"));
    for (const { party, route: id, findings: found } of walks) {
      const { sides, points } = PatrolRoute.parse(await read(id));
      assert.ok(sides.includes(party), id);
      for (const { kind, point } of found) {
        assert.ok(
          points.some((one) => one.id === point),
          point,
        );
        assert.ok(
          kinds.some(({ code }) => code === kind),
          kind,
        );
      }
    }
    for (const { reasonCode } of acts)
      assert.ok(reasonCode === undefined || returnReasons.some(({ code }) => code === reasonCode));
    assert.equal(new Set(findings.map(({ id }) => id)).size, findings.length);
    for (const { finding } of acts)
      assert.ok(
        findings.some(({ id }) => id === finding),
        finding,
      );
  });

  it("say of every word that it is a sample, and show pictures that tell nothing beside themselves", async () => {
    const said = [
      ...findings.map(({ note }) => note),
      ...acts.flatMap(({ what, reason }) => [what, reason].filter((one) => typeof one === "string")),
    ];
    for (const sentence of said) assert.match(sentence, /^示例：/);
    for (const name of [...findings, ...acts].flatMap(({ photos = [] }) => photos)) {
      const photo = await samplePhoto(name);
      assert.ok(isJpeg(photo) && !tellsMore(photo), name);
    }
  });
});
