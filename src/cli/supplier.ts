import { badInput, textOf, type Command, type Given, type Io } from "./command.ts";
import { dataOption, nodesMeant, type RunningNode } from "./running-nodes.ts";

/** The one node meant: the only one that runs there, or the one of `--party`. */
const pick = async (nodes: readonly RunningNode[], party: unknown): Promise<RunningNode | undefined> => {
  if (party === undefined) return nodes.length === 1 ? nodes[0] : undefined;
  for (const node of nodes) {
    const here = await node.node.readNode({});
    if (here.ok && here.value.party === party) return node;
  }
  return undefined;
};

const run = async ({ words: [verb, name, ...rest], options, json }: Given, io: Io): Promise<number> => {
  const isKnown =
    (verb === "list" && name === undefined) || ((verb === "add" || verb === "revoke") && name !== undefined);
  if (!isKnown || rest.length > 0)
    return badInput(io, {
      zh: "用法：supplier add 名称 --stations 站点,…，supplier list，或 supplier revoke 名称",
      en: "Usage: supplier add NAME --stations ID,…, supplier list, or supplier revoke NAME",
    });
  const nodes = await nodesMeant(options, io);
  if (nodes === 2) return nodes;
  const node = await pick(nodes, options["party"]);
  if (!node)
    return badInput(io, {
      zh: "请用 --party 指明节点，如 131000",
      en: "say which node by --party, such as 131000",
    });
  if (verb === "list") {
    const answer = await node.monitoring.listSuppliers({});
    if (!answer.ok) return badInput(io, answer.problem);
    if (json) io.out(JSON.stringify(answer.value));
    else
      for (const one of answer.value)
        io.out(
          `${one.name}  ${one.stations.join(",")}${one.revokedAt ? `  已停用 revoked ${one.revokedAt}` : ""}`,
        );
    return 0;
  }
  if (verb === "revoke") {
    const answer = await node.monitoring.revokeSupplier({ params: { name: name! } });
    if (!answer.ok) return badInput(io, answer.problem);
    io.out(json ? JSON.stringify({ name }) : `已停用 ${name} / ${name} is revoked`);
    return 0;
  }
  const stations = textOf(options, "stations")?.split(",") ?? [];
  const answer = await node.monitoring.addSupplier({ body: { name: name!, stations } });
  if (!answer.ok) return badInput(io, answer.problem);
  if (!json) io.err("令牌只显示这一次 / the token is shown this once");
  io.out(json ? JSON.stringify(answer.value) : answer.value.token);
  return 0;
};

/** Who may hand in measurements at a running node. */
export const command: Command = {
  usage: "supplier add NAME --stations ID,… | supplier list | supplier revoke NAME",
  summary: {
    zh: "登记、列出、停用供数单位（SensorThings 与 MQTT 的令牌）；站点写 local 表示本节点自建对象",
    en: "Register, list or revoke suppliers of measurements (tokens for SensorThings and MQTT); the station “local” means what clients make at this node",
  },
  options: {
    data: dataOption,
    party: { type: "string", help: { zh: "哪一方的节点", en: "which party's node" } },
    stations: {
      type: "string",
      help: { zh: "站点代码，逗号分隔", en: "codes of stations, with commas between" },
    },
  },
  run,
};
