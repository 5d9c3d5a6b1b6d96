import { Client, type QueryResult, type QueryResultRow } from "pg";
import type { Siblings, Word } from "#base/siblings.ts";
import { bell } from "#exchange/bell.ts";

/** How soon another process leads where the leader has gone: PostgreSQL lets go of its locks with its connection. */
const lookMs = 500;
const longestAnswerMs = 5_000;
const channel = "tongwulang";
const lockClass = 1_953_460_072;

/**
 * A connection beside the pool: it holds locks for as long as it lasts, and listens. Words need not reach the disk. The
 * server finds out within about five seconds when the machine at the other end has gone without a word.
 */
const lineTo = (connectionString: string): Client =>
  new Client({
    connectionString,
    connectionTimeoutMillis: longestAnswerMs,
    query_timeout: longestAnswerMs,
    keepAlive: true,
    application_name: `tongwulang ${process.pid}`, // so that an operator can ask which process leads
    options:
      "-c synchronous_commit=off -c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3",
  });

type Line = { client: Client; pid: number; said: Promise<unknown> };
/** One statement after the other: a connection carries no two at once. */
const say = <Row extends QueryResultRow>(
  line: Line,
  statement: string,
  values: readonly unknown[] = [],
): Promise<QueryResult<Row>> => {
  const answer = line.said.then(() => line.client.query<Row>(statement, [...values]));
  line.said = answer.catch(() => {});
  return answer;
};
/** A task that this process works on, or waits for. */
type Post = { gained: () => void; lost?: AbortController };

/** Processes of one node on one PostgreSQL server: advisory locks say who leads, NOTIFY carries the words. */
export const siblingsOn = (connectionString: string): Siblings & { close: () => Promise<void> } => {
  const listeners = new Map<string, (() => void)[]>();
  const posts = new Map<string, Post>();
  const words = new Set<Word>();
  const life = new AbortController();
  const woken = bell();
  let isWoken = false;
  let line: Line | undefined;
  let lookAt = 0;
  let running: Promise<void> | undefined;

  const lose = (client?: Client): void => {
    if (!line || (client && line.client !== client)) return;
    const { client: lost } = line;
    line = undefined;
    for (const post of posts.values()) post.lost?.abort();
    void lost.end().catch(() => {});
  };

  const connect = async (): Promise<Line> => {
    const client = lineTo(connectionString);
    const one: Line = { client, pid: 0, said: Promise.resolve() };
    client.on("error", () => lose(client));
    client.on("end", () => lose(client));
    client.on("notification", ({ processId, payload }) => {
      if (processId !== one.pid) for (const listener of listeners.get(payload ?? "") ?? []) listener();
    });
    await client.connect();
    const { rows } = await say<{ pid: number }>(one, "select pg_backend_pid() as pid");
    one.pid = rows[0]!.pid;
    await say(one, `listen ${channel}`);
    // What was said meanwhile is not known.
    for (const each of listeners.values()) for (const listener of each) listener();
    return one;
  };

  const letGo = async (task: string): Promise<void> => {
    if (!line) return;
    await say(line, "select pg_advisory_unlock($1, hashtext($2))", [lockClass, task]).catch(() => lose());
  };

  const round = async (): Promise<void> => {
    line ??= await connect();
    const now = line;
    const told = [...words];
    words.clear();
    if (told.length)
      await say(now, "select pg_notify($1, word) from unnest($2::text[]) word", [channel, told]);
    if (performance.now() < lookAt) return;
    lookAt = performance.now() + lookMs;
    const free = [...posts].filter(([, { lost }]) => !lost).map(([task]) => task);
    // Asked even if nothing is waited for: the answer shows that the line still holds.
    const { rows } = await say<{ task: string }>(
      now,
      "select task from unnest($1::text[]) task where pg_try_advisory_lock($2, hashtext(task))",
      [free, lockClass],
    );
    for (const { task } of rows) {
      const post = posts.get(task);
      if (!post) await letGo(task);
      else {
        post.lost = new AbortController();
        post.gained();
      }
    }
  };

  const run = async (): Promise<void> => {
    const pause = bell();
    while (!life.signal.aborted) {
      isWoken = false;
      await round().catch(() => lose());
      if (!line) await pause.wait(lookMs, life.signal);
      else if (!isWoken) await woken.wait(Math.max(0, lookAt - performance.now()), life.signal);
    }
    const client = line?.client;
    lose();
    await client?.end().catch(() => {});
  };

  const wake = () => {
    isWoken = true;
    woken.ring();
    if (!life.signal.aborted) running ??= run();
  };

  /** Told once this process leads; undefined if nobody waits for that any more. */
  const gain = (task: string, signal: AbortSignal): Promise<AbortSignal | undefined> =>
    new Promise((resolve) => {
      if (posts.has(task)) throw new Error(`${task} is worked on twice in one process`);
      const give = () => {
        posts.delete(task);
        resolve(undefined);
      };
      if (signal.aborted) return resolve(undefined);
      signal.addEventListener("abort", give, { once: true });
      const post: Post = {
        gained: () => {
          signal.removeEventListener("abort", give);
          resolve(post.lost!.signal);
        },
      };
      posts.set(task, post);
      lookAt = 0;
      wake();
    });

  return {
    tell: (word) => {
      words.add(word);
      wake();
    },
    hear: (word, listener) => {
      listeners.set(word, [...(listeners.get(word) ?? []), listener]);
      wake();
    },
    lead: async (task, work, signal) => {
      for (;;) {
        const lost = await gain(task, signal);
        if (!lost) return;
        try {
          await work(AbortSignal.any([signal, lost]));
        } finally {
          posts.delete(task);
          if (!lost.aborted) await letGo(task);
        }
        if (!lost.aborted) return;
      }
    },
    close: async () => {
      life.abort();
      await running;
    },
  };
};
