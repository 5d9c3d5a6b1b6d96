import { setTimeout } from "node:timers/promises";
import type { RecoveryView } from "#exchange/contract-operator.ts";
import { badInput, type Command, type Io } from "./command.ts";
import { dataOption, nodesMeant, type RunningNode } from "./running-nodes.ts";

const lookMs = 500;

const words = ({ last, lost, standing }: RecoveryView): { zh: string; en: string }[] => [
  last
    ? {
        zh: `本节点的链由第${last.from}页取回到第${last.reached}页（各方持有到第${last.target}页）`,
        en: `own chain brought back from page ${last.from} to page ${last.reached}; the peers hold ${last.target}`,
      }
    : { zh: "无需取回", en: "nothing to bring back" },
  ...(lost.events > 0
    ? [
        {
          zh: `${lost.events}个事件仅本节点知晓或已删除，各方无法归还，位于：${placesOf(lost, "第", "页")}`,
          en: `${lost.events} events were told to nobody else, or are erased, and cannot come back; on ${placesOf(lost, "page ", "")}`,
        },
      ]
    : []),
  ...(standing.state === "unasked"
    ? [
        {
          zh: `尚未答复：${standing.waitsFor.join("、")}；答复后自动继续`,
          en: `not answered yet: ${standing.waitsFor.join(", ")}; it goes on by itself when they do`,
        },
      ]
    : []),
];

const placesOf = ({ pages }: RecoveryView["lost"], before: string, after: string): string =>
  pages
    .toReversed()
    .map(({ number, positions }) => `${before}${number}${after} (${positions.join(", ")})`)
    .join("; ");

/** Starts it and says how far it is until it has ended. */
const recoverOne = async (
  { door, exchange }: RunningNode,
  goOn: boolean,
  io: Io,
  json: boolean,
): Promise<number> => {
  io.err(`请 ${door.url} 从各方取回本节点的页 asking ${door.url} to bring back its pages …`);
  let view = await exchange.recover({ body: { goOn } });
  for (let said = -1; view.ok && view.value.running; view = await exchange.recovery({})) {
    const { last } = view.value;
    if (last && last.reached !== said) io.err(`  ${last.reached} / ${last.target}`);
    said = last?.reached ?? said;
    await setTimeout(lookMs);
  }
  if (!view.ok) return badInput(io, view.problem);
  if (json) io.out(JSON.stringify(view.value));
  else for (const { zh, en } of words(view.value)) io.out(`${zh} / ${en}`);
  const trouble = view.value.last?.trouble;
  return trouble ? badInput(io, trouble) : 0;
};

export const command: Command = {
  usage: "recover [--go-on]",
  summary: {
    zh: "数据库是旧副本时，从各方取回本节点已签名的页，之后继续办理",
    en: "when the database is an old copy: bring this node's signed pages back from the peers and go on",
  },
  options: {
    data: dataOption,
    "go-on": {
      type: "boolean",
      help: {
        zh: "恢复备份后不再等待未答复的各方（须确知其没有更新的页）",
        en: "after a restore, do not wait for peers that do not answer (they surely hold nothing newer)",
      },
    },
  },
  run: async ({ words: rest, options, json }, io) => {
    if (rest.length > 0)
      return badInput(io, { zh: "用法：recover [--go-on]", en: "Usage: recover [--go-on]" });
    const nodes = await nodesMeant(options, io);
    if (nodes === 2) return nodes;
    let worst = 0;
    for (const node of nodes)
      worst = Math.max(worst, await recoverOne(node, options["go-on"] === true, io, json));
    return worst;
  },
};
