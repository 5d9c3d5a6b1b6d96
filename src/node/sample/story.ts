import { randomUUID } from "node:crypto";
import type { Party } from "#base/party.ts";
import type { HandedIn } from "#cases/events.ts";
import type { Item } from "#cases/item.ts";
import type { CaseView } from "#cases/view.ts";
import type { SampleApplication } from "./application.ts";
import type { OfficeTime } from "./office-time.ts";
import { samplePaper } from "./paper.ts";
import { samplePeople } from "./people.ts";
import { must, type Visitor } from "./visitor.ts";

/** A sample person at their own node; signs in when first needed. */
export type Office = { as: (party: Party, username: string) => Promise<Visitor> };

/** Something one person did at one node, at an office time. */
export type StoryStep = OfficeTime & {
  story: string;
  party: Party;
  take: (office: Office) => Promise<unknown>;
};

const usernameOf = (application: SampleApplication): string => {
  const { applicant, agent, acceptingParty } = application;
  const people = samplePeople(acceptingParty);
  const own = [applicant, agent].flatMap((one) =>
    people.filter(({ identityNumber }) => identityNumber === one?.idNumber),
  )[0];
  if (!own) throw new Error(`nobody at ${acceptingParty} can act for the application ${application.id}`);
  return own.username;
};

const upload = async (visitor: Visitor, name: string): Promise<HandedIn["files"][number]> => {
  const body = Buffer.from(await samplePaper(name));
  const response = await visitor.fetch("/api/uploads", {
    method: "PUT",
    headers: { "content-type": "application/octet-stream", "x-tongwulang": "1" },
    body,
  });
  if (!response.ok) throw new Error(`a sample paper was not taken: ${await response.text()}`);
  return { ...((await response.json()) as Omit<HandedIn["files"][number], "label">), label: name };
};

const materialsOf = (visitor: Visitor, application: SampleApplication, item: Item): Promise<HandedIn[]> =>
  Promise.all(
    application.materials
      .filter(({ way }) => way !== "sharing")
      .map(async ({ material, way }) => {
        const name = item.materials.find(({ id }) => id === material)?.name.zh ?? material;
        return { material, way, files: way === "upload" ? [await upload(visitor, name)] : [] };
      }),
  );

const saveDraft = async (visitor: Visitor, application: SampleApplication, item: Item) => {
  const code = item.authorities.find(({ party }) => party === application.decidingParty)!.code;
  const draft = must(await visitor.cases.startDraft({ body: { item: code } }));
  const { applicant, agent, form, delivery } = application;
  const materials = await materialsOf(visitor, application, item);
  const content = { applicant, ...(agent && { agent }), form, materials, delivery };
  return must(
    await visitor.cases.saveDraft({
      params: { id: draft.id },
      body: { ...content, revision: draft.revision },
    }),
  );
};

