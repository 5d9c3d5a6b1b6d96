import { writeFile } from "node:fs/promises";
import { badInput, type Command } from "./command.ts";
import { findRunningNodes, noNodeRuns } from "./running-nodes.ts";

/** Asks the nodes that run here for a case's evidence and writes it to a file. */
export const command: Command = {
  usage: "evidence CASE | evidence --conflict N",
  summary: {
    zh: "导出一件办件的证据文件（CASE：办件编号、其末几位或凭证二维码内容），或某节点同一页号两种说法的证据",
    en: "Write a case's evidence to a file (CASE: its number, its last digits, or what the receipt's code says), or the proof that a node told two stories",
  },
  options: {
    data: {
      type: "string",
      help: {
        zh: "运行中节点的数据目录，默认 .data",
        en: "data folder of the running node or trial, .data if not given",
      },
    },
    conflict: {
      type: "string",
      help: {
        zh: "冲突编号（见“链与对方节点”页）",
        en: "number of the conflict (see the page “Chain and peers”)",
      },
    },
    out: { type: "string", help: { zh: "写到哪个文件", en: "file to write" } },
  },
  run: async ({ words: [text, ...rest], options, json }, io) => {
    const conflict = typeof options["conflict"] === "string" ? Number(options["conflict"]) : undefined;
    if (
      conflict === undefined ? !text || rest.length > 0 : text || !Number.isInteger(conflict) || conflict < 1
    )
      return badInput(io, {
        zh: "用法：evidence 办件编号，或 evidence --conflict 冲突编号",
        en: "Usage: evidence CASE, or evidence --conflict N",
      });
    const folder = typeof options["data"] === "string" ? options["data"] : ".data";
    const nodes = await findRunningNodes(folder);
    if (nodes.length === 0) return noNodeRuns(io, folder, "npm start");
    const write = async (name: string, blob: Blob, said: object): Promise<number> => {
      const file = typeof options["out"] === "string" ? options["out"] : name;
      const bytes = new Uint8Array(await blob.arrayBuffer());
      try {
        await writeFile(file, bytes);
      } catch (error) {
        const why = (error as Error).message;
        return badInput(io, { zh: `写不了 ${file}：${why}`, en: `cannot write ${file}: ${why}` });
      }
      io.out(json ? JSON.stringify({ ...said, file, bytes: bytes.length }) : file);
      return 0;
    };
    if (conflict !== undefined) {
      if (nodes.length > 1)
        return badInput(io, {
          zh: `${folder} 里有几个节点，请用 --data 指明其中一个的目录`,
          en: `several nodes run on ${folder}; name the folder of one with --data`,
        });
      const proof = await nodes[0]!.exchange.conflictFile({ params: { id: conflict } });
      if (!proof.ok) return badInput(io, proof.problem);
      return write(`conflict-${conflict}.json`, proof.value, { conflict });
    }
    for (const { door, cases } of nodes) {
      const found = await cases.findCase({ query: { text: text! } });
      if (!found.ok) continue;
      const { id } = found.value;
      io.err(`从 ${door.url} 取证 asking ${door.url} …`);
      const evidence = await cases.evidence({ params: { id } });
      if (!evidence.ok) return badInput(io, evidence.problem);
      return write(`evidence-${id}.json`, evidence.value, { case: id });
    }
    return badInput(io, {
      zh: `各节点都没有编号为“${text}”的办件，请核对`,
      en: `no node here has a case “${text}”; check the number`,
    });
  },
};
