import { sha256Hex } from "#base/hash.ts";
import { capTime } from "#monitoring/incidents/cap/cap-time.ts";
import { arrivalText } from "#monitoring/incidents/fact-text.ts";
import { kindWords } from "#monitoring/incidents/message-words.ts";
import type { IncidentView, MessageView } from "#monitoring/incidents/view.ts";
import { eventually, must, signedIn, type Visitor } from "#node/sample/visitor.ts";
import type { Tell } from "./story.ts";

export type WaterUrls = { tongzhou: string; wuqing: string; langfang: string };

const item = "ammonia-nitrogen";

/** Waits until a party's room shows what the story is at. */
const when = (who: Visitor, id: string, is: (incident: IncidentView) => boolean): Promise<IncidentView> =>
  eventually(async () => {
    const reply = await who.monitoring.readIncident({ params: { id } });
    return reply.ok && is(reply.value.incident) && reply.value.incident;
  });

/** One value of the section at the border, as a file of the station would bring it. */
const measure = async (duty: Visitor, value: number, atMs: number) => {
  const source = `import sha256:${sha256Hex(`${value} ${atMs}`)}`;
  const rows = [{ line: 2, section: "杨洼闸", atMs, values: { [item]: value } }];
  must(
    await duty.monitoring.takeRows({ body: { source, checkOnly: false, network: "border-rivers", rows } }),
  );
};

const alertAt = (who: Visitor) =>
  eventually(async () => {
    const reply = await who.monitoring.listAlerts({ query: { state: "open", station: "yangwazha" } });
    return reply.ok && reply.value.alerts.find(({ rule }) => rule === "ammonia-high");
  });

const confirmLast = async (who: Visitor, id: string, message: MessageView, tell: Tell): Promise<void> => {
  await when(who, id, ({ messages }) => messages.some(({ event }) => event === message.event));
  const params = { id, message: message.event };
  const { incident } = must(await who.monitoring.confirmMessage({ params, body: { note: "收到" } }));
  const receipt = incident.messages
    .find(({ event }) => event === message.event)!
    .receipts.find(({ officer }) => officer === who.person?.staffNumber);
  const kind = kindWords[message.kind];
  const { zh, en } = who.person!.department.name;
  const by = capTime(message.receiptBy).slice(11, 16);
  tell(
    `${zh}回执“${kind.zh}”（工号 ${receipt?.officer ?? "?"}），时限 ${by}`,
    `${en ?? zh} confirms: ${kind.en.toLowerCase()}; it was due by ${by}`,
  );
};

const checkCap = async (langfang: Visitor, id: string, message: MessageView, tell: Tell): Promise<void> => {
  const file = must(await langfang.monitoring.messageCap({ params: { id, event: message.event } }));
  const text = await file.text();
  const ask = async (body: string) => {
    const headers = { "content-type": "application/octet-stream", "x-tongwulang": "1" };
    const response = await langfang.fetch("/api/monitoring/cap", { method: "POST", headers, body });
    return (await response.json()) as {
      message?: { signature: string; signedBy?: string };
      faults: { line: number; column: number; zh: string; en: string }[];
    };
  };
  const read = await ask(text);
  if (read.message?.signature === "holds")
    tell(
      `廊坊下载 CAP 1.2 报文（${text.length} 字节）：格式正确，通州节点签名成立`,
      `Langfang saves the message as CAP 1.2 (${text.length} bytes): well formed, signed by Tongzhou's node`,
    );
  else if (read.message?.signature === "none")
    tell(
      "CAP 1.2 报文格式正确；SM2 节点不在文件内签名",
      "the CAP 1.2 message is well formed; an SM2 node signs no file",
    );
  else throw new Error("the signature of the CAP message does not hold");
  const changed = await ask(text.replace("<urgency>", "<urgency>x"));
  const [fault] = changed.faults;
  if (!fault) throw new Error("a bad CAP file was taken");
  tell(
    `改动后的 CAP 文件不被接收：第 ${fault.line} 行第 ${fault.column} 列，${fault.zh}`,
    `changed, it is not taken: line ${fault.line}, column ${fault.column}: ${fault.en}`,
  );
};

