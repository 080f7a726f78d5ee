// Which keys a schema knows: at a place, for "did you mean", and altogether, for what can be locked.
import { z } from "zod";

type Schema = z.core.$ZodType;

/** The keys of the mapping at `path`; none where the schema has no mapping. */
export function keysAt(schema: Schema, path: readonly PropertyKey[]): string[] {
  const at = path.reduce<Schema | undefined>((each, step) => child(each, step), schema);
  return Object.keys(shapeOf(at));
}

/** Every key as a dotted path, those of the items of lists included: `phases.enforcement`. */
export const keyPaths = (schema: Schema): string[] =>
  Object.entries(shapeOf(schema)).flatMap(([key, value]) => {
    const below = unwrap(value);
    return [key, ...keyPaths(below instanceof z.ZodArray ? below.element : value).map((path) => `${key}.${path}`)];
  });

function shapeOf(schema: Schema | undefined): Record<string, Schema> {
  const bare = branches(schema).find((each) => each instanceof z.ZodObject);
  return bare instanceof z.ZodObject ? bare.shape : {};
}

function child(schema: Schema | undefined, step: PropertyKey): Schema | undefined {
  const found = typeof step === "number" ? branches(schema).find((each) => each instanceof z.ZodArray) : undefined;
  return found instanceof z.ZodArray ? found.element : shapeOf(schema)[String(step)];
}

/** What may stand there instead of each other. */
function branches(schema: Schema | undefined): (Schema | undefined)[] {
  const bare = unwrap(schema);
  return bare instanceof z.ZodUnion ? bare.def.options.flatMap(branches) : [bare];
}

function unwrap(schema: Schema | undefined): Schema | undefined {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
  )
    return unwrap(schema.def.innerType);
  // As it is written, before it is brought into one shape.
  if (schema instanceof z.ZodPipe) return unwrap(schema.def.in);
  return schema;
}
