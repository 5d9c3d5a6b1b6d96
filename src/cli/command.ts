import { parseArgs } from "node:util";
import type { Bilingual } from "#base/bilingual.ts";

/** Where a command speaks: results to `out`, progress and refusals to `err`. */
export type Io = { out: (line: string) => void; err: (line: string) => void };

export const terminal: Io = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
};

type Option = { type: "string" | "boolean"; short?: string; help: Bilingual };

/** An option with a value, and what it is. */
export const textOption = (zh: string, en: string): Option => ({ type: "string", help: { zh, en } });

/** What a command is given: its words and options, already checked for being known. */
export type Given = {
  words: string[];
  options: Record<string, string | boolean | undefined>;
  json: boolean;
};

/** What was typed after an option; undefined where it was not given. */
export const textOf = (options: Given["options"], name: string): string | undefined => {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
};

/** One command of `./tongwulang`. Exit codes: 0 done, 1 it ran and the answer is no, 2 bad input. */
export type Command = {
  usage: string; // "deadline DAY N UNIT"
  summary: { zh: string; en: string };
  options?: Record<string, Option>;
  run: (given: Given, io: Io) => Promise<number> | number;
};

/** One line in both languages, so that it is understood whoever reads the log. Exit code 2. */
export const badInput = (io: Io, words: { zh: string; en: string }): 2 => {
  io.err(`${words.zh} / ${words.en}`);
  return 2;
};

const common: Record<string, Option> = {
  json: { type: "boolean", help: { zh: "以 JSON 输出", en: "answer as JSON" } },
  help: { type: "boolean", short: "h", help: { zh: "显示用法", en: "show this help" } },
};

export const helpOf = (command: Command): string[] => [
  `./tongwulang ${command.usage}`,
  `  ${command.summary.zh}`,
  `  ${command.summary.en}`,
  "",
  ...Object.entries({ ...command.options, ...common }).map(
    ([name, option]) =>
      `  --${(option.type === "string" ? `${name} …` : name).padEnd(16)} ${option.help.zh} · ${option.help.en ?? ""}`,
  ),
];

/** Reads the arguments, answers `--help`, refuses what it does not know, and runs the command. */
export const runCommand = async (command: Command, args: string[], io: Io): Promise<number> => {
  let given: Given;
  try {
    const options = Object.fromEntries(
      Object.entries({ ...command.options, ...common }).map(([name, { type, short }]) => [
        name,
        { type, ...(short && { short }) },
      ]),
    );
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
    given = {
      words: positionals,
      options: values as Given["options"],
      json: values["json"] === true,
    };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return badInput(io, {
      zh: `参数有误：${what}`,
      en: `${what} (see ./tongwulang ${command.usage.split(" ")[0]} --help)`,
    });
  }
  if (given.options["help"]) {
    for (const line of helpOf(command)) io.out(line);
    return 0;
  }
  return command.run(given, io);
};
