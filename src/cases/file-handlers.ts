import { callerOf, type Context, type Handlers } from "#base/handler.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Caller } from "#base/role.ts";
import type { fileContract } from "./contract-file.ts";
import type { CaseDeps, Reading } from "./deps.ts";
import { absent, maySeeErased } from "./erased-case.ts";
import { findErasedByNumber } from "./erased-store.ts";
import { subjectPrefix } from "./fold.ts";
import { readInForce } from "./item-book.ts";
import { readFindText } from "./number.ts";
import { findByNumber } from "./queue-store.ts";
import { doerOf, maySee, partyNames, receiptsFor, seenOf, sightOf } from "./seen-by.ts";
import { findFile, type Kept } from "./store.ts";
import { viewOf, type Seen } from "./view-of.ts";

/** The case if this person may see it; who may not is told no more than who asks for one that does not exist. */
const findSeen = async (deps: CaseDeps, context: Context, id: string): Promise<Kept | undefined> => {
  const kept = await findFile(deps.db, id);
  return kept && (await maySee(deps, deps.db, kept, callerOf(context))) ? kept : undefined;
};

/** Staff who read personal data of another party's resident, or take the mask off, are written down. */
const note = async (
  deps: CaseDeps,
  context: Context,
  { file }: Kept,
  what: Reading["what"],
): Promise<void> => {
  const caller: Caller = callerOf(context);
  if (caller.role === "applicant" || (file.accepting === deps.here && what === "case")) return;
  await deps.recordReading(deps.db, { caller, number: file.number, what, at: context.now });
};

const seeing = async (deps: CaseDeps, context: Context, kept: Kept): Promise<Seen> => {
  const acknowledgements = await receiptsFor(deps, deps.db, kept.file);
  return seenOf(deps, await readInForce(deps, deps.db), kept, await doerOf(deps, deps.db, context), {
    name: await partyNames(deps),
    acknowledgements,
  });
};

const namesOfFiles = (kept: Kept): Map<string, { mediaType: string; name: string; size: number }> => {
  const extension: Record<string, string | undefined> = {
    "application/pdf": "pdf",
    "application/ofd": "ofd",
    "image/jpeg": "jpg",
    "image/png": "png",
  };
  return new Map(
    kept.file.materials.flatMap(({ material, files }) =>
      files.map(
        ({ digest, mediaType, size }, i) =>
          [
            digest,
            { mediaType, size, name: `${material}-${i + 1}.${extension[mediaType] ?? "bin"}` },
          ] as const,
      ),
    ),
  );
};

export const fileHandlers = (deps: CaseDeps): Handlers<typeof fileContract> => ({
  readCase: async ({ params, query }, context) => {
    const kept = await findSeen(deps, context, params.id);
    if (!kept) return absent(deps, deps.db, context, params.id);
    const isUnmasked = query.unmask === "yes";
    await note(deps, context, kept, isUnmasked ? "unmasked" : "case");
    const sight = sightOf(deps.here, kept.file, callerOf(context), isUnmasked);
    return done(viewOf(await seeing(deps, context, kept), sight));
  },

  findCase: async ({ query }, context) => {
    const text = readFindText(query.text);
    if (!text.number && !text.ending) return refuse("CASE_NOT_FOUND");
    for (const kept of await findByNumber(deps.db, text))
      if (await maySee(deps, deps.db, kept, callerOf(context))) return done({ id: kept.file.id });
    for (const erased of await findErasedByNumber(deps.db, text))
      if (maySeeErased(deps.here, erased, callerOf(context))) return done({ id: erased.id });
    return refuse("CASE_NOT_FOUND");
  },

  readAttachment: async ({ params }, context) => {
    const kept = await findSeen(deps, context, params.id);
    if (!kept) return absent(deps, deps.db, context, params.id);
    const named = namesOfFiles(kept).get(params.digest);
    const opened = named && (await deps.attachments.open(params.digest));
    if (!named || !opened) return refuse("FILE_NOT_FOUND");
    await note(deps, context, kept, "attachment");
    return done({ ...named, inline: true, size: opened.size, content: opened.content });
  },

  readDocument: async ({ params, query }, context) => {
    const kept = await findSeen(deps, context, params.id);
    if (!kept) return absent(deps, deps.db, context, params.id);
    const document = kept.file.documents[params.index];
    if (!document) return refuse("DOCUMENT_NOT_FOUND");
    const { facts, clause, name } = await seeing(deps, context, kept);
    await note(deps, context, kept, "document");
    const answer = await deps.renderDocument(
      {
        file: kept.file,
        document,
        item: facts.item,
        procedure: facts.procedure,
        partyName: name,
        ...(clause && { clause: { agreementTitle: clause.agreementTitle, clauseTitle: clause.clauseTitle } }),
        clockStart: facts.terms.clockStart,
        trial: deps.isSample,
        language: context.language,
      },
      query.as,
    );
    return done(answer);
  },

  evidence: async (
    { params },
    context,
  ): Promise<Outcome<{ mediaType: string; name: string; content: unknown }>> => {
    const kept = await findSeen(deps, context, params.id);
    if (!kept) return absent(deps, deps.db, context, params.id);
    const evidence = await deps.evidence(`${subjectPrefix}${kept.file.id}`);
    if (!evidence.ok) return evidence;
    await note(deps, context, kept, "evidence");
    return done({
      mediaType: "application/json",
      name: `evidence-${kept.file.number}.json`,
      content: Buffer.from(evidence.value),
    });
  },
});
