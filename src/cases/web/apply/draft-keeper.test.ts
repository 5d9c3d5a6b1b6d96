import assert from "node:assert/strict";
import { test } from "node:test";
import { unreachable } from "#base/client.ts";
import type { Draft } from "#cases/draft.ts";
import { keepDraft, type Places } from "./draft-keeper.ts";

const blank: Draft = {
  id: "0199aaaa-0000-7000-8000-00000000000d",
  revision: 1,
  item: "x".repeat(31),
  itemId: "food",
  itemName: { zh: "许可", en: "Permit" },
  deciding: "110112",
  savedAt: "2026-11-22T02:00:00.000Z",
  applicant: {},
  form: {},
  materials: [],
  delivery: {},
};

/** One shelf for drafts that both tabs write to, refusing a revision that is not the newest. */
const shelf = () => {
  let draft = blank;
  let isAway = false;
  const changed = { type: "", title: "", zh: "", en: "", status: 409, code: "DRAFT_CHANGED" };
  const device = new Map<string, string>();
  const tab = (name: string): Places => ({
    save: (content, revision) => {
      if (isAway) return Promise.resolve({ ok: false, problem: unreachable });
      if (revision !== draft.revision) return Promise.resolve({ ok: false, problem: changed });
      draft = { ...draft, ...content, revision: revision + 1 };
      return Promise.resolve({ ok: true, value: draft });
    },
    read: () => Promise.resolve({ ok: true, value: draft }),
    keepHere: (text) => void device.set(name, text),
    findHere: () => device.get(name),
    forgetHere: () => void device.delete(name),
  });
  return { tab, device, goAway: () => (isAway = true), comeBack: () => (isAway = false), draft: () => draft };
};

test("what was typed while the service was away is there after the page is opened again", async () => {
  const { tab, goAway, comeBack, draft } = shelf();
  const first = keepDraft(draft(), tab("phone"));
  goAway();
  first.change((now) => ({ ...now, applicant: { name: "示例·李女士" } }));
  assert.equal(await first.saveNow(), false);
  assert.equal(first.read().save.kind, "kept");
  comeBack();
  const again = keepDraft(draft(), tab("phone"));
  assert.equal(again.read().content.applicant.name, "示例·李女士");
  assert.equal(await again.saveNow(), true);
  assert.equal(draft().applicant.name, "示例·李女士");
  await first.saveNow();
});

test("two tabs that fill in different answers end with both, without a question", async () => {
  const { tab, device, draft } = shelf();
  const [left, right] = [keepDraft(draft(), tab("left")), keepDraft(draft(), tab("right"))];
  left.change((now) => ({ ...now, form: { ...now.form, area: "80" } }));
  right.change((now) => ({ ...now, form: { ...now.form, online: "no" } }));
  await left.saveNow();
  assert.equal(await right.saveNow(), true);
  assert.deepEqual(draft().form, { area: "80", online: "no" });
  assert.equal(device.size, 0);
});

test("where both changed the same answer nothing is written until the person chose", async () => {
  const { tab, draft } = shelf();
  const [left, right] = [keepDraft(draft(), tab("left")), keepDraft(draft(), tab("right"))];
  left.change((now) => ({ ...now, form: { area: "80" } }));
  right.change((now) => ({ ...now, form: { area: "90" } }));
  await left.saveNow();
  assert.equal(await right.saveNow(), false);
  assert.deepEqual(right.read().conflicts, [{ at: "form.area", mine: "90", theirs: "80" }]);
  assert.equal(draft().form["area"], "80");
  right.settle(true);
  assert.equal(await right.saveNow(), true);
  assert.equal(draft().form["area"], "90");
});
