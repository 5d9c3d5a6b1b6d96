import type { Problem } from "#base/outcome.ts";
import { unreachable } from "#base/client.ts";
import { chosenLanguage } from "./language.tsx";
import { askToSignIn } from "./sign-in-again.ts";

export type Uploaded = { digest: string; size: number; mediaType: string };
export type UploadReply = { ok: true; value: Uploaded } | { ok: false; problem: Problem };

/** An upload that meets an ended session waits for the sign-in dialog and goes again. */
export const upload = async (file: Blob, onProgress: (part: number) => void): Promise<UploadReply> => {
  const reply = await uploadOnce(file, onProgress);
  if (reply.ok || reply.problem.status !== 401) return reply;
  return (await askToSignIn()) ? uploadOnce(file, onProgress) : reply;
};

/** The one request that is no fetch: only XMLHttpRequest tells how much of a file has gone. */
const uploadOnce = (file: Blob, onProgress: (part: number) => void): Promise<UploadReply> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("PUT", "/api/uploads");
    request.setRequestHeader("accept-language", chosenLanguage());
    request.setRequestHeader("x-tongwulang", "1");
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => resolve(read(request)));
    request.addEventListener("error", () => resolve({ ok: false, problem: unreachable }));
    request.addEventListener("abort", () => resolve({ ok: false, problem: unreachable }));
    request.send(file);
  });

const read = (request: XMLHttpRequest): UploadReply => {
  try {
    const answer = JSON.parse(request.responseText) as unknown;
    return request.status < 300
      ? { ok: true, value: answer as Uploaded }
      : { ok: false, problem: answer as Problem };
  } catch {
    return { ok: false, problem: unreachable };
  }
};
