import { digestOf } from "#web/digest.ts";

const longestSide = 2000;
const quality = 0.82;
const mediaType = "image/jpeg";

const fitting = (width: number, height: number): { width: number; height: number } => {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
};

export type Taken = { digest: string; photo: Blob };

/**
 * Draws the picture anew, upright and smaller: what the camera wrote beside it (place, time, device) is gone before the
 * hash is made. Undefined where the file is no picture this phone can read.
 */
export const takePhoto = async (file: Blob): Promise<Taken | undefined> => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => undefined);
  if (!picture) return undefined;
  const size = fitting(picture.width, picture.height);
  const canvas = document.createElement("canvas");
  canvas.width = size.width;
  canvas.height = size.height;
  canvas.getContext("2d")!.drawImage(picture, 0, 0, size.width, size.height);
  picture.close();
  const photo = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, mediaType, quality));
  if (!photo) return undefined;
  return { digest: await digestOf(photo), photo };
};
