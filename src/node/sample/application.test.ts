import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { checkApplication } from "#cases/intake.ts";
import { Item } from "#cases/item.ts";
import { findShippedProcedure } from "#cases/procedures.ts";
import { pilotFolder } from "./agreement.ts";
import { readApplications, SampleApplication, StoryKind } from "./application.ts";
import { moreApplications } from "./more-applications.ts";
import { stepsOf } from "./story.ts";

const today = "2026-11-20";

const readItem = async (id: string): Promise<Item> =>
  Item.parse(JSON.parse(await readFile(join(pilotFolder, "services", `${id}.json`), "utf8")));

describe("the sample applications", () => {
  let applications: SampleApplication[];
  const items = new Map<string, Item>();
  before(async () => {
    applications = [...(await readApplications()), ...moreApplications("2026")];
    for (const { item } of applications) if (!items.has(item)) items.set(item, await readItem(item));
  });

  it("each fit the form and the list of papers of their item", () => {
    for (const application of applications) {
      const { id, item: itemId, channel, materials, ...given } = application;
      const item = items.get(itemId)!;
      const file = { digest: "0".repeat(64), size: 1, mediaType: "application/pdf", label: "示例" };
      const handedIn = materials
        .filter(({ way }) => way !== "sharing")
        .map(({ material, way }) => ({ material, way, files: way === "upload" ? [file] : [] }));
      // As strict as online, where nothing can be asked for afterwards.
      const checked = checkApplication(
        item,
        { ...given, materials: handedIn },
        { today, channel: "online", allowsSamples: true },
      );
      assert.ok(checked.ok, `${id}: ${JSON.stringify(!checked.ok && checked.refusal)}`);
      assert.deepEqual(checked.value.form, given.form, `${id} answers only what is asked (${channel})`);
      for (const { material, way } of materials)
        assert.equal(
          way === "sharing",
          item.materials.find(({ id: known }) => known === material)?.fromSharing,
          `${id} ${material}`,
        );
    }
  });

  it("name people that nobody is: each number is of division 99", () => {
    for (const { applicant, agent, id } of applications) {
      const at = applicant.kind === "organisation" ? 2 : 0;
      assert.equal(applicant.idNumber.slice(at, at + 2), "99", id);
      if (agent) assert.equal(agent.idNumber.slice(0, 2), "99", id);
    }
  });

  it("pause only by a procedure of their item, and ask again only for papers of its list", () => {
    for (const { id, item: itemId, course, story } of applications) {
      const item = items.get(itemId)!;
      assert.equal(story === "paused", course.pause !== undefined, id);
      if (course.pause)
        assert.ok(
          item.specialProcedures.some((one) => one === course.pause!.procedure),
          id,
        );
      for (const { material } of course.defects ?? [])
        assert.ok(
          item.materials.some((one) => one.id === material),
          id,
        );
    }
  });

  it("tell how far each has come, in every way there is, one step after the other", () => {
    assert.deepEqual(
      StoryKind.options.filter((kind) => !applications.some(({ story }) => story === kind)),
      [],
    );
    for (const [nth, application] of applications.entries()) {
      const item = items.get(application.item)!;
      assert.ok(findShippedProcedure(item), application.id);
      const steps = stepsOf(application, item, nth);
      for (const [n, step] of steps.entries()) {
        const before = steps[n - 1];
        if (!before) continue;
        const isLater =
          before.workdaysAgo > step.workdaysAgo ||
          (before.workdaysAgo === step.workdaysAgo && before.minute < step.minute);
        assert.ok(isLater, `${application.id}, step ${n}`);
      }
    }
  });
});
