import type { Problem } from "#base/outcome.ts";
import { unreachable } from "#base/client.ts";
import { chosenLanguage } from "./language.tsx";

export type Uploaded = { digest: string; size: number; mediaType: string };
export type UploadReply = { ok: true; value: Uploaded } | { ok: false; problem: Problem };

/** The one request that is no fetch: only XMLHttpRequest tells how much of a file has gone. */
export const upload = (file: Blob, onProgress: (part: number) => void, signal?: AbortSignal): Promise<UploadReply> =>
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
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });

const read = (request: XMLHttpRequest): UploadReply => {
  try {
    const answer = JSON.parse(request.responseText) as unknown;
    return request.status < 300 ? { ok: true, value: answer as Uploaded } : { ok: false, problem: answer as Problem };
  } catch {
    return { ok: false, problem: unreachable };
  }
};