/** A peak at the border section from its measurement to the end of the alert; answers with the incident's id. */
export const tellWaterStory = async (
  urls: WaterUrls,
  tell: Tell,
): Promise<{ id: string; visibleMs: number }> => {
  const tongzhou = await signedIn(urls.tongzhou, "duty");
  const wuqing = await signedIn(urls.wuqing, "duty");
  const langfang = await signedIn(urls.langfang, "duty");
  const atMs = Math.floor(Date.now() / 60_000) * 60_000;

  const began = performance.now();
  await measure(tongzhou, 9.2, atMs);
  const seen = await alertAt(langfang);
  const visibleMs = Math.round(performance.now() - began);
  tell(
    `通州边界断面杨洼闸测得氨氮 9.2 mg/L，${visibleMs} 毫秒后廊坊值班屏出现${seen.levelWords.zh}：${seen.because.rule.zh}`,
    `9.2 mg/L of ammonia nitrogen at the border section of Tongzhou; ${visibleMs} ms later Langfang sees the ${seen.levelWords.en ?? seen.level}`,
  );
  must(await langfang.monitoring.confirmAlerts({ body: { alerts: [{ id: seen.id, level: seen.level }] } }));
  tell("廊坊值班员确认预警", "Langfang's duty officer confirms the alert");

  const opened = must(
    await tongzhou.monitoring.openIncident({
      body: {
        network: "border-rivers",
        title: "示例：北运河杨洼闸氨氮升高",
        level: "orange",
        group: seen.group,
      },
    }),
  ).incident;
  const { id } = opened;
  tell(
    `通州建立事件，三方任务 ${opened.tasks.length} 类、${opened.tasks.reduce((sum, { owners }) => sum + owners.length, 0)} 项同时开始计时`,
    `Tongzhou opens the incident; ${opened.tasks.length} kinds of tasks start their clocks at three parties`,
  );
  const draft = must(await tongzhou.monitoring.draftMessage({ params: { id }, query: { kind: "warning" } }));
  const { kind, level, to, headline, text, facts, arrivals } = draft;
  const body = { kind, level, to, headline, text, facts, arrivals };
  const warned = must(await tongzhou.monitoring.sendMessage({ params: { id }, body })).incident;
  const warning = warned.messages[0]!;
  tell(
    `通州签名发出预警给 ${to.length} 方，要求 ${draft.receiptMinutes[level]} 分钟内回执`,
    `Tongzhou signs and sends the warning to ${to.length} parties, to be confirmed within ${draft.receiptMinutes[level]} minutes`,
  );
  const around = { stationName: (station: string) => warned.names[station] ?? { zh: station, en: station } };
  for (const arrival of arrivals)
    tell(arrivalText(arrival, "zh", around), arrivalText(arrival, "en", around));
  await confirmLast(langfang, id, warning, tell);
  await confirmLast(wuqing, id, warning, tell);
  const again = await langfang.monitoring.confirmMessage({
    params: { id, message: warning.event },
    body: {},
  });
  if (again.ok) throw new Error("a message was confirmed twice");
  tell(`重复回执被拒：${again.problem.zh}`, `a second receipt is refused: ${again.problem.en}`);
  await checkCap(langfang, id, warning, tell);

  const note = "示例：已电话核实，加密监测到每小时一次";
  must(await langfang.monitoring.finishTask({ params: { id, task: "call-upstream" }, body: { note } }));
  must(await wuqing.monitoring.finishTask({ params: { id, task: "monitor" }, body: { note } }));
  must(await tongzhou.monitoring.finishTask({ params: { id, task: "report" }, body: { note } }));
  await when(tongzhou, id, ({ tasksDone }) => tasksDone === 3);
  tell(
    "廊坊主动对接上游，武清加密监测，通州报告：三方任务各自办结留痕",
    "Langfang calls upstream, Wuqing measures more often, Tongzhou reports: each on record",
  );

  const foreign = await langfang.monitoring.endIncident({ params: { id }, body: { text: "示例" } });
  if (foreign.ok) throw new Error("another party ended the incident");
  tell(`廊坊不能替通州解除：${foreign.problem.zh}`, `Langfang may not end it: ${foreign.problem.en}`);
  const over = must(
    await tongzhou.monitoring.endIncident({
      params: { id },
      body: { text: "示例：各断面已恢复正常，解除预警。" },
    }),
  ).incident;
  tell("通州解除预警", "Tongzhou ends the alert");
  const end = over.messages.at(-1)!;
  await confirmLast(langfang, id, end, tell);
  await confirmLast(wuqing, id, end, tell);
  // It is over when every node holds every word and knows that the others do.
  for (const who of [tongzhou, langfang, wuqing])
    await when(who, id, ({ messages, parties }) =>
      messages.every(
        ({ waitingFor, arrived }) => waitingFor.length === 0 && arrived.length >= parties.length - 1,
      ),
    );
  return { id, visibleMs };
};

/** The evidence of the incident as the duty office of a node exports it, once its last words are sealed. */
export const incidentEvidence = async (url: string, id: string): Promise<string> => {
  const duty = await signedIn(url, "duty");
  return eventually(async () => {
    const reply = await duty.monitoring.incidentEvidence({ params: { id } });
    if (reply.ok) return reply.value.text();
    if (reply.problem.code === "NOT_SEALED_YET") return undefined;
    throw new Error(reply.problem.code);
  });
};
