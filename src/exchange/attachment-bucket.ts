import { AwsClient } from "aws4fetch";
import { openAsBlob } from "node:fs";
import { Readable } from "node:stream";
import { bodyOf } from "#base/body-of.ts";
import type { Digest } from "#protocol/event.ts";
import { checkedBytes, takeIn, type AttachmentStore } from "./attachments.ts";

export type Bucket = {
  /** Of the bucket, and what its names begin with: `https://host/bucket/prefix`. */
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** A folder of this process, for what is on its way. */
  incoming: string;
};

/** S3 says only that a write failed; this is what servers answer when there is no room. */
const isFull = (status: number): boolean => status === 507;

/**
 * A bucket of an S3-compatible store, shared by processes on several machines. An upload is signed over the hash of its
 * bytes, which is its name: the server refuses others. A name appears when all of it is there.
 */
export const attachmentBucket = ({ url, region, incoming, ...credentials }: Bucket): AttachmentStore => {
  const client = new AwsClient({ ...credentials, region, service: "s3", retries: 3 });
  const addressOf = (digest: Digest) => `${url.replace(/\/$/, "")}/${digest.slice(0, 2)}/${digest.slice(2)}`;

  const ask = async (method: string, digest: Digest, init: RequestInit = {}): Promise<Response> => {
    const response = await client.fetch(addressOf(digest), { method, ...init });
    if (response.ok || response.status === 404) return response;
    await response.body?.cancel();
    const error = new Error(`the attachment store answers ${method} with ${response.status}`);
    throw isFull(response.status) ? Object.assign(error, { code: "ENOSPC" }) : error;
  };

  /** When it was last written; undefined if it is not there. */
  const findWritten = async (digest: Digest): Promise<number | undefined> => {
    const response = await ask("HEAD", digest);
    return response.ok ? Date.parse(response.headers.get("last-modified") ?? "") : undefined;
  };

  return {
    put: (bytes, expected) =>
      takeIn(incoming, bytes, expected, async (path, { digest }) => {
        const headers = { "x-amz-content-sha256": digest, "content-type": "application/octet-stream" };
        const response = await ask("PUT", digest, { headers, body: await openAsBlob(path) });
        await response.body?.cancel();
        if (!response.ok) throw new Error("the bucket of the attachments does not exist");
      }),
    open: async (digest) => {
      const response = await ask("GET", digest);
      const bytes = response.ok ? bodyOf(response) : undefined;
      if (bytes) {
        const content = Readable.from(checkedBytes(bytes, digest));
        return { size: Number(response.headers.get("content-length")), content };
      }
      await response.body?.cancel();
      return undefined;
    },
    has: async (digest) => (await findWritten(digest)) !== undefined,
    remove: async (digest, unlessWrittenSince) => {
      const written = await findWritten(digest);
      // The store tells whole seconds: what was written in the same one may have been written since.
      if (written === undefined || !(written + 1_000 <= Date.parse(unlessWrittenSince))) return false;
      await (await ask("DELETE", digest)).body?.cancel();
      return true;
    },
  };
};
