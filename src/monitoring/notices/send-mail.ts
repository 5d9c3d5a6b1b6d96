import { createTransport } from "nodemailer";

/** `again`: certainly not taken. `unknown`: it may have been, so it is not sent again. */
export type Sent = { result: "sent" } | { result: "again" | "refused" | "gone" | "unknown"; code: string };

export type Mail = { id: string; from: string; to: string; subject: string; body: string };

/** What a fault of SMTP means: an answer of 4xx asks to come again, 5xx refuses; silence after the text leaves it open. */
const resultOf = (error: unknown): Sent => {
  const {
    responseCode,
    code = "FAULT",
    command,
  } = error as {
    responseCode?: number;
    code?: string;
    command?: string;
  };
  if (responseCode !== undefined)
    return { result: responseCode < 500 ? "again" : "refused", code: String(responseCode) };
  return { result: command === "DATA" ? "unknown" : "again", code };
};

export const sendMail = async (url: string, mail: Mail): Promise<Sent> => {
  const transport = createTransport(url, {
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  } as never);
  try {
    await transport.sendMail({
      from: mail.from,
      to: mail.to,
      subject: mail.subject,
      text: mail.body,
      messageId: `<${mail.id}@${mail.from.split("@").at(-1)?.replace(/>$/, "") ?? "tongwulang"}>`,
      headers: { "auto-submitted": "auto-generated" }, // RFC 3834: no answer by machines
    });
    return { result: "sent" };
  } catch (error) {
    return resultOf(error);
  } finally {
    transport.close();
  }
};
