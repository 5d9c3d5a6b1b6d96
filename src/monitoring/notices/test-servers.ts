import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A mail server that keeps what it takes, and refuses for a while when told to. */
export const mailServer = async () => {
  const taken: { to: string; text: string }[] = [];
  const state = { isBusy: false };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_address, _session, done) =>
      done(state.isBusy ? Object.assign(new Error("come again"), { responseCode: 451 }) : null),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        taken.push({ to: session.envelope.rcptTo[0]!.address, text: Buffer.concat(chunks).toString("utf8") });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    taken,
    state,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((r) => server.close(r)),
  };
};

/** A push service: what a browser's maker would receive. */
export const pushServer = async () => {
  const taken: { path: string; headers: Record<string, unknown>; bytes: number }[] = [];
  const state = { status: 201 };
  const server = createServer((request, response) => {
    let bytes = 0;
    request.on("data", (chunk: Buffer) => (bytes += chunk.length));
    request.on("end", () => {
      taken.push({ path: request.url!, headers: request.headers, bytes });
      response.writeHead(state.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  /** Stands for the way to the service: its name leads here. */
  const reach: typeof fetch = (input, init) => {
    const { pathname } = new URL(String(input));
    return fetch(`http://127.0.0.1:${port}${pathname}`, init);
  };
  return { taken, state, reach, close: () => new Promise((resolve) => server.close(resolve)) };
};

const quotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replaceAll(/=\r?\n/g, "")
      .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))),
    "latin1",
  ).toString();
const base64 = (text: string): string => Buffer.from(text, "base64").toString();

/** A mail as a person reads it: its subject and its text, decoded (RFC 2045, RFC 2047). */
export const readMail = (raw: string): { subject: string; body: string } => {
  const end = raw.search(/\r?\n\r?\n/);
  const [head, text] = [raw.slice(0, end), raw.slice(end).trim().replaceAll("\r\n", "\n")];
  const subject = (/^Subject: (.*(?:\r?\n[ \t].*)*)/im.exec(head)?.[1] ?? "")
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, how: string, word: string) =>
      how.toLowerCase() === "b" ? base64(word) : quotedPrintable(word.replaceAll("_", " ")),
    );
  const how = /^Content-Transfer-Encoding: (\S+)/im.exec(head)?.[1];
  const body = how === "base64" ? base64(text) : how === "quoted-printable" ? quotedPrintable(text) : text;
  return { subject, body };
};
