import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { attachmentFolder, type AttachmentStore } from "#exchange/attachments.ts";
import { takeFile } from "./upload.ts";

const png = Buffer.from("89504e470d0a1a0a0000000d4948445200000001000000010806000000", "hex");
const jpeg = Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex");
const heic = Buffer.from("0000001c667479706865696300000000686569636d696631", "hex");
const zip = (name: string) =>
  Buffer.concat([
    Buffer.from("504b0304140000000000", "hex"),
    Buffer.alloc(16),
    Buffer.from([name.length, 0, 0, 0]),
    Buffer.from(name),
    Buffer.alloc(300),
  ]);

describe("uploads", () => {
  let folder: string;
  let attachments: AttachmentStore;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tongwulang-upload-"));
    attachments = attachmentFolder(folder);
  });
  after(() => rm(folder, { recursive: true }));

  const take = async (...chunks: Buffer[]) => {
    const taken = await takeFile(
      { attachments },
      (async function* () {
        yield* chunks;
      })(),
    );
    return taken.ok
      ? taken.value.mediaType
      : `${taken.refusal.code} ${String(taken.refusal.detail?.["kind"] ?? "")}`.trim();
  };

  it("take the four kinds for what they are, in whatever pieces they come", async () => {
    assert.equal(await take(png), "image/png");
    assert.equal(await take(jpeg.subarray(0, 1), jpeg.subarray(1)), "image/jpeg");
    assert.equal(await take(Buffer.from("%PDF-1.7\n"), Buffer.alloc(200_000, 32)), "application/pdf");
    assert.equal(await take(zip("OFD.xml")), "application/ofd");
  });

  it("say of other files what they really are", async () => {
    assert.equal(await take(heic), "FILE_KIND heic");
    assert.equal(await take(zip("photos.txt")), "FILE_KIND zip");
    assert.equal(await take(Buffer.from("just words")), "FILE_KIND text");
    assert.equal(await take(), "FILE_EMPTY");
  });

  it("stop at fifty megabytes", async () => {
    const block = Buffer.alloc(1024 * 1024);
    assert.equal(await take(png, ...Array.from({ length: 51 }, () => block)), "FILE_TOO_LARGE");
  });
});
