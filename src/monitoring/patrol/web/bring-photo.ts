import { unreachable } from "#base/client.ts";
import type { Problem } from "#base/outcome.ts";
import { chosenLanguage } from "#web/language.tsx";

/** Brings one photo under its hash; what is in the way, if something is. */
export const bringPhoto = async (
  digest: string,
  photo: Blob,
  ask: typeof fetch = fetch,
): Promise<Problem | undefined> => {
  try {
    const response = await ask(`/api/patrol/photos/${digest}`, {
      method: "PUT",
      headers: { "x-tongwulang": "1", "accept-language": chosenLanguage(), "content-type": photo.type },
      body: photo,
    });
    if (response.ok) return undefined;
    const isProblem = response.headers.get("content-type")?.includes("json");
    return isProblem ? ((await response.json()) as Problem) : unreachable;
  } catch {
    return unreachable;
  }
};
