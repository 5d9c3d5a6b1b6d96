import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Suite } from "#base/signature.ts";
import { verifyEvidence } from "#exchange/verify-evidence.ts";
import { findBasePort, startThree } from "#node/three.ts";
import { must } from "#node/sample/visitor.ts";
import { badInput, type Command, type Io } from "./command.ts";
import { tellStory, type Tell } from "./demo/story.ts";
import { incidentEvidence, tellWaterStory } from "./demo/water-story.ts";
import { findRunningNodes } from "./running-nodes.ts";
import { neitherOneNorThree, readSuites, suiteOption } from "./suite-option.ts";

/** The case's evidence as the node of `url` gives it to its operator. */
const evidenceFrom = async (folder: string, url: string, number: string): Promise<string> => {
  const node = (await findRunningNodes(folder)).find(({ door }) => door.url === url)!;
  const { id } = must(await node.cases.findCase({ query: { text: number } }));
  return must(await node.cases.evidence({ params: { id } })).text();
};

const altered = (text: string): string => {
  const at = Math.floor(text.length / 2);
  return text.slice(0, at) + (text[at] === "a" ? "b" : "a") + text.slice(at + 1);
};

type Result = {
  ok: boolean;
  /** The case's number, or the incident's id. */
  number?: string;
  incident?: string;
  /** From the measurement to the alert at the far node. */
  visibleMs?: number;
  events: number;
  checks: number;
  seconds: number;
  evidence?: string;
};

type Place = { url: string; zh: string; en: string };

const prove = async (
  places: readonly Place[],
  evidence: (url: string) => Promise<string>,
  tell: Tell,
): Promise<{ text: string; events: number; checks: number }> => {
  const texts = await Promise.all(places.map(({ url }) => evidence(url)));
  for (const [n, text] of texts.entries()) {
    const { ok, checks, events } = verifyEvidence(text);
    if (!ok) throw new Error(checks.find((check) => !check.ok)?.en);
    const { zh, en } = places[n]!;
    tell(
      `${zh}导出证据：${events.length} 个事件，${checks.length} 项核验全部成立`,
      `evidence from ${en}: ${events.length} events, all ${checks.length} checks hold`,
    );
  }
  if (verifyEvidence(altered(texts[0]!)).ok) throw new Error("a changed byte was not noticed");
  tell("改动证据中的一个字节：核验不通过", "one byte of it changed: it does not verify");
  const { events, checks } = verifyEvidence(texts[0]!);
  return { text: texts[0]!, events: events.length, checks: checks.length };
};

type Urls = { tongzhou: string; wuqing: string; langfang: string };
type Proven = { text: string; events: number; checks: number };
type Demonstration = (
  folder: string,
  urls: Urls,
  tell: Tell,
) => Promise<Partial<Result> & { proven: Proven }>;

const ofCase: Demonstration = async (folder, urls, tell) => {
  const { number } = await tellStory(urls, tell);
  const places = [
    { url: urls.wuqing, zh: "武清", en: "Wuqing" },
    { url: urls.tongzhou, zh: "通州", en: "Tongzhou" },
  ];
  return { number, proven: await prove(places, (url) => evidenceFrom(folder, url, number), tell) };
};

const ofWater: Demonstration = async (_folder, urls, tell) => {
  const { id, visibleMs } = await tellWaterStory(urls, tell);
  const places = [
    { url: urls.tongzhou, zh: "通州", en: "Tongzhou" },
    { url: urls.langfang, zh: "廊坊", en: "Langfang" },
  ];
  return { incident: id, visibleMs, proven: await prove(places, (url) => incidentEvidence(url, id), tell) };
};

const demonstrate = async (
  { out, suites, story }: { out?: string; suites?: readonly Suite[]; story: Demonstration },
  tell: Tell,
  io: Io,
): Promise<Result> => {
  const began = performance.now();
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-demo-"));
  try {
    const started = await startThree({
      folder,
      basePort: await findBasePort(),
      host: "127.0.0.1",
      fresh: true,
      sampleCases: false,
      ...(suites && { suites }),
      say: (line) => io.err(`  ${line} …`),
    });
    if (!started.ok)
      throw new Error(`${started.refusal.code} ${JSON.stringify(started.refusal.detail ?? {})}`);
    const urlOf = (party: string) => started.value.urls.find((one) => one.party === party)!.url;
    const urls = { tongzhou: urlOf("110112"), wuqing: urlOf("120114"), langfang: urlOf("131000") };
    try {
      tell(
        "三个节点已启动，协议三方签署生效",
        "three nodes run; the agreement is signed by all three and in force",
      );
      const { proven, ...told } = await story(folder, urls, tell);
      const { text, events, checks } = proven;
      let evidence: string | undefined;
      if (out !== undefined) {
        await mkdir(out, { recursive: true });
        evidence = join(out, "evidence.json");
        await writeFile(evidence, text);
        tell(
          `证据文件 ${evidence}，可用 ./tongwulang verify 自行核验`,
          "check it yourself with ./tongwulang verify",
        );
      }
      const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
      return { ok: true, ...told, events, checks, seconds, ...(evidence && { evidence }) };
    } finally {
      await started.value.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** The whole main job without a browser. Exit 0 only if all of it held; 1 if something did not. */
export const command: Command = {
  usage: "demo [water] [--out DIR] [--suite NAME]",
  summary: {
    zh: "在临时目录启动三个节点，把一件办件从提交办到评价（water：一次跨界水污染从测值到解除），导出并核验证据",
    en: "Three nodes in a temporary folder: one case from filing to rating (water: one pollution from its measurement to the end of alert), evidence exported and verified",
  },
  options: {
    out: {
      type: "string",
      help: { zh: "把证据留在 DIR/evidence.json", en: "keep the evidence as DIR/evidence.json" },
    },
    suite: suiteOption,
  },
  run: async ({ words, options, json }, io) => {
    const [subject = "case", ...more] = words;
    const story = { case: ofCase, water: ofWater }[subject];
    if (!story || more.length > 0)
      return badInput(io, { zh: "用法：demo [water] [--out 目录]", en: "Usage: demo [water] [--out DIR]" });
    const { out, suite } = options;
    const suites = typeof suite === "string" ? readSuites(suite) : undefined;
    if (suite !== undefined && !suites) return badInput(io, neitherOneNorThree);
    let step = 0;
    const tell: Tell = (zh, en) =>
      (json ? io.err : io.out)(`${String(++step).padStart(2)}. ${zh}\n    ${en}`);
    try {
      const result = await demonstrate(
        { story, ...(typeof out === "string" && { out }), ...(suites && { suites }) },
        tell,
        io,
      );
      if (json) io.out(JSON.stringify(result));
      else io.out(`\n全部成立，用时 ${result.seconds} 秒 · all of it held, in ${result.seconds} s`);
      return 0;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      io.err(`没有全部成立 / not all of it held: ${why}`);
      if (json) io.out(JSON.stringify({ ok: false, why }));
      return 1;
    }
  },
};
