import { fork, type ChildProcess } from "node:child_process";

/** A program in a process of its own that is told its order and can be asked, killed at any moment, and started again. */
export type ChildNode<Ask extends object, Answer> = {
  start: () => Promise<void>;
  ask: (ask: Ask) => Promise<Answer>;
  kill: () => Promise<void>;
  pid: () => number | undefined;
};

/** Its first word says that it is there; it answers one question after the other. */
export const childNode = <Ask extends object, Answer>(
  program: string,
  order: { party: string },
): ChildNode<Ask, Answer> => {
  let child: ChildProcess | undefined;
  const next = (): Promise<Answer> => {
    const one = child;
    if (!one?.connected) return Promise.reject(new Error(`${order.party} is not running`));
    return new Promise((resolve, reject) => {
      const gone = () => reject(new Error(`${order.party} ended`));
      one.once("exit", gone);
      one.once("message", (answer) => {
        one.off("exit", gone);
        resolve(answer as Answer);
      });
    });
  };
  return {
    pid: () => child?.pid,
    start: async () => {
      child = fork(program, { env: { ...process.env, NODE_ORDER: JSON.stringify(order) }, execArgv: [] });
      await next();
    },
    ask: (ask) => {
      const answer = next();
      child?.send(ask, () => {}); // if it is gone, `next` says so
      return answer;
    },
    kill: () => {
      const one = child;
      child = undefined;
      if (!one || one.exitCode !== null || one.signalCode !== null) return Promise.resolve();
      return new Promise((resolve) => {
        one.once("exit", () => resolve());
        one.kill("SIGKILL");
      });
    },
  };
};
