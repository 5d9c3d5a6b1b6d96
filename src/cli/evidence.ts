import { writeFile } from "node:fs/promises";
import { badInput, type Command } from "./command.ts";
import { findRunningNodes } from "./running-nodes.ts";

/** Asks the nodes that run here for a case's evidence and writes it to a file. */
export const command: Command = {
  usage: "evidence CASE",
  summary: {
    zh: "导出一件办件的证据文件（CASE：办件编号、其末几位或凭证二维码内容）",
    en: "Write a case's evidence to a file (CASE: its number, its last digits, or what the receipt's code says)",
  },
  options: {
    data: {
      type: "string",
      help: {
        zh: "运行中节点的数据目录，默认 .data",
        en: "data folder of the running node or trial, .data if not given",
      },
    },
    out: { type: "string", help: { zh: "写到哪个文件", en: "file to write" } },
  },
  run: async ({ words: [text, ...rest], options, json }, io) => {
    if (!text || rest.length > 0)
      return badInput(io, { zh: "用法：evidence 办件编号", en: "Usage: evidence CASE" });
    const folder = typeof options["data"] === "string" ? options["data"] : ".data";
    const nodes = await findRunningNodes(folder);
    if (nodes.length === 0)
      return badInput(io, {
        zh: `${folder} 里没有正在运行的节点，请先启动（npm start），或用 --data 指明目录`,
        en: `no node runs on ${folder}; start one first (npm start), or name its folder with --data`,
      });
    for (const { door, cases } of nodes) {
      const found = await cases.findCase({ query: { text } });
      if (!found.ok) continue;
      const { id } = found.value;
      io.err(`从 ${door.url} 取证 asking ${door.url} …`);
      const evidence = await cases.evidence({ params: { id } });
      if (!evidence.ok) return badInput(io, evidence.problem);
      const file = typeof options["out"] === "string" ? options["out"] : `evidence-${id}.json`;
      const bytes = new Uint8Array(await evidence.value.arrayBuffer());
      try {
        await writeFile(file, bytes);
      } catch (error) {
        const why = (error as Error).message;
        return badInput(io, { zh: `写不了 ${file}：${why}`, en: `cannot write ${file}: ${why}` });
      }
      if (json) io.out(JSON.stringify({ case: id, file, bytes: bytes.length }));
      else io.out(file);
      return 0;
    }
    return badInput(io, {
      zh: `各节点都没有编号为“${text}”的办件，请核对`,
      en: `no node here has a case “${text}”; check the number`,
    });
  },
};
