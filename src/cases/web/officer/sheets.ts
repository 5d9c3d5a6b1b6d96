import type { Said } from "../../view.ts";
import type { MaterialView } from "../../view.ts";
import type { z } from "zod";

export type Sheet = {
  material: string;
  name: z.infer<typeof Said>;
  kind: "image" | "pdf" | "other" | "paper" | "shared" | "made";
  digest: string | undefined;
  page: number;
  pages: number;
};

const kindOf = (mediaType: string): Sheet["kind"] =>
  mediaType.startsWith("image/") ? "image" : mediaType === "application/pdf" ? "pdf" : "other";

/** Every file of every paper in the order of the list; a paper without a file says where it is. */
export const sheetsOf = (materials: readonly MaterialView[]): Sheet[] =>
  materials.flatMap(({ material, name, fromSharing, madeBySystem, handedIn }): Sheet[] => {
    const files = handedIn?.files ?? [];
    if (files.length === 0)
      return [
        {
          material,
          name,
          kind: madeBySystem ? "made" : fromSharing ? "shared" : "paper",
          digest: undefined,
          page: 1,
          pages: 1,
        },
      ];
    return files.map((file, at) => ({
      material,
      name,
      kind: kindOf(file.mediaType),
      digest: file.digest,
      page: at + 1,
      pages: files.length,
    }));
  });
