import { badInput, helpOf, runCommand, terminal, type Command } from "./command.ts";

/** Loaded only when called, so that a small command starts fast. */
const commands: Record<string, () => Promise<{ command: Command }>> = {
  start: () => import("./start.ts"),
  demo: () => import("./demo.ts"),
  deadline: () => import("./deadline.ts"),
  id: () => import("./id.ts"),
  agreement: () => import("./agreement.ts"),
  evidence: () => import("./evidence.ts"),
  audit: () => import("./audit.ts"),
  recover: () => import("./recover.ts"),
  verify: () => import("./verify.ts"),
  erase: () => import("./erase.ts"),
  evaluate: () => import("./evaluate.ts"),
  observations: () => import("./observations.ts"),
  node: () => import("./node.ts"),
  backup: () => import("./backup.ts"),
  restore: () => import("./restore.ts"),
  supplier: () => import("./supplier.ts"),
};

const overview = async (): Promise<number> => {
  terminal.out("./tongwulang COMMAND … [--json] [--help]");
  for (const load of Object.values(commands)) {
    const { command } = await load();
    const [usage, zh, en] = helpOf(command);
    terminal.out(`\n${usage?.replace("./tongwulang ", "  ")}\n  ${zh}\n  ${en}`);
  }
  return 0;
};

const main = async ([name, ...args]: string[]): Promise<number> => {
  if (!name || name === "--help" || name === "-h" || name === "help") return overview();
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load)
    return badInput(terminal, {
      zh: `没有“${name}”这个命令，可用：${Object.keys(commands).join("、")}`,
      en: `no command “${name}”; there are: ${Object.keys(commands).join(", ")}`,
    });
  return runCommand((await load()).command, args, terminal);
};

// `… | head` closes the pipe early: whoever reads has seen enough, and that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});
process.exitCode = await main(process.argv.slice(2));
