import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

type NotFound = (request: FastifyRequest, reply: FastifyReply) => FastifyReply;

const isPage = ({ method, url, headers }: FastifyRequest): boolean =>
  (method === "GET" || method === "HEAD") &&
  !/^\/(api|exchange)\//.test(url) &&
  !/\.\w{1,8}(\?|$)/.test(url) &&
  (headers.accept ?? "").includes("text/html");

/** The built pages: hashed files for ever, compressed ahead of time; every address of the app answers with its shell. */
export const servePages = async (
  app: FastifyInstance,
  folder: string | undefined,
  notFound: NotFound,
): Promise<void> => {
  const shell = folder && (await readFile(join(folder, "index.html"), "utf8").catch(() => undefined));
  const sendShell = (reply: FastifyReply) =>
    reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(shell);
  if (folder && shell) {
    await app.register(fastifyStatic, {
      root: folder,
      index: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (response, path) => {
        const isHashed = /[\\/]assets[\\/]/.test(path);
        response.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
    app.get("/", async (_request, reply) => sendShell(reply));
  }
  app.setNotFoundHandler((request, reply) =>
    shell && isPage(request) ? sendShell(reply) : notFound(request, reply),
  );
};
