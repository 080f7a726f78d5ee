// Which keys the schema knows at a place, for "did you mean".
import { z } from "zod";
import { planFile } from "./schema.ts";

/** The keys of the mapping at `path`; none where the schema has no mapping. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  const at = path.reduce<z.core.$ZodType | undefined>((schema, step) => child(schema, step), planFile);
  const bare = unwrap(at);
  return bare instanceof z.ZodObject ? Object.keys(bare.shape) : [];
}

function child(schema: z.core.$ZodType | undefined, step: PropertyKey): z.core.$ZodType | undefined {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodObject) return bare.shape[String(step)];
  return bare instanceof z.ZodArray ? bare.element : undefined;
}

function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
  )
    return unwrap(schema.def.innerType);
  return schema;
}
