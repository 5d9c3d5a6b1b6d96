import { z } from "zod";

type Schema = z.core.$ZodType;

/** The schema itself and what it wraps (optional, lazy …), from the outside in. */
const layers = (schema: Schema): Schema[] => {
  const inner =
    schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault
      ? schema.unwrap()
      : schema instanceof z.ZodLazy
        ? schema.unwrap()
        : undefined;
  return inner ? [schema, ...layers(inner)] : [schema];
};

const step = (schema: Schema, part: PropertyKey): Schema | undefined => {
  const core = layers(schema).at(-1)!;
  if (core instanceof z.ZodObject) return (core.shape as Record<PropertyKey, Schema>)[part];
  if (core instanceof z.ZodArray) return core.element;
  if (core instanceof z.ZodRecord) return core.valueType;
  if (core instanceof z.ZodUnion)
    for (const option of core.options) {
      const found = step(option, part);
      if (found) return found;
    }
  return undefined;
};

/** The schema of the member at `path`, through lists, alternatives and optional parts. */
export const schemaAt = (root: Schema, path: readonly PropertyKey[]): Schema | undefined =>
  path.reduce<Schema | undefined>((schema, part) => schema && step(schema, part), root);

/** Names that an object may have here. */
export const membersOf = (schema: Schema | undefined): string[] => {
  const core = schema && layers(schema).at(-1)!;
  if (core instanceof z.ZodObject) return Object.keys(core.shape);
  return core instanceof z.ZodUnion ? [...new Set(core.options.flatMap((option) => membersOf(option)))] : [];
};

/** Descriptions are written `中文 · English`, so that an editor shows both and the checker can take either. */
export const explanationOf = (root: Schema, path: readonly PropertyKey[]): { zh: string; en: string } => {
  const schema = schemaAt(root, path);
  const description =
    schema &&
    layers(schema)
      .map((layer) => z.globalRegistry.get(layer)?.description)
      .find(Boolean);
  const [zh = "", en = ""] = description?.split(" · ") ?? [];
  return { zh, en };
};
