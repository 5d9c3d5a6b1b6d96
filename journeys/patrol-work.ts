import { sha256Hex } from "#base/hash.ts";
import { newId } from "#base/id.ts";
import type { PhoneRecord } from "#monitoring/patrol/record.ts";
import { must, type Visitor } from "./three-nodes.ts";

const segment = (kind: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, kind, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

/** As much of a JPEG as a node looks at; each one is another photo. */
export const madeUpPhoto = (more: Buffer[] = []): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from("JFIF\0\x01\x01\0\0\x01\0\x01\0\0", "latin1")),
    ...more,
    Buffer.from([0xff, 0xda, 0, 2]),
    Buffer.from(newId()),
    Buffer.from([0xff, 0xd9]),
  ]);
export const exif: Buffer = segment(0xe1, Buffer.from("Exif\0\0MM\0*", "latin1"));

/** What is sent as raw bytes goes by plain fetch: the typed client says JSON. */
export const bringPhoto = async (who: Visitor, photo: Buffer, digest = sha256Hex(photo)) => {
  const response = await who.fetch(`/api/patrol/photos/${digest}`, {
    method: "PUT",
    headers: { "x-tongwulang": "1", "content-type": "image/jpeg" },
    body: new Uint8Array(photo),
  });
  return { status: response.status, answer: (await response.json()) as { code?: string; digest?: string } };
};

export const send = (who: Visitor, record: PhoneRecord, id = newId(), sentAtMs = Date.now()) =>
  who.monitoring.recordFromPhone({ params: { id }, body: { record, sentAtMs, personId: who.person!.id } });

export const beginPatrol = async (who: Visitor): Promise<string> => {
  const id = newId();
  must(await send(who, { kind: "begin", route: "north-canal", mode: "joint", begunAtMs: Date.now() }, id));
  return id;
};

export const findingOf = (
  patrol: string,
  more: Partial<PhoneRecord> = {},
): PhoneRecord & { kind: "finding" } => ({
  kind: "finding",
  patrol,
  findingKind: "outfall",
  point: "tumenlou",
  place: { lon: 117.0051, lat: 39.6549, by: "device", accuracyM: 14 },
  note: "排口有异味",
  foundAtMs: Date.now(),
  photos: [],
  responsible: "131000",
  rectifyBy: "2099-12-31",
  ...(more as object),
});
