import type { Handlers } from "#base/handler.ts";
import { done, refuse } from "#base/outcome.ts";
import { dayOf } from "#base/time.ts";
import type { MonitoringDeps } from "../deps.ts";
import { actOnFinding, viewFinding } from "./act-on-finding.ts";
import type { patrolContract } from "./contract.ts";
import { findingPrefix } from "./finding.ts";
import { patrolsInForce } from "./in-force.ts";
import { findPhotos } from "./photo-store.ts";
import { recordFromPhone } from "./record-from-phone.ts";
import {
  countFindings,
  listFindings,
  listFindingsOf,
  listPatrols,
  readFindings,
  readPatrols,
} from "./store.ts";
import { takePhoto } from "./take-photo.ts";
import { findingRow, patrolRow } from "./view-of.ts";

/** The answers of patrols, one for every question of their contract. */
export const patrolHandlers = (deps: MonitoringDeps): Handlers<typeof patrolContract> => ({
  readPatrolRoutes: async (_asked, { now }) => {
    const { routes, kinds } = patrolsInForce(await deps.agreements.read(deps.db), deps.here, now);
    const parties = (await deps.parties()).map(({ party }) => party);
    const ours = routes.filter(({ sides }) => sides.includes(deps.here));
    return done({ routes: ours, parties, ...(kinds && { kinds }) });
  },

  recordFromPhone: ({ params, body }, context) => recordFromPhone(deps, context, params.id, body),

  absentPhotos: async ({ body }) => {
    const brought = await findPhotos(deps.db, body.digests);
    return done({ absent: body.digests.filter((digest) => !brought.has(digest)) });
  },

  bringPhoto: ({ params, body }, { now }) => takePhoto(deps, params.digest, body, now),

  listPatrols: async ({ query }) => {
    const { rows, next } = await listPatrols(deps.db, query.after);
    return done({ rows: rows.map(patrolRow), ...(next && { next }) });
  },

  readPatrol: async ({ params }, { now }) => {
    const kept = (await readPatrols(deps.db, [params.id])).get(params.id);
    if (!kept) return refuse("PATROL_NOT_FOUND");
    const findings = await listFindingsOf(deps.db, params.id);
    const today = dayOf(now);
    return done({
      patrol: patrolRow(kept.file),
      findings: findings.map((finding) => findingRow(finding, today)),
    });
  },

  listFindings: async ({ query }, { now }) => {
    const today = dayOf(now);
    const { rows, next } = await listFindings(deps.db, deps.here, query.tab, query.after);
    return done({
      rows: rows.map((finding) => findingRow(finding, today)),
      ...(next && { next }),
      counts: await countFindings(deps.db, deps.here, today),
    });
  },

  readFinding: ({ params }, context) => viewFinding(deps, deps.db, context, params.id),
  actOnFinding: ({ params, body }, context) => actOnFinding(deps, context, params, body),

  readFindingPhoto: async ({ params }) => {
    const kept = (await readFindings(deps.db, [params.id])).get(params.id);
    if (!kept) return refuse("FINDING_NOT_FOUND");
    const isNamed = kept.file.timeline.some(({ photos }) =>
      photos.some(({ digest }) => digest === params.digest),
    );
    const opened = isNamed && (await deps.attachments.open(params.digest));
    if (!opened) return refuse("FILE_NOT_FOUND");
    const { size, content } = opened;
    return done({ mediaType: "image/jpeg", name: `${params.digest.slice(0, 12)}.jpg`, size, content });
  },

  findingEvidence: async ({ params }) => {
    const kept = (await readFindings(deps.db, [params.id])).get(params.id);
    if (!kept) return refuse("FINDING_NOT_FOUND");
    const evidence = await deps.evidence(`${findingPrefix}${params.id}`);
    if (!evidence.ok) return evidence;
    const name = `evidence-finding-${params.id}.json`;
    return done({ mediaType: "application/json", name, content: Buffer.from(evidence.value) });
  },
});
