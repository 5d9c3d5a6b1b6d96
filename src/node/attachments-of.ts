import { join } from "node:path";
import { attachmentFolder, type AttachmentStore } from "#exchange/attachments.ts";
import { attachmentBucket } from "#exchange/attachment-bucket.ts";
import { isAddress, type NodeSettings } from "./settings.ts";

type Place = Pick<NodeSettings, "data" | "attachments" | "s3Region" | "s3AccessKeyId" | "s3SecretAccessKey">;

/** The store that a node's settings name: a folder, or a bucket. */
export const attachmentsOf = (settings: Place): AttachmentStore => {
  const { data, attachments: place = join(data, "attachments") } = settings;
  if (!isAddress(place)) return attachmentFolder(place);
  return attachmentBucket({
    url: place,
    region: settings.s3Region ?? "us-east-1",
    accessKeyId: settings.s3AccessKeyId ?? "",
    secretAccessKey: settings.s3SecretAccessKey ?? "",
    incoming: join(data, "incoming"),
  });
};
