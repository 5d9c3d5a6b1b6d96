const marker = 0xff;
const startOfImage = 0xd8;
const startOfScan = 0xda;
const application0 = 0xe0; // JFIF and its extension: size and density, and a thumbnail
const application15 = 0xef;
const comment = 0xfe;

const adobe = Buffer.from("Adobe");
const profile = Buffer.from("ICC_PROFILE");

export const isJpeg = (bytes: Buffer): boolean =>
  bytes.length > 3 && bytes[0] === marker && bytes[1] === startOfImage && bytes[2] === marker;

/**
 * Whether a JPEG says more than its picture: Exif (place, time, device), XMP, IPTC, comments. A browser's own encoder
 * writes none of them. Colours (ICC, Adobe) are part of the picture. ITU-T T.81 Annex B lists the segments.
 */
export const tellsMore = (bytes: Buffer): boolean => {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === marker;) {
    const kind = bytes[at + 1]!;
    if (kind === startOfScan) return false;
    const body = at + 4;
    const isColour =
      bytes.subarray(body, body + adobe.length).equals(adobe) ||
      bytes.subarray(body, body + profile.length).equals(profile);
    if (kind === comment) return true;
    if (kind > application0 && kind <= application15 && !isColour) return true;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return false;
};