/** Every step of a sample case up to where it stands, each by the person whose work it is. */
export const stepsOf = (application: SampleApplication, item: Item, nth: number): StoryStep[] => {
  const { acceptingParty, decidingParty, channel, course, delivery, id, story, workdaysAgo } = application;
  const steps: StoryStep[] = [];
  let view: CaseView;
  const params = () => ({ id: view.id });
  const keep = (reply: Parameters<typeof must<{ case: CaseView }>>[0]) => (view = must(reply).case);
  const isOnTheSpot = item.procedure === "on-the-spot-registration";
  const morning = 9 * 60 + 5 + ((nth * 37) % 150);
  const afternoon = 13 * 60 + 35 + ((nth * 23) % 140);
  const pace = isOnTheSpot ? 0 : workdaysAgo > 8 ? 2 : 1;
  /** Stages of a case lie some days apart, and the last of them never after the last working day. */
  const on = (stage: number, minute: number, party: Party, take: StoryStep["take"]) =>
    steps.push({
      story: id,
      party,
      minute,
      workdaysAgo: Math.max(0, workdaysAgo - stage),
      take,
    });
  const { department } = item.authorities.find(({ party }) => party === decidingParty)!;
  const officers = ["officer", "officer2"].map((name) =>
    department === "market-regulation" ? name : `${name}.${department}`,
  ) as [string, string];
  const clerk = (office: Office) => office.as(acceptingParty, "clerk");
  const first = (office: Office) => office.as(decidingParty, officers[0]);
  const reaches = (...kinds: SampleApplication["story"][]) => kinds.includes(story);

  const hand = async (office: Office) => {
    const visitor = await clerk(office);
    const { applicant, agent, form } = application;
    const code = item.authorities.find(({ party }) => party === decidingParty)!.code;
    const materials = await materialsOf(visitor, application, item);
    const body = {
      key: randomUUID(),
      item: code,
      applicant,
      ...(agent && { agent }),
      form,
      materials,
      delivery,
    };
    keep(await visitor.cases.handIn({ body }));
  };
  const send = async (office: Office) => {
    const visitor = await office.as(acceptingParty, usernameOf(application));
    const draft = await saveDraft(visitor, application, item);
    if (story !== "draft")
      keep(await visitor.cases.submit({ params: { id: draft.id }, body: { revision: draft.revision } }));
  };
  on(0, morning, acceptingParty, channel === "window" ? hand : send);
  if (reaches("draft", "submitted")) return steps;
  if (channel === "online")
    on(0, morning + 15, acceptingParty, async (office) =>
      keep(await (await clerk(office)).cases.receive({ params: params() })),
    );
  if (reaches("received")) return steps;

  const { defects = [] } = course;
  on(0, morning + 21, acceptingParty, async (office) => {
    const materials = view.materials
      .filter(({ fromSharing }) => !fromSharing)
      .map(({ material, originals, copies }) => ({
        material,
        verdict: defects.some((one) => one.material === material)
          ? ("defective" as const)
          : ("conforms" as const),
        originals,
        copies,
      }));
    if (materials.length > 0)
      keep(await (await clerk(office)).cases.check({ params: params(), body: { materials } }));
  });
  if (reaches("supplement-requested")) {
    on(0, morning + 26, acceptingParty, async (office) =>
      keep(await (await clerk(office)).cases.requestSupplement({ params: params(), body: { defects } })),
    );
    return steps;
  }
  on(0, morning + 26, acceptingParty, async (office) =>
    keep(await (await clerk(office)).cases.accept({ params: params() })),
  );
  if (reaches("accepted-passed")) return steps;

  const opinion = course.opinion ?? "材料齐全，形式符合要求，进入审查。";
  on(pace, afternoon, decidingParty, async (office) =>
    keep(await (await first(office)).cases.examine({ params: params(), body: { scope: "form", opinion } })),
  );
  if (reaches("under-review", "overdue")) return steps;
  if (reaches("paused")) {
    on(pace * 2, afternoon + 10, decidingParty, async (office) =>
      keep(await (await first(office)).cases.pause({ params: params(), body: course.pause! })),
    );
    return steps;
  }
  if (reaches("extension-asked")) {
    const reason = course.extension ?? "需要进一步核实情况，拟延长办理期限。";
    on(workdaysAgo, afternoon + 10, decidingParty, async (office) =>
      keep(await (await first(office)).cases.askExtension({ params: params(), body: { reason } })),
    );
    return steps;
  }
  const { remedies: _, ...decision } = course.decision ?? { outcome: "granted", reasons: "符合法定条件。" };
  on(pace, afternoon + 8, decidingParty, async (office) =>
    keep(
      await (
        await first(office)
      ).cases.proposeDecision({
        params: params(),
        body: { ...decision, outcome: decision.outcome as "granted" | "denied" },
      }),
    ),
  );
  if (reaches("to-confirm")) return steps;
  on(pace * 2, afternoon + 30, decidingParty, async (office) => {
    const second = await office.as(decidingParty, officers[1]);
    keep(await second.cases.confirmDecision({ params: params(), body: { agree: true } }));
  });
  if (reaches("decided", "denied")) return steps;

  const byClerk = delivery.way === "window";
  on(pace * 2 + 1, afternoon + 52, byClerk ? acceptingParty : decidingParty, async (office) =>
    keep(
      await (
        await (byClerk ? clerk(office) : first(office))
      ).cases.deliver({
        params: params(),
        body: {
          way: delivery.way,
          recipient: application.agent?.name ?? application.applicant.name,
          ...(delivery.way === "courier" && { courierNumber: `SAMPLE${1000 + nth}` }),
        },
      }),
    ),
  );
  on(pace * 2 + 2, afternoon + 70, acceptingParty, async (office) => {
    const visitor = await office.as(acceptingParty, usernameOf(application));
    for (const rating of course.ratings ?? [])
      keep(await visitor.cases.rate({ params: params(), body: rating }));
  });
  return steps;
};
