import { writeFile } from "node:fs/promises";
import { badInput, textOf, type Command } from "./command.ts";
import { dataOption, nodeMeant, nodesMeant } from "./running-nodes.ts";

/** Asks the nodes that run here for a case's evidence and writes it to a file. */
export const command: Command = {
  usage: "evidence CASE | evidence --conflict N",
  summary: {
    zh: "导出一件办件的证据文件（CASE：办件编号、其末几位或凭证二维码内容），或某节点同一页号两种说法的证据",
    en: "Write a case's evidence to a file (CASE: its number, its last digits, or what the receipt's code says), or the proof that a node told two stories",
  },
  options: {
    data: dataOption,
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
    const typed = textOf(options, "conflict");
    const conflict = typed === undefined ? undefined : Number(typed);
    if (
      conflict === undefined ? !text || rest.length > 0 : text || !Number.isInteger(conflict) || conflict < 1
    )
      return badInput(io, {
        zh: "用法：evidence 办件编号，或 evidence --conflict 冲突编号",
        en: "Usage: evidence CASE, or evidence --conflict N",
      });
    const write = async (name: string, blob: Blob, said: object): Promise<number> => {
      const file = textOf(options, "out") ?? name;
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
      const node = await nodeMeant(options, io);
      if (node === 2) return node;
      const proof = await node.exchange.conflictFile({ params: { id: conflict } });
      if (!proof.ok) return badInput(io, proof.problem);
      return write(`conflict-${conflict}.json`, proof.value, { conflict });
    }
    const nodes = await nodesMeant(options, io);
    if (nodes === 2) return nodes;
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
