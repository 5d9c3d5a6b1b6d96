import { fork, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { NodeSettings } from "#node/settings.ts";
import type { Earlier, NodeAsk, NodeOrder, NodeSaid } from "./node.ts";

const program = fileURLToPath(new URL("node.ts", import.meta.url));
const longestLogBytes = 4 * 1024 * 1024;

export type Ending = "ready" | "refused" | "gone";

/** A process of a node that can be killed at any moment, held still, and started again on what it left. */
export type NodeProcess = {
  settings: NodeSettings;
  logFile: string;
  pid: () => number | undefined;
  isUp: () => boolean;
  /** Starts it and waits until it is ready, has refused, or is gone. */
  start: () => Promise<Ending>;
  refusal: () => string | undefined;
  kill: () => Promise<void>;
  /** The way a system administrator stops it; killed if it does not end. */
  stop: () => Promise<void>;
  hold: (isHeld: boolean) => void;
  setAhead: (aheadMs: number) => void;
  /** Which software it starts with next; today's if none is said. */
  install: (earlier?: Earlier) => void;
};

export const nodeProcess = (
  settings: NodeSettings,
  logFile: string,
  on: { fault: (facts: Record<string, unknown>) => void; ended: (lastWords: string[]) => void },
): NodeProcess => {
  let child: ChildProcess | undefined;
  let isReady = false;
  let aheadMs = 0;
  let software: Earlier | undefined;
  let refusal: string | undefined;
  const isAlive = (one: ChildProcess | undefined): one is ChildProcess =>
    one !== undefined && one.exitCode === null && one.signalCode === null;
  const tell = (ask: NodeAsk) => child?.connected && child.send(ask, () => {});
  const gone = (one: ChildProcess) =>
    new Promise<void>((resolve) => (isAlive(one) ? one.once("exit", () => resolve()) : resolve()));
  const end = async (one: ChildProcess | undefined, patienceMs: number): Promise<void> => {
    if (!isAlive(one)) return;
    isReady = false;
    const force = setTimeout(() => one.kill("SIGKILL"), patienceMs);
    await gone(one);
    clearTimeout(force);
  };

  return {
    settings,
    logFile,
    pid: () => child?.pid,
    isUp: () => isReady && isAlive(child),
    refusal: () => refusal,
    start: () => {
      refusal = undefined;
      const order: NodeOrder = { settings, aheadMs, ...(software && { earlier: software }) };
      const { DATABASE_URL: _, ...environment } = process.env;
      const flags = (statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > longestLogBytes ? "w" : "a";
      const log = openSync(logFile, flags, 0o600);
      const one = fork(program, {
        env: { ...environment, FAULT_NODE: JSON.stringify(order) },
        stdio: ["ignore", log, log, "ipc"],
        execArgv: ["--disable-warning=ExperimentalWarning"],
        detached: true, // a signal to the bench (Ctrl-C) is not one to its nodes; they end when it does
      });
      closeSync(log);
      child = one;
      one.on("error", () => {});
      return new Promise((resolve) => {
        one.on("message", (said: NodeSaid) => {
          if (said.kind === "fault") return on.fault(said.facts);
          isReady = said.kind === "ready";
          if (said.kind === "refused") refusal = said.code;
          resolve(said.kind);
        });
        one.once("exit", () => {
          const wasReady = isReady && child === one;
          if (child === one) isReady = false;
          resolve("gone");
          if (wasReady) on.ended(lastLines(logFile));
        });
      });
    },
    kill: () => {
      const one = child;
      isReady = false; // it is not ended by itself
      if (isAlive(one)) one.kill("SIGKILL");
      return end(one, 0);
    },
    stop: () => {
      isReady = false;
      tell({ do: "stop" });
      return end(child, 20_000);
    },
    install: (earlier) => void (software = earlier),
    hold: (isHeld) => void (isAlive(child) && child.kill(isHeld ? "SIGSTOP" : "SIGCONT")),
    setAhead: (ms) => {
      aheadMs = ms;
      tell({ do: "clock", aheadMs: ms });
    },
  };
};

const lastLines = (file: string): string[] => readFileSync(file, "utf8").trimEnd().split("\n").slice(-20);

export const nodeLog = (folder: string, party: string): string => join(folder, `${party}.log`);
