import { callerOf, type Context, type Handlers } from "#base/handler.ts";
import { newId } from "#base/id.ts";
import { done, refuse } from "#base/outcome.ts";
import type { Tx } from "#base/tx.ts";
import { read } from "./apply.ts";
import type { applicantContract } from "./contract-applicant.ts";
import type { CaseDeps } from "./deps.ts";
import {
  deleteDraft,
  findDraft,
  findDraftOf,
  insertDraft,
  keepUpload,
  listDrafts,
  updateDraft,
  type KeptDraft,
} from "./draft-store.ts";
import type { Draft } from "./draft.ts";
import { checkForm } from "./intake.ts";
import { readInForce, type ItemBook } from "./item-book.ts";
import { rowsOf } from "./lists.ts";
import { availableItem, openCase, ownFiles } from "./open-case.ts";
import { listFiles, ofApplicant } from "./queue-store.ts";
import { rate } from "./rate.ts";
import { answerCase, runCommand } from "./run-command.ts";
import { maySee } from "./seen-by.ts";
import { findHandedIn } from "./store.ts";
import { supplement } from "./supplement.ts";
import { takeFile } from "./upload.ts";
import { withdraw } from "./withdraw.ts";

/** A draft of an item that is no longer offered stays readable under its code. */
const shown = ({ id, item, revision, content, savedAt }: KeptDraft, book: ItemBook): Draft => {
  const offered = book.byCode.get(item);
  return {
    ...content,
    id,
    item,
    revision,
    savedAt,
    itemId: offered?.item.id ?? item,
    itemName: offered?.item.name ?? { zh: "已停用的事项", en: "An item no longer offered" },
    deciding: offered?.authority.party ?? "100000",
  };
};

/** The same form once more is answered with the case it made. */
const answerEarlier = async (deps: CaseDeps, tx: Tx, context: Context, key: string) => {
  const id = await findHandedIn(tx, key);
  const kept = id === undefined ? undefined : (await read(tx, [id])).get(id);
  if (!id || !kept || !(await maySee(deps, tx, kept, callerOf(context)))) return undefined;
  return answerCase(deps, tx, context, id);
};

export const applicantHandlers = (deps: CaseDeps): Handlers<typeof applicantContract> => ({
  listDrafts: async (_, context) => {
    const book = (await readInForce(deps, deps.db)).book(context.now);
    const drafts = await listDrafts(deps.db, callerOf(context).personId);
    return done({ drafts: drafts.map((one) => shown(one, book)) });
  },

  startDraft: async ({ body }, context) => {
    const { personId } = callerOf(context);
    const { now } = context;
    const available = await availableItem(deps, deps.db, body.item, now);
    if (!available.ok) return available;
    const book = (await readInForce(deps, deps.db)).book(now);
    const before = await findDraftOf(deps.db, personId, body.item);
    if (before) return done(shown(before, book));
    const content = { applicant: {}, form: {}, materials: [], delivery: {} };
    const draft: KeptDraft = { id: newId(), item: body.item, revision: 1, content, savedAt: now };
    await insertDraft(deps.db, personId, draft);
    return done(shown(draft, book));
  },

  readDraft: async ({ params }, context) => {
    const draft = await findDraft(deps.db, callerOf(context).personId, params.id);
    return draft
      ? done(shown(draft, (await readInForce(deps, deps.db)).book(context.now)))
      : refuse("DRAFT_NOT_FOUND");
  },

  saveDraft: async ({ params, body }, context) => {
    const { personId } = callerOf(context);
    const { revision, ...content } = body;
    const saved = await updateDraft(deps.db, personId, {
      id: params.id,
      revision,
      content,
      savedAt: context.now,
    });
    const book = (await readInForce(deps, deps.db)).book(context.now);
    if (saved) return done(shown(saved, book));
    const current = await findDraft(deps.db, personId, params.id);
    return current ? refuse("DRAFT_CHANGED", { draft: shown(current, book) }) : refuse("DRAFT_NOT_FOUND");
  },

  deleteDraft: async ({ params }, context) =>
    (await deleteDraft(deps.db, callerOf(context).personId, params.id))
      ? done({ deleted: true })
      : refuse("DRAFT_NOT_FOUND"),

  upload: async ({ body }, context) => {
    const taken = await takeFile(deps, body);
    if (taken.ok) await keepUpload(deps.db, callerOf(context).personId, taken.value, context.now);
    return taken;
  },

  submit: ({ params, body }, context) =>
    deps.exchange.commit(async (tx) => {
      const { personId } = callerOf(context);
      const earlier = await answerEarlier(deps, tx, context, params.id);
      if (earlier) return earlier;
      const draft = await findDraft(tx, personId, params.id);
      if (!draft) return refuse("DRAFT_NOT_FOUND");
      if (draft.revision !== body.revision)
        return refuse("DRAFT_CHANGED", {
          draft: shown(draft, (await readInForce(deps, tx)).book(context.now)),
        });
      const opened = await openCase(deps, tx, context, {
        key: draft.id,
        code: draft.item,
        application: draft.content,
        channel: "online",
      });
      if (!opened.ok) return opened;
      await deleteDraft(tx, personId, draft.id);
      return answerCase(deps, tx, context, opened.value);
    }),

  myCases: async ({ query }, context) => {
    const { personId } = callerOf(context);
    const numbers = await deps.identityNumbers(deps.db, personId);
    return done(
      await rowsOf(
        deps,
        deps.db,
        context,
        await listFiles(deps.db, ofApplicant(personId, numbers), "newest", query.after),
      ),
    );
  },

  supplement: ({ params, body }, context) =>
    runCommand(deps, context, params.id, async (facts, tx) => {
      const files = await ownFiles(tx, callerOf(context).personId, body.materials);
      if (!files.ok) return files;
      const form = body.form && checkForm(facts.item.form, { ...facts.file.form, ...body.form }, facts.today);
      if (form && !form.ok) return form;
      return supplement(facts, { materials: files.value, ...(form && { form: form.value }) });
    }),

  withdraw: ({ params, body }, context) =>
    runCommand(deps, context, params.id, (facts) => withdraw(facts, body.reason)),

  rate: ({ params, body }, context) =>
    runCommand(deps, context, params.id, (facts) => {
      const { side, stars, codes, text } = body;
      return rate(facts, { side, stars, codes, ...(text && { text }) });
    }),
});
