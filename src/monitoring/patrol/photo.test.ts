import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isJpeg, tellsMore } from "./photo.ts";

const segment = (kind: number, body: string) => {
  const text = Buffer.from(body, "latin1");
  const head = Buffer.from([0xff, kind, 0, 0]);
  head.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([head, text]);
};
const jpeg = (...segments: Buffer[]) =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...segments,
    Buffer.from([0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]),
  ]);
const jfif = segment(0xe0, "JFIF\0\x01\x01\0\0\x01\0\x01\0\0");

describe("a photo", () => {
  it("as a browser writes it says nothing but its picture", () => {
    const plain = jpeg(
      jfif,
      segment(0xe2, "ICC_PROFILE\0\x01\x01…"),
      segment(0xee, "Adobe\0d"),
      segment(0xdb, "q"),
    );
    assert.ok(isJpeg(plain));
    assert.equal(tellsMore(plain), false);
  });

  it("with Exif, XMP, IPTC or a comment is known for it, wherever the segment stands", () => {
    for (const more of [
      segment(0xe1, "Exif\0\0MM\0*"),
      segment(0xe1, "http://ns.adobe.com/xap/1.0/\0<x/>"),
      segment(0xed, "Photoshop 3.0\0"),
      segment(0xfe, "taken by"),
    ]) {
      assert.equal(tellsMore(jpeg(jfif, more)), true);
      assert.equal(tellsMore(jpeg(jfif, segment(0xdb, "q"), more)), true);
    }
  });

  it("that is none, or half of one, is told without a fault", () => {
    assert.equal(isJpeg(Buffer.from("%PDF-1.7")), false);
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        isJpeg(Buffer.from(bytes));
        tellsMore(Buffer.from([0xff, 0xd8, ...bytes]));
      }),
    );
  });
});
