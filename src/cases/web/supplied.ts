type File = { digest: string; size: number; mediaType: string; label: string };
export type Supplied = { files: readonly File[]; paper: boolean };
type Asked = { material: string };

const isGiven = (one: Supplied | undefined): one is Supplied =>
  one !== undefined && (one.paper || one.files.length > 0);

/** How many of the papers asked for have not been answered yet. */
export const stillMissing = (asked: readonly Asked[], supplied: Record<string, Supplied>): number =>
  asked.filter((one) => !isGiven(supplied[one.material])).length;

/** What is sent: paper when the person brings it to the counter, otherwise the files. */
export const suppliedFrom = (asked: readonly Asked[], supplied: Record<string, Supplied>) =>
  asked.flatMap(({ material }) => {
    const one = supplied[material];
    if (!isGiven(one)) return [];
    return [
      {
        material,
        way: one.paper ? ("paper" as const) : ("upload" as const),
        files: one.paper ? [] : [...one.files],
      },
    ];
  });
